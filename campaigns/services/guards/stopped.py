"""While everything is stopped nothing may start, and nothing may be raised."""

from datetime import datetime
from typing import cast

from campaigns.models import Change, Policy
from campaigns.selectors.policy import get_policy
from campaigns.types import BUDGETS, CampaignStatus, TargetField, Wanted
from tenants import formats, place


def held_back(change: Change) -> str:
    """Return why a change that is recorded may not be sent any more, "" where it may: everything was stopped since.

    Asked right before a platform is called; costs one query. What pauses, lowers or archives may always be sent.
    """
    if not _starts_or_raises(change):
        return ""
    policy = get_policy()
    return words(policy) if policy.stopped_at else ""


def starts_or_raises(one: Wanted) -> bool:
    """Return whether a change that may spend more is refused while everything is stopped.

    An end that moves nearer passes, and so does a budget that the platform has already (a drift that is kept).
    """
    if one.field == TargetField.END_DATE:
        now_is = getattr(one.target, "end_date", None)
        return not one.after or (now_is is not None and one.after > now_is.isoformat())
    if one.field in BUDGETS:
        return one.after != getattr(one.target, f"observed_{one.field}")
    return True


def words(policy: Policy) -> str:
    """Say who stopped everything and when, in the organisation's time."""
    here = place.current()
    when = formats.moment(cast(datetime, policy.stopped_at), here.zone, here.locale)
    return (
        f"{policy.stopped_by_label} stopped everything on {when}. Nothing can be switched on or raised before "
        "somebody lifts the stop."
    )


def _starts_or_raises(change: Change) -> bool:
    if change.field == TargetField.STATUS:
        return change.after == CampaignStatus.ACTIVE
    return change.field in BUDGETS and change.after is not None and change.after > (change.before or 0)
