"""The largest step: how much a budget may grow in one change, in percent of what it is."""

from collections.abc import Sequence

from campaigns.models import Change, Policy
from campaigns.services import words
from campaigns.services.guards.refusals import Refusal
from campaigns.types import BUDGETS, IN_FLIGHT, Wanted


def list_refusals(raising: Sequence[Wanted], policy: Policy) -> list[Refusal]:
    """Return the budgets that grow by more than the policy's largest step, each with the most that it may be now.

    Measured against what the platform has at least: a change that still waits and would be superseded counts from where
    it started. What the platform has already, or should have already (a drift), is no step. An undo goes back to what
    was in force once, so it is not refused; `approvals` has somebody agree to it (`list_large`).
    """
    large = list_large([one for one in raising if one.undo_of is None], policy)
    return [_refusal(one, most, policy.largest_step_percent or 0) for one, most in large]


def list_large(wanted: Sequence[Wanted], policy: Policy) -> list[tuple[Wanted, int]]:
    """Return the budgets that grow by more than the largest step, each with the most that it may be now (minor units)."""
    if policy.largest_step_percent is None:
        return []
    budgets = [one for one in wanted if one.field in BUDGETS and one.after is not None]
    found = [(one, _most(one, policy.largest_step_percent)) for one in budgets]
    return [(one, most) for one, most in found if one.after > most]


def _most(one: Wanted, percent: int) -> int:
    now_is = [getattr(one.target, one.field), getattr(one.target, f"observed_{one.field}")]
    waiting = Change.objects.filter(target_id=one.target.uuid, field=one.field, state__in=IN_FLIGHT).first()
    if waiting is not None:
        now_is = [waiting.before]
    base = max((value for value in now_is if value is not None), default=0)
    return base * (100 + percent) // 100


def _refusal(one: Wanted, most: int, percent: int) -> Refusal:
    currency = one.target.currency if hasattr(one.target, "currency") else one.target.platform_campaign.currency
    return Refusal(
        f"A budget may grow by {percent}% in one change: up to {words.of_money(most, currency)} here. "
        "Raise it in steps, or ask for another limit.",
        one.field.value,
    )
