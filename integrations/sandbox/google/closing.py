"""What can only be checked when all operations are done: an asset group's least assets, a campaign's brand assets."""

from collections import Counter

from ..store import Thing
from . import review
from .batch import Batch
from .errors import Element, Problem
from .metrics import ad_of_asset_group
from .texts import width

_LEAST = {
    "HEADLINE": (3, "NOT_ENOUGH_HEADLINE_ASSET"), "LONG_HEADLINE": (1, "NOT_ENOUGH_LONG_HEADLINE_ASSET"),
    "DESCRIPTION": (2, "NOT_ENOUGH_DESCRIPTION_ASSET"), "MARKETING_IMAGE": (1, "NOT_ENOUGH_MARKETING_IMAGE_ASSET"),
    "SQUARE_MARKETING_IMAGE": (1, "NOT_ENOUGH_SQUARE_MARKETING_IMAGE_ASSET"),
}  # fmt: skip
_BRAND = {
    "BUSINESS_NAME": ("NOT_ENOUGH_BUSINESS_NAME_ASSET", "REQUIRED_BUSINESS_NAME_ASSET_NOT_LINKED"),
    "LOGO": ("NOT_ENOUGH_LOGO_ASSET", "REQUIRED_LOGO_ASSET_NOT_LINKED"),
}
_SHORT_DESCRIPTION = 60


def close(batch: Batch) -> list[Problem]:
    """Return the errors of asset groups that lack something, each at the operation that touched it last."""
    places: dict[str, tuple[Element, ...]] = {}
    for thing, place in batch.touched:
        if thing.kind == "google.asset_group":
            places.setdefault(thing.id, place)
        elif thing.kind == "google.asset_group_asset":
            places.setdefault(thing.parent, place)
    problems = []
    for number, place in places.items():
        group = batch.call.store.get(number, "google.asset_group")
        if group is not None and group.data["status"] != "REMOVED":
            problems += [problem.below(*place) for problem in _check(batch, group)]
    return problems


def _check(batch: Batch, group: Thing) -> list[Problem]:
    links = batch.call.store.list("google.asset_group_asset", parent=group.id)
    counts = Counter(link.data["field_type"] for link in links)
    campaign = batch.call.store.get(group.parent, "google.campaign")
    problems = [
        Problem("asset_group_error", code, f"Not enough assets of {field}: {least} are needed.", ("create",))
        for field, (least, code) in _LEAST.items() if counts[field] < least
    ]  # fmt: skip
    problems += _check_brand(batch, campaign, counts)
    texts = _texts(batch, links)
    if counts["DESCRIPTION"] and not any(width(t) <= _SHORT_DESCRIPTION for t in texts["DESCRIPTION"]):
        words = "One description must be at most 60 characters long."
        problems.append(Problem("asset_group_error", "SHORT_DESCRIPTION_REQUIRED", words, ("create",)))
    _review(batch, group, [text for some in texts.values() for text in some])
    return problems


def _check_brand(batch: Batch, campaign: Thing | None, counts: Counter[str]) -> list[Problem]:
    if campaign is None:
        return []
    if not campaign.data.get("brand_guidelines_enabled"):
        return [
            Problem("asset_group_error", code, f"Not enough assets of {field}.", ("create",))
            for field, (code, _) in _BRAND.items() if not counts[field]
        ]  # fmt: skip
    linked = {t.data["field_type"] for t in batch.call.store.list("google.campaign_asset", parent=campaign.id)}
    return [
        Problem("campaign_error", code, f"The campaign lacks its {field}.", ("create",))
        for field, (_, code) in _BRAND.items() if field not in linked
    ]  # fmt: skip


def _texts(batch: Batch, links: list[Thing]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"HEADLINE": [], "LONG_HEADLINE": [], "DESCRIPTION": [], "BUSINESS_NAME": []}
    for link in links:
        asset = batch.call.store.get(link.data["asset"].rpartition("/")[2], "google.asset")
        if asset is not None and link.data["field_type"] in found:
            found[link.data["field_type"]].append(asset.data["text_asset"]["text"])
    return found


def _review(batch: Batch, group: Thing, texts: list[str]) -> None:
    """Review the group again when its words have changed."""
    ad = batch.call.store.get(ad_of_asset_group(group.id))
    if ad is not None and ad.data.get("_texts") != sorted(texts):
        ad.data["_texts"] = sorted(texts)
        review.begin(batch.call.world, ad.data, f"{group.id} {batch.now}", texts)
        batch.keep(ad)
