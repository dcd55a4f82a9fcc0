"""Ads: create, list, change, delete, and what their review says."""

import json
from typing import Any

from ..store import Thing
from . import review, status
from .call import Call
from .creatives import read_creative
from .errors import missing, no_such, refused
from .lists import list_things, page
from .objects import (
    apply_switch,
    check_open,
    check_payable,
    check_writable,
    keep_new,
    no_longer_there,
    read_name,
    remember,
)
from .registry import computed, edge, node
from .render import render


@edge("account campaign adset", "ads")
def list_ads(call: Call, owner: Thing) -> dict[str, Any]:
    if owner.kind == "adset":
        return list_things(call, call.store.list("ad", parent=owner.id))
    ads = call.store.list("ad", account=owner.account or owner.id)
    return list_things(call, [ad for ad in ads if owner.kind == "account" or ad.data["campaign_id"] == owner.id])


@edge("account", "ads", "POST")
def create_ad(call: Call, account: Thing) -> dict[str, Any]:
    check_writable(call, account)
    check_payable(call)
    name = read_name(call)
    adset = call.store.get(call.require("adset_id"), "adset")
    if adset is None or adset.account != account.id:
        raise no_such(call.text("adset_id"), "post")
    if no_longer_there(call, adset):
        raise refused("Ad set deleted", "You can't add an ad to an ad set that was deleted or archived.", "adset_id")
    creative = _read_creative(call)
    _check_fit(adset, creative)
    data = {"name": name, "adset_id": adset.id, "campaign_id": adset.parent, "_creative": creative.id}
    data["status"] = call.one_of("status", status.SWITCHES[:2], "ACTIVE")
    if call.has("tracking_specs"):
        data["tracking_specs"] = json.loads(call.text("tracking_specs"))
    review.begin_review(call, data, creative)
    return keep_new(call, "ad", account.id, adset.id, data)


def _read_creative(call: Call) -> Thing:
    """Return the creative named by creative_id, or make the one that is described in place."""
    spec = call.json("creative")
    if spec is None:
        raise missing("creative")
    wanted = spec.get("creative_id") or spec.get("id")
    if wanted:
        creative = call.store.get(str(wanted), "creative")
        if creative is None or creative.account != call.account.id or creative.data["status"] == "DELETED":
            raise refused(
                "Creative not found", f"The creative {wanted} can't be used here.", "creative", subcode=1487390
            )
        return creative
    texts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in spec.items()}
    data = read_creative(call.sub(call.path, texts, "POST"))
    creative = Thing(call.world.new_id(), "creative", call.account.id, call.account.id, call.now, call.now, data)
    return creative if call.validates_only else call.store.put(creative)


def _check_fit(adset: Thing, creative: Thing) -> None:
    """Refuse an ad without a form where leads are collected on the ad, and one that speaks for nobody on Instagram
    where it shows there alone (subcode 1772103 is from memory)."""
    story = creative.data.get("object_story_spec") or {}
    shown = story.get("link_data") or story.get("video_data") or {}
    form = ((shown.get("call_to_action") or {}).get("value") or {}).get("lead_gen_form_id")
    if adset.data.get("destination_type") == "ON_AD" and not form:
        raise refused("Missing Lead Form", "Ads that collect leads need a lead form.", "creative", subcode=3390001)
    if adset.data["targeting"].get("publisher_platforms") == ["instagram"] and not story.get("instagram_user_id"):
        raise refused(
            "Instagram account required", "Ads on Instagram need an Instagram account.", "creative", subcode=1772103
        )


@node("ad", "POST")
def change_ad(call: Call, ad: Thing) -> dict[str, Any]:
    check_open(ad)
    if call.has("name"):
        ad.data["name"] = read_name(call)
    if call.has("creative"):
        creative = _read_creative(call)
        _check_fit(call.store.get(ad.parent, "adset"), creative)
        ad.data["_creative"] = creative.id
        review.begin_review(call, ad.data, creative)
        _mark_edited(call, ad)
    apply_switch(call, ad)
    return remember(call, ad)


def _mark_edited(call: Call, ad: Thing) -> None:
    adset = call.store.get(ad.parent, "adset")
    if adset and not call.validates_only:
        adset.data["_edited"] = call.now
        call.store.put(adset)


@node("ad", "DELETE")
def delete_ad(call: Call, ad: Thing) -> dict[str, Any]:
    ad.data["status"] = "DELETED"
    return remember(call, ad)


@computed("ad", "adset")
def its_adset(call: Call, ad: Thing) -> Thing | None:
    return call.store.get(ad.data["adset_id"], "adset")


@computed("ad", "creative")
def its_creative(call: Call, ad: Thing) -> Thing | None:
    return call.store.get(ad.data["_creative"], "creative")


@edge("ad", "adcreatives")
def its_creatives(call: Call, ad: Thing) -> dict[str, Any]:
    creative = its_creative(call, ad)
    return page(call, [creative] if creative else [], lambda c: render(call, c, call.text("fields")))


@computed("ad", "ad_review_feedback")
def ad_review_feedback(call: Call, ad: Thing) -> dict[str, Any] | None:
    return review.feedback(ad, call.now)


@computed("ad", "issues_info")
def issues_info(call: Call, ad: Thing) -> list[dict[str, Any]] | None:
    found = review.feedback(ad, call.now)
    if not found:
        return None
    return [
        {"level": "AD", "error_code": 1487810, "error_summary": f"Ad rejected: {policy}", "error_message": words,
         "error_type": "HARD_ERROR"}
        for policy, words in found["global"].items()
    ]  # fmt: skip
