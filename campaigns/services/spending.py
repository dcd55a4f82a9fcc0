"""Measured spend beyond a ceiling: platforms may spend more than a day's budget, and then what spends is paused."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import ROUND_CEILING, Decimal

import integrations.selectors
from campaigns.models import AccountCeiling, ChangeSet, PlatformCampaign, Policy
from campaigns.selectors.commitments import parts_that_may_run
from campaigns.selectors.held import OVER
from campaigns.selectors.policy import NoRate, currency_of, get_policy, get_rates
from campaigns.services import switching, words
from campaigns.services.switching import Deed
from campaigns.types import Why
from integrations.types import RunStatus
from tenants import formats
from tenants.types import Actor

ACTION = "campaigns.paused_over_ceiling"
ADVICE = "Raise the ceiling, or switch them on again tomorrow."


def pause_over_ceiling(*, account, spent_micros: int, now: datetime) -> ChangeSet | None:
    """Pause everything that runs on an ad account which spent more today than its ceiling; None where it did not.

    `spent_micros` is what the platform reports for the account's own day, in its currency. Asked at every reading: what
    is switched on again the same day is paused again, unless the ceiling was raised.
    """
    ceiling = AccountCeiling.objects.filter(account=account).values_list("daily_ceiling_minor", flat=True).first()
    spent = to_minor(spent_micros, account.currency)
    if ceiling is None or spent <= ceiling:
        return None
    name = f"{account.name} on {words.platform_name(account.platform)}"
    parts = parts_that_may_run().filter(account=account)
    return _pause(parts, name, spent, ceiling, account.currency, now)


def pause_over_ceiling_of_all(*, spent_micros: Mapping[int, int], now: datetime) -> ChangeSet | None:
    """Pause everything that runs where all accounts together spent more today than the organisation's ceiling.

    `spent_micros` is what each account (by key) spent on its own day, in its currency; accounts in a currency without a
    rate are left out, since what they spent cannot be compared.
    """
    policy = get_policy()
    if policy.daily_ceiling_minor is None:
        return None
    spent = _together(spent_micros, policy)
    if spent <= policy.daily_ceiling_minor:
        return None
    parts = parts_that_may_run()
    return _pause(parts, "Everything together", spent, policy.daily_ceiling_minor, currency_of(policy), now)


def to_minor(amount_micros: int, currency: str) -> int:
    """Return an amount of millionths in minor units of a currency, rounded up."""
    exact = formats.from_micros(amount_micros) * Decimal(10) ** formats.minor_digits(currency)
    return int(exact.to_integral_value(ROUND_CEILING))


def _together(spent_micros: Mapping[int, int], policy: Policy) -> int:
    rates, total = get_rates(), 0
    for account in integrations.selectors.list_ad_accounts().filter(pk__in=spent_micros):
        try:
            minor = to_minor(spent_micros[account.pk], account.currency)
            total += rates.convert(minor, account.currency, currency_of(policy), is_up=False)
        except NoRate:
            continue
    return total


def _pause(
    parts: Iterable[PlatformCampaign], whose: str, spent: int, ceiling: int, currency: str, now: datetime
) -> ChangeSet | None:
    sums = words.of_money(spent, currency), words.of_money(ceiling, currency)
    reason = f"{whose} spent {sums[0]} today, more than the ceiling of {sums[1]}. {ADVICE}"
    evidence = {OVER: {"spent_minor": spent, "ceiling_minor": ceiling, "currency": currency}}
    deed = Deed(f"Paused: {whose} spent more than the ceiling", ACTION, Actor.system(), Why(reason, evidence))
    running = [part.pk for part in parts if RunStatus.ACTIVE in (part.status, part.observed_status)]
    return switching.pause_parts(running, deed, now=now)
