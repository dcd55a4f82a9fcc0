"""What an object's state amounts to: its own switch, those above it, its review, its account."""

from ..store import Thing
from .call import Call

SWITCHES = ["ACTIVE", "PAUSED", "DELETED", "ARCHIVED"]
_ABOVE = {"campaign": "CAMPAIGN_PAUSED", "adset": "ADSET_PAUSED"}


def line(call: Call, thing: Thing) -> list[Thing]:
    """Return the object and those above it, up to the campaign, lowest first."""
    found = [thing]
    while found[-1].kind in ("ad", "adset"):
        above = call.store.get(found[-1].parent)
        if above is None:
            break
        found.append(above)
    return found


def effective(call: Call, thing: Thing) -> str:
    """Return Meta's effective_status. Deleted and archived pass down; review comes before the switches."""
    things = line(call, thing)
    for gone in ("DELETED", "ARCHIVED"):
        if any(part.data.get("status") == gone for part in things):
            return gone
    if thing.kind == "ad":
        verdict = review_state(thing, call.now)
        if verdict != "APPROVED":
            return verdict
    if thing.data.get("status") == "PAUSED":
        return "PAUSED"
    for part in reversed(things[1:]):
        if part.data.get("status") == "PAUSED":
            return _ABOVE[part.kind]
    if thing.kind == "ad" and call.account and call.account.data.get("account_status") == 3:
        return "PENDING_BILLING_INFO"
    return "ACTIVE"


def review_state(ad: Thing, now: float) -> str:
    """Return PENDING_REVIEW, APPROVED or DISAPPROVED at a moment."""
    if now < ad.data["_review_until"]:
        return "PENDING_REVIEW"
    return "DISAPPROVED" if ad.data.get("_violations") else "APPROVED"
