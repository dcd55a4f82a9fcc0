"""Objects as Google shows them: what was set, and what follows from it (primary status, review, processing)."""

from collections.abc import Callable
from typing import Any

from ..store import Thing
from . import campaign_states, review, videos
from .call import Call
from .kinds import resource_name

Row = dict[str, Any]


def show_plain(thing: Thing) -> Row:
    """Return what is kept of an object, without what has to be worked out."""
    return {**thing.data, "resource_name": resource_name(thing)}


def show(call: Call, thing: Thing) -> Row:
    row = show_plain(thing)
    worked_out = _EXTRA.get(thing.kind)
    return row | worked_out(call, thing) if worked_out else row


def state_of(world: Any, thing: Thing) -> str:
    """Return an object's state in Google's word, for the control page."""
    call = Call(world, "", {}, "", customer=world.store.get(thing.account, "account"))
    row = show(call, thing)
    return str(row.get("primary_status") or row.get("status") or "")


def _budget(call: Call, thing: Thing) -> Row:
    users = [c for c in call.store.list("google.campaign", parent=thing.id) if c.data["status"] != "REMOVED"]
    return {"reference_count": str(len(users))}


def _campaign(call: Call, thing: Thing) -> Row:
    status, reasons, system = campaign_states.of_campaign(call, thing)
    return {
        "primary_status": status, "primary_status_reasons": reasons, "bidding_strategy_system_status": system,
        "serving_status": campaign_states.serving(call, thing),
        "missing_eu_political_advertising_declaration": campaign_states.is_undeclared(thing),
    }  # fmt: skip


def _group(call: Call, thing: Thing) -> Row:
    status, reasons = campaign_states.of_group(call, thing)
    row = {"primary_status": status, "primary_status_reasons": reasons}
    return row | ({"ad_strength": "GOOD"} if thing.kind == "google.asset_group" else {})


def _ad(call: Call, thing: Thing) -> Row:
    status, reasons = campaign_states.of_ad(call, thing)
    summary = review.policy_summary(thing, call.now)
    return {
        "primary_status": status, "primary_status_reasons": reasons, "policy_summary": summary, "ad_strength": "GOOD",
    }  # fmt: skip


_EXTRA: dict[str, Callable[[Call, Thing], Row]] = {
    "google.campaign_budget": _budget,
    "google.campaign": _campaign,
    "google.ad_group": _group,
    "google.asset_group": _group,
    "google.ad_group_ad": _ad,
    "google.you_tube_video_upload": videos.show,
}
