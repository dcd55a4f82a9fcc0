"""Lead form assets: what a form that opens inside Google's ads must have."""

from typing import Any

from .ad_specs import Pictures
from .batch import Batch
from .errors import Problem, required
from .texts import check_picture, check_urls, too_long, width

_WIDTHS = {
    "business_name": 25, "headline": 30, "description": 200, "call_to_action_description": 30,
    "post_submit_headline": 30, "post_submit_description": 200,
}  # fmt: skip
_NEEDED = (
    "business_name", "call_to_action_type", "call_to_action_description", "headline", "description", "privacy_policy_url",
)  # fmt: skip
_MOST_OWN = 5


def check_lead_form(batch: Batch, data: dict[str, Any]) -> None:
    form, path = data["lead_form_asset"], ("create", "lead_form_asset")
    for name in _NEEDED:
        if not form.get(name):
            raise required(*path, name)
    for name, most in _WIDTHS.items():
        if width(form.get(name, "")) > most:
            raise too_long(form[name], *path, name)
    check_urls([form["privacy_policy_url"]], *path, "privacy_policy_url")
    check_urls(data.get("final_urls", []), "create", "final_urls")
    if not form.get("fields"):
        raise required(*path, "fields")
    if len(form.get("custom_question_fields", [])) > _MOST_OWN:
        words = f"At most {_MOST_OWN} questions of your own are allowed."
        raise Problem("collection_size_error", "TOO_MANY", words, (*path, "custom_question_fields"))
    if form.get("background_image_asset"):
        place = (*path, "background_image_asset")
        asset = batch.find(form["background_image_asset"], *place, kind="asset")
        check_picture(asset.data, Pictures(0, 1, 1200 / 628, 1200, 628), place)
        size = asset.data["image_asset"]["full_size"]
        if (int(size["width_pixels"]), int(size["height_pixels"])) != (1200, 628):
            raise Problem("image_error", "UNEXPECTED_SIZE", "The image must be 1200 x 628 pixels.", place)
