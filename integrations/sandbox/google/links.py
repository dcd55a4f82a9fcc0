"""AssetGroupAsset and CampaignAsset: which asset is used where, in which role."""

from typing import Any

from ..store import Thing
from .ad_specs import PORTRAIT, SQUARE, TALL, WIDE, Pictures, Texts
from .batch import Batch, Handler
from .errors import Problem, required
from .texts import check_picture, check_texts

_TEXTS = {
    "HEADLINE": Texts(1, 1, 30, True, True), "LONG_HEADLINE": Texts(1, 1, 90, True, True),
    "DESCRIPTION": Texts(1, 1, 90, single=True), "BUSINESS_NAME": Texts(1, 1, 25, single=True),
}  # fmt: skip
_PICTURES = {
    "MARKETING_IMAGE": Pictures(0, 1, WIDE, 600, 314), "SQUARE_MARKETING_IMAGE": Pictures(0, 1, SQUARE, 300, 300),
    "PORTRAIT_MARKETING_IMAGE": Pictures(0, 1, PORTRAIT, 480, 600), "LOGO": Pictures(0, 1, SQUARE, 128, 128),
    "LANDSCAPE_LOGO": Pictures(0, 1, 4.0, 512, 128), "TALL_PORTRAIT_MARKETING_IMAGE": Pictures(0, 1, TALL, 600, 1067),
    "BUSINESS_LOGO": Pictures(0, 1, SQUARE, 128, 128),
}  # fmt: skip
_OTHERS = {"YOUTUBE_VIDEO": "YOUTUBE_VIDEO", "CALL_TO_ACTION_SELECTION": "CALL_TO_ACTION"}
_CAMPAIGN_ONLY = {
    "LEAD_FORM": "LEAD_FORM", "SITELINK": "SITELINK", "CALLOUT": "CALLOUT", "STRUCTURED_SNIPPET": "STRUCTURED_SNIPPET",
}  # fmt: skip
MOST = {
    "HEADLINE": 15, "LONG_HEADLINE": 5, "DESCRIPTION": 5, "BUSINESS_NAME": 1, "MARKETING_IMAGE": 20,
    "SQUARE_MARKETING_IMAGE": 20, "PORTRAIT_MARKETING_IMAGE": 20, "LOGO": 5, "LANDSCAPE_LOGO": 5, "YOUTUBE_VIDEO": 15,
}  # fmt: skip
_BRAND = ("BUSINESS_NAME", "LOGO", "LANDSCAPE_LOGO")


def create_in_group(batch: Batch, data: dict[str, Any]) -> Thing:
    group = batch.need(data, "asset_group", "asset_group")
    campaign = batch.call.store.get(group.parent, "google.campaign")
    field = _check_role(batch, data, _OTHERS)
    if campaign and campaign.data.get("brand_guidelines_enabled") and field in _BRAND:
        words = "With brand guidelines, brand assets are linked to the campaign."
        raise Problem("asset_link_error", "BRAND_ASSETS_NOT_LINKED_AT_CAMPAIGN_LEVEL", words, ("create", "field_type"))
    return _link(batch, "asset_group_asset", group, data)


def create_in_campaign(batch: Batch, data: dict[str, Any]) -> Thing:
    campaign = batch.need(data, "campaign", "campaign")
    field = _check_role(batch, data, _OTHERS | _CAMPAIGN_ONLY)
    if field in (*_TEXTS, *_PICTURES) and field not in (*_BRAND, "BUSINESS_LOGO"):
        words = f"{field} can't be linked to a campaign."
        raise Problem("asset_link_error", "UNSUPPORTED_FIELD_TYPE", words, ("create", "field_type"), field)
    return _link(batch, "campaign_asset", campaign, data)


def update(batch: Batch, thing: Thing, before: dict[str, Any], paths: list[str]) -> None:
    if thing.data["status"] not in ("ENABLED", "PAUSED"):
        raise Problem("asset_link_error", "INVALID_STATUS", "The status is invalid.", ("update", "status"))


def remove(batch: Batch, thing: Thing) -> None:
    """Links are gone when they are removed: they can be made again."""
    batch.call.store.remove(thing.id)
    thing.data["status"] = "REMOVED"


def _check_role(batch: Batch, data: dict[str, Any], others: dict[str, str]) -> str:
    asset = batch.need(data, "asset", "asset")
    field = data.get("field_type", "UNSPECIFIED")
    if field == "UNSPECIFIED":
        raise required("create", "field_type")
    path = ("create", "asset")
    if field in _TEXTS:
        _need_type(asset, "TEXT", field)
        check_texts(asset.data["text_asset"], _TEXTS[field], path)
    elif field in _PICTURES:
        check_picture(asset.data, _PICTURES[field], path)
    elif field in others:
        _need_type(asset, others[field], field)
    else:
        words = f"{field} is not supported here."
        raise Problem("asset_link_error", "UNSUPPORTED_FIELD_TYPE", words, ("create", "field_type"), field)
    return field


def _need_type(asset: Thing, kind: str, field: str) -> None:
    if asset.data["type_"] != kind:
        words = f"An asset of type {asset.data['type_']} can't be used as {field}."
        code = "FIELD_TYPE_INCOMPATIBLE_WITH_ASSET_TYPE"
        raise Problem("asset_link_error", code, words, ("create", "field_type"), field)


def _link(batch: Batch, kind: str, owner: Thing, data: dict[str, Any]) -> Thing:
    field = data["field_type"]
    number = f"{owner.id}~{data['asset'].rpartition('/')[2]}~{field}"
    if batch.call.store.get(number):
        category = "asset_group_asset_error" if kind == "asset_group_asset" else "mutate_error"
        code = "DUPLICATE_RESOURCE" if kind == "asset_group_asset" else "RESOURCE_ALREADY_EXISTS"
        raise Problem(category, code, "The asset is linked in this role already.", ("create",))
    like = [t for t in batch.call.store.list(f"google.{kind}", parent=owner.id) if t.data["field_type"] == field]
    if len(like) >= MOST.get(field, 20):
        details = {"enclosing_id": owner.id, "limit": MOST.get(field, 20), "existing_count": len(like)}
        problem = Problem("resource_count_limit_exceeded_error", "RESOURCE_LIMIT", "Too many assets.", ("create",))
        problem.details = {"resource_count_details": details}
        raise problem
    data.setdefault("status", "ENABLED")
    data["source"] = "ADVERTISER"
    return batch.make(kind, data, parent=owner.id, thing_id=number, numbered=False)


IN_GROUP = Handler(create_in_group, update, remove, frozenset(("asset_group", "asset", "field_type")))
IN_CAMPAIGN = Handler(create_in_campaign, update, remove, frozenset(("campaign", "asset", "field_type")))
