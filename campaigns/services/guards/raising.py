"""Which changes may make something spend more than it does."""

from campaigns.types import BUDGETS, CampaignStatus, TargetField, Wanted


def may_spend_more(one: Wanted) -> bool:
    """Return whether a change switches something on, raises a budget, or moves an end (also nearer: a budget in all
    is then for fewer days). What only a platform may have is asked as well: `before` of a drift."""
    if one.field == TargetField.STATUS:
        return one.after == CampaignStatus.ACTIVE
    if one.field in BUDGETS:
        return one.after is not None and one.after > least_before(one)
    return one.field == TargetField.END_DATE


def least_before(one: Wanted) -> int:
    """Return the lesser of what a budget should be and what it is changed from, in minor units."""
    known = [value for value in (one.before, getattr(one.target, one.field)) if value is not None]
    return min(known, default=0)
