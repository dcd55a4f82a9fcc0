"""What a budget and a bid must be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeGuard
from zoneinfo import ZoneInfo

from campaigns.models import AccountMinimum, PlatformCampaign
from campaigns.services.checks.problems import Problems
from campaigns.services.words import of_money, platform_name
from campaigns.types import DraftGroup, DraftPart
from integrations import currencies
from integrations.types import Bid, BidStrategy, BudgetLevel, Platform
from tenants import formats

CEILING_FACTOR = 100_000
"""A daily budget above this many times the platform's least is taken for a slip of the finger."""
CEILING_MAJOR = 100_000
DAILY, LIFETIME = "daily_budget_minor", "lifetime_budget_minor"
WITH_AMOUNT = (BidStrategy.TARGET_CPA, BidStrategy.COST_CAP, BidStrategy.BID_CAP)
ROAS_MOST = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Payer:
    """An ad account that pays; `least_minor` is the least daily budget that its platform takes, as last read (None: never)."""

    account: Any
    least_minor: int | None


def payers_of(accounts: Iterable[Any]) -> dict[int, Payer]:
    """Return ad accounts as payers, by their keys; one query."""
    rows = {account.pk: account for account in accounts}
    least = AccountMinimum.objects.filter(account__in=rows).values_list("account_id", "daily_budget_minor")
    known = dict(least) if rows else {}
    return {pk: Payer(account, known.get(pk)) for pk, account in rows.items()}


def payer_of(account: Any) -> Payer:
    """Return one ad account as a payer; one query."""
    return payers_of([account])[account.pk]


def check_budgets(part: DraftPart, *, payer: Payer | None, days: int | None, problems: Problems) -> None:
    """Add what is wrong with a part's budget: exactly one of the two, and in all only with a last day."""
    if part.budget_level not in {level.value for level in BudgetLevel}:
        problems.add("budget_level", "Choose “campaign” or “ad_group”.")
    if part.budget_level == BudgetLevel.AD_GROUP and payer and payer.account.platform == Platform.GOOGLE:
        problems.add("budget_level", "Google keeps the budget at the campaign. Choose “campaign”.")
    if not _has_several(part):
        _check_either(part, payer=payer, days=days, problems=problems)
        return
    prefix = problems.prefix
    for place, group in enumerate(part.ad_groups):
        problems.prefix = f"{prefix}ad_groups.{place}."
        _check_either(group, payer=payer, days=days, problems=problems)
    problems.prefix = prefix


def _has_several(part: DraftPart) -> bool:
    """Return whether the budgets are the ad groups' own: several, or one that has its own."""
    if part.budget_level != BudgetLevel.AD_GROUP:
        return False
    has_own = (part.daily_budget_minor, part.lifetime_budget_minor) == (None, None)
    amounts = [group.daily_budget_minor or group.lifetime_budget_minor for group in part.ad_groups]
    return len(amounts) > 1 or (has_own and any(amounts))


def _check_either(holder: DraftPart | DraftGroup, *, payer: Payer | None, days: int | None, problems: Problems) -> None:
    if holder.lifetime_budget_minor is None:
        return check_budget(holder.daily_budget_minor, payer=payer, problems=problems)
    if holder.daily_budget_minor is not None:
        return problems.add(LIFETIME, "Choose one budget: a day, or in all.")
    return check_lifetime_budget(holder.lifetime_budget_minor, payer=payer, days=days, problems=problems)


def check_budget(amount_minor: int | None, *, payer: Payer | None, problems: Problems) -> None:
    """Add a problem when a daily budget is missing, negative, below the platform's least, or absurd.

    The last two are an account's business, and wait until there is one.
    """
    if not _is_amount(amount_minor, DAILY, "Write an amount of money a day.", problems) or payer is None:
        return
    account = payer.account
    _check_step(amount_minor, account, DAILY, problems)
    _check_least(amount_minor, payer.least_minor, account, DAILY, "a day", problems)
    _check_most(amount_minor, _most(payer), account, DAILY, "a day", problems)


def check_lifetime_budget(
    amount_minor: int | None, *, payer: Payer | None, days: int | None, problems: Problems
) -> None:
    """Add a problem when a budget in all is missing, has no last day, or is too little or absurd for its days."""
    if not _is_amount(amount_minor, LIFETIME, "Write an amount of money.", problems):
        return
    if days is None:
        problems.add("end_date", "A budget in all needs a last day. Choose one, or write a budget a day.")
        return
    if payer is None:
        return
    account, least, days = payer.account, payer.least_minor, max(days, 1)
    _check_step(amount_minor, account, LIFETIME, problems)
    _check_least(amount_minor, least and least * days, account, LIFETIME, f"in all for {days} days", problems)
    _check_most(amount_minor, _most(payer) * days, account, LIFETIME, f"in {days} days", problems)


def check_amount(
    amount_minor: int | None, field: str, *, part: PlatformCampaign, now: datetime, problems: Problems
) -> None:
    """Add what is wrong with a budget, a day or in all as the field says, in a campaign that runs."""
    payer = payer_of(part.account)
    if field == DAILY:
        return check_budget(amount_minor, payer=payer, problems=problems)
    return check_lifetime_budget(amount_minor, payer=payer, days=days_of(part, now), problems=problems)


def check_bid(bid: Bid | None, *, payer: Payer | None, problems: Problems) -> None:
    """Add a problem when a bid lacks the amount that its strategy needs, or has an absurd one."""
    if bid is None:
        return
    if bid.strategy in WITH_AMOUNT and not bid.amount_minor:
        problems.add("bid", "Write what one result may cost.")
    if bid.strategy == BidStrategy.TARGET_ROAS and not bid.roas:
        problems.add("bid", "Write how many times the spend the sales should be worth.")
    if bid.amount_minor and payer:
        _check_step(bid.amount_minor, payer.account, "bid", problems)
    if bid.amount_minor is not None and bid.amount_minor <= 0:
        problems.add("bid", "A bid is more than nothing.")
    elif bid.amount_minor and payer and bid.amount_minor > _most(payer):
        problems.add("bid", "That looks like a slip. Write a smaller amount.")
    if bid.roas is not None and not 0 < bid.roas <= ROAS_MOST:
        problems.add("bid", f"Write a number up to {ROAS_MOST}, such as 3.5.")


def days_of(part: PlatformCampaign, now: datetime) -> int | None:
    """Return how many days a part runs from now on, in its account's days; None without an end."""
    today = now.astimezone(ZoneInfo(part.account.time_zone)).date()
    return days_between(part.campaign.start_date, part.end_date or part.campaign.end_date, today)


def days_between(start: date | None, end: date | None, today: date) -> int | None:
    """Return how many days a campaign runs, both ends included; None without an end."""
    return None if end is None else max((end - max(start or today, today)).days + 1, 0)


def _is_amount(amount: Any, field: str, missing: str, problems: Problems) -> TypeGuard[int]:
    if amount is None or isinstance(amount, bool) or not isinstance(amount, int):
        problems.add(field, missing)
    elif amount <= 0:
        problems.add(field, "A budget is more than nothing.")
    else:
        return True
    return False


def _most(payer: Payer) -> int:
    if payer.least_minor:
        return payer.least_minor * CEILING_FACTOR
    return CEILING_MAJOR * 10 ** int(formats.minor_digits(payer.account.currency))


def _check_step(amount: int, account, field: str, problems: Problems) -> None:
    if text := currencies.problem_of(amount, Platform(account.platform), account.currency):
        problems.add(field, text)


def _check_least(amount: int, least: int | None, account, field: str, unit: str, problems: Problems) -> None:
    if least and amount < least:
        name = platform_name(account.platform)
        problems.add(field, f"{name} takes no less than {of_money(least, account.currency)} {unit} on this account.")


def _check_most(amount: int, most: int, account, field: str, unit: str, problems: Problems) -> None:
    if amount > most:
        problems.add(
            field, f"More than {of_money(most, account.currency)} {unit} looks like a slip. Write a smaller amount."
        )
