"""AdGroupAd and Ad: what it is made of must suit its kind and channel; then it goes to review."""

from typing import Any

from ..store import Thing
from . import masks, review
from .ad_specs import SPECS, Spec
from .batch import Batch, Handler
from .campaigns import check_switch
from .errors import Element, Problem, not_found, required
from .kinds import new_number
from .protos import message_class
from .texts import check_pictures, check_texts, check_urls

_MOST_SEARCH_ADS = 3
_MOST_ADS = 50


def create(batch: Batch, data: dict[str, Any]) -> Thing:
    group = batch.need(data, "ad_group", "ad_group")
    if group.data["status"] == "REMOVED":
        code = "OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE"
        raise Problem("operation_access_denied_error", code, "The ad group was removed.", ("create", "ad_group"))
    ad = data.get("ad")
    if not ad:
        raise required("create", "ad")
    kind = _kind_of(ad, "create", "ad")
    _check_channel(batch, group, kind)
    texts = check_ad(batch, ad, kind, ("create", "ad"))
    check_switch(data.setdefault("status", "ENABLED"), "create")
    _check_count(batch, group, kind, data["status"])
    number = new_number(batch.call.world)
    ad |= {"id": number, "resource_name": f"customers/{batch.account.id}/ads/{number}", "type_": SPECS[kind].type}
    data["name"] = ad.get("name", "")
    review.begin(batch.call.world, data, number, texts)
    return batch.make("ad_group_ad", data, parent=group.id, thing_id=f"{group.id}~{number}", numbered=False)


def update(batch: Batch, thing: Thing, before: dict[str, Any], paths: list[str]) -> None:
    """Only the switch: an ad's content is changed through AdService."""
    if any(path.split(".")[0] == "ad" for path in paths):
        raise Problem("ad_error", "CANNOT_MODIFY_AD", "An ad's content can't be modified here.", ("update", "ad"))
    check_switch(thing.data["status"], "update")


def remove(batch: Batch, thing: Thing) -> None:
    thing.data["status"] = "REMOVED"
    batch.keep(thing)


def update_ad(batch: Batch, data: dict[str, Any], paths: list[str]) -> Thing:
    """Change an ad's content; it keeps its id, and is reviewed again."""
    thing = _find_ad(batch, data.get("resource_name", ""))
    kind = _kind_of(thing.data["ad"], "update")
    handler = Handler(immutable=frozenset(("type", "name")))
    ad = masks.apply(handler, message_class("resources.Ad").DESCRIPTOR, thing.data["ad"], data, paths)
    if kind not in ad:
        raise Problem("ad_error", "CANNOT_MODIFY_AD", "An ad's kind can't be changed.", ("update",))
    texts = check_ad(batch, ad, kind, ("update",))
    thing.data["ad"] = ad
    review.begin(batch.call.world, thing.data, f"{thing.id} {batch.now}", texts)
    batch.keep(thing)
    return thing


def _find_ad(batch: Batch, name: str) -> Thing:
    number = name.rpartition("/")[2]
    for thing in batch.call.store.list("google.ad_group_ad", account=batch.account.id):
        if name.startswith(f"customers/{batch.account.id}/ads/") and thing.id.endswith(f"~{number}"):
            if thing.data["status"] == "REMOVED":
                code = "OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE"
                raise Problem("context_error", code, "The ad was removed.", ("update",))
            return thing
    raise not_found(name, "update", "resource_name")


def _kind_of(ad: dict[str, Any], *path: Element) -> str:
    kind = next((name for name in SPECS if name in ad), "")
    if not kind:
        raise Problem("ad_error", "INVALID_AD_TYPE", "The ad has no kind that the sandbox knows.", path)
    return kind


def _check_channel(batch: Batch, group: Thing, kind: str) -> None:
    campaign = batch.call.store.get(group.parent, "google.campaign")
    channel = campaign.data["advertising_channel_type"] if campaign else ""
    if SPECS[kind].channel != channel:
        words = f"Ads of this kind are not allowed in {channel} campaigns."
        code = "OPERATION_NOT_PERMITTED_FOR_AD_GROUP_TYPE"
        raise Problem("operation_access_denied_error", code, words, ("create", "ad", kind))


def check_ad(batch: Batch, ad: dict[str, Any], kind: str, path: tuple[Element, ...]) -> list[str]:
    """Return all texts of an ad; raises for whatever its kind does not take."""
    spec, content = SPECS[kind], ad[kind]
    if spec.needs_url:
        check_urls(ad.get("final_urls", []), *path, "final_urls")
    texts = [
        text for name, rule in spec.texts.items() for text in check_texts(content.get(name), rule, (*path, kind, name))
    ]
    if content.get("path2") and not content.get("path1"):
        raise Problem("ad_error", "CANNOT_SET_PATH2_WITHOUT_PATH1", "path2 needs path1.", (*path, kind, "path2"))
    counts = {
        name: check_pictures(batch, content.get(name), rule, (*path, kind, name))
        for name, rule in spec.pictures.items()
    }
    if spec.together and not any(counts[name] for name in spec.together):
        words = "At least one landscape or square image is needed."
        raise Problem("ad_error", "MISSING_REQUIRED_IMAGE_ASPECT_RATIO", words, (*path, kind, spec.together[0]))
    _check_others(batch, spec, content, (*path, kind))
    return texts


def _check_others(batch: Batch, spec: Spec, content: dict[str, Any], path: tuple[Element, ...]) -> None:
    for name, least, most, kind in spec.others:
        given = content.get(name, [])
        if len(given) < least:
            code = "TOO_FEW" if given else ""
            raise Problem("collection_size_error", code, "Too few.", (*path, name)) if code else required(*path, name)
        if len(given) > most:
            raise Problem("collection_size_error", "TOO_MANY", "Too many.", (*path, name))
        for index, item in enumerate(given):
            place = (*path, (name, index), "asset")
            if batch.find(item.get("asset", ""), *place, kind="asset").data["type_"] != kind:
                words = f"The asset is no {kind}."
                raise Problem("asset_link_error", "FIELD_TYPE_INCOMPATIBLE_WITH_ASSET_TYPE", words, place)


def _check_count(batch: Batch, group: Thing, kind: str, status: str) -> None:
    ads = [a for a in batch.call.store.list("google.ad_group_ad", parent=group.id) if a.data["status"] != "REMOVED"]
    is_search = kind == "responsive_search_ad" and status == "ENABLED"
    like = [a for a in ads if a.data["status"] == "ENABLED" and kind in a.data["ad"]] if is_search else ads
    most = _MOST_SEARCH_ADS if is_search else _MOST_ADS
    if len(like) < most:
        return
    name = f"customers/{batch.account.id}/adGroups/{group.id}"
    details = {"enclosing_id": group.id, "enclosing_resource": name, "limit": most, "existing_count": len(like)}
    details |= {"limit_type": "RESPONSIVE_SEARCH_ADS_PER_AD_GROUP" if is_search else "TEXT_AND_OTHER_ADS_PER_AD_GROUP"}
    problem = Problem(
        "resource_count_limit_exceeded_error", "ADGROUP_LIMIT", "Too many ads in the ad group.", ("create",)
    )
    problem.details = {"resource_count_details": details}
    raise problem


HANDLER = Handler(create, update, remove, frozenset(("ad_group",)))
