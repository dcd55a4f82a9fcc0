"""What campaigns' ceilings need of numbers: what was spent today, and what currencies are worth."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import campaigns.selectors
import campaigns.services
import integrations.selectors
from analytics import selectors
from analytics.selectors import Dimension
from analytics.selectors.rates import list_rates
from analytics.services.reading import local_day
from analytics.types import Period
from tenants import place


def guard_spend(*, account, now: datetime) -> None:
    """Pause what runs where today's spend passed a ceiling: the account's, or with all others' the organisation's.

    Called when the account's figures of today were just read; asks nothing where no ceiling is set. Idempotent.
    """
    if account.pk in campaigns.selectors.get_ceilings():
        spent = spent_today([account], now).get(account.pk, 0)
        campaigns.services.pause_over_ceiling(account=account, spent_micros=spent, now=now)
    if campaigns.selectors.get_policy().daily_ceiling_minor is not None:
        everything = spent_today(list(integrations.selectors.list_ad_accounts()), now)
        campaigns.services.pause_over_ceiling_of_all(spent_micros=everything, now=now)


def spent_today(accounts: Collection[Any], now: datetime) -> dict[int, int]:
    """Return what each account (by key) spent on its own day so far, in micros of its currency, as last read."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for account in accounts:
        by_day[local_day(account, now)].append(account.pk)
    found: dict[int, int] = {}
    for day, keys in by_day.items():
        sums = selectors.sums(Period(day, day), Dimension.ACCOUNT)
        found |= {key: int(sums[(key,)].spend_micros or 0) for key in keys if (key,) in sums}
    return found


def tell_rates(*, now: datetime) -> int:
    """Tell campaigns what the currencies of the ad accounts are worth, by the newest rates; return how many are known.

    All are told in the organisation's currency. The date told is that of the oldest rate among them. Idempotent.
    """
    day, target = now.date(), place.current().currency
    policy = campaigns.selectors.get_policy()
    accounts = integrations.selectors.list_ad_accounts().values_list("currency", flat=True)
    found = list_rates({*accounts, target, policy.currency or target}, Period(day, day), to=target)
    rates = {one.currency: Decimal(one.rate) for one in found} | {target: Decimal(1)}
    oldest = min((one.rate_date for one in found), default=day)
    return campaigns.services.set_rates(rates=rates, rate_date=oldest)
