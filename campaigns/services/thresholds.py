"""The organisation's thresholds: from which budget a day, and from which growth, a change must be approved."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from campaigns.models import AdGroup, PlatformCampaign, Policy
from campaigns.selectors.budgets import holders_of
from campaigns.selectors.drift import desired_value, observed_value
from campaigns.selectors.policy import NoRate, Rates, currency_of, get_rates
from campaigns.services import words
from campaigns.services.targets import part_of
from campaigns.types import BUDGETS, ChangeKind, TargetField, Wanted

LAUNCH = "Launches must be approved here."
AMOUNT = "{amount} a day: from {limit} a day on a budget must be approved here."
GROWTH = "It grows by {percent} %: beyond {limit} % a budget must be approved here."
NO_RATE = "{currency} cannot be compared with {own} yet, so it must be approved."


def exceeded(wanted: Sequence[Wanted], policy: Policy) -> str:
    """Return which threshold what is wanted goes beyond; "" none. What only takes over a platform's value raises nothing."""
    launches = [one for one in wanted if one.kind == ChangeKind.LAUNCH]
    if launches and policy.approve_launches:
        return LAUNCH
    raises = [one for one in wanted if one.field in BUDGETS and _is_raise(one)]
    return next(filter(None, (*(_growth(one, policy) for one in raises), _amount(raises, launches, policy))), "")


def _is_raise(one: Wanted) -> bool:
    after = one.after or 0
    return after > (desired_value(one.target, one.field) or 0) and after != observed_value(one.target, one.field)


def _growth(one: Wanted, policy: Policy) -> str:
    before = desired_value(one.target, one.field) or 0
    if policy.approve_above_percent is None or not before:
        return ""
    percent = Decimal(100 * (one.after - before)) / before
    limit = policy.approve_above_percent
    return GROWTH.format(percent=f"{percent:.0f}", limit=limit) if percent > limit else ""


def _amount(raises: Sequence[Wanted], launches: Sequence[Wanted], policy: Policy) -> str:
    """Compare every raised budget alone, and what is launched together."""
    if policy.approve_above_minor is None:
        return ""
    totals = [[_asked(one)] for one in raises] + [[row for one in launches for row in _of_launch(one)]]
    rates = get_rates()
    return next(filter(None, (_above(total, rates, policy, policy.approve_above_minor) for total in totals)), "")


def _above(amounts: Sequence[tuple[int, str]], rates: Rates, policy: Policy, limit_minor: int) -> str:
    own = currency_of(policy)
    try:
        total = sum(rates.convert(minor, currency, own) for minor, currency in amounts)
    except NoRate as error:
        return NO_RATE.format(currency=error.currency, own=own)
    if not total or total < limit_minor:
        return ""
    return AMOUNT.format(amount=words.of_money(total, own), limit=words.of_money(limit_minor, own))


def _asked(one: Wanted) -> tuple[int, str]:
    part = part_of(one.target)
    return _a_day(one.after, TargetField(one.field), part), part.currency


def _of_launch(one: Wanted) -> list[tuple[int, str]]:
    """Return the budgets a day that a launch brings: a part's, or an added ad group's own."""
    part = part_of(one.target)
    holders: Sequence[PlatformCampaign | AdGroup] = []
    if isinstance(one.target, PlatformCampaign):
        holders = holders_of(part)
    elif isinstance(one.target, AdGroup):
        holders = [one.target]
    return [
        (_a_day(minor, field, part), part.currency)
        for holder in holders
        for field in BUDGETS
        if (minor := getattr(holder, field)) is not None
    ]


def _a_day(minor: int, field: TargetField, part: PlatformCampaign) -> int:
    """Return what a budget comes to a day; one in all is spread over the days of the run, rounded up."""
    if field == TargetField.DAILY_BUDGET:
        return minor
    start: date | None = part.campaign.start_date or (part.launched_at.date() if part.launched_at else None)
    end = part.end_date or part.campaign.end_date
    days = (end - (start or end)).days + 1 if end else 1
    return -(-minor // max(days, 1))
