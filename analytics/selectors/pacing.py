"""What the campaigns of this month spent day by day, for where they are heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from analytics.pacing import Course
from analytics.pacing.course import HISTORY_DAYS
from analytics.selectors.cuts import Cut, Dimension
from analytics.selectors.facts import gather
from analytics.types import Metrics, Period, combine
from campaigns.types import CampaignBudget, CampaignStatus
from tenants import formats


@dataclass(frozen=True)
class Spending:
    """The last weeks by day and campaign (None: not imported); money as platforms report it."""

    days: dict[tuple[date, int | None], Metrics]
    today: date

    @cached_property
    def month(self) -> dict[int | None, Metrics]:
        """Return this month so far, today included, by campaign."""
        first = self.today.replace(day=1)
        parts: dict[int | None, list[Metrics]] = {}
        for (day, campaign_id), metrics in self.days.items():
            if day >= first:
                parts.setdefault(campaign_id, []).append(metrics)
        return {campaign_id: combine(each) for campaign_id, each in parts.items()}

    @cached_property
    def month_began(self) -> dict[int | None, date]:
        """Return on which day of this month each campaign's figures begin."""
        first = self.today.replace(day=1)
        found: dict[int | None, date] = {}
        for day, campaign_id in self.days:
            if day >= first:
                found[campaign_id] = min(found.get(campaign_id, day), day)
        return found

    def courses(self, budgets: Sequence[CampaignBudget]) -> dict[int, Course]:
        """Return each campaign's course in its budget's currency."""
        spent: dict[int, dict[date, int]] = {each.campaign_id: {} for each in budgets}
        currencies = {each.campaign_id: each.currency for each in budgets}
        for (day, campaign_id), metrics in self.days.items():
            if campaign_id in spent:
                spent[campaign_id][day] = _own(metrics, currencies[campaign_id])
        return {each.campaign_id: _course(each, spent[each.campaign_id]) for each in budgets}


def read_spending(today: date) -> Spending:
    """Read the last four weeks, or this month where it is longer; one query."""
    since = min(today.replace(day=1), today - timedelta(days=HISTORY_DAYS))
    (answer,) = gather([Cut(Period(since, today), (Dimension.DAY, Dimension.CAMPAIGN))])
    return Spending(answer.sums, today)


def _own(metrics: Metrics, currency: str) -> int:
    if not metrics.by_currency:
        return int(metrics.spend_micros or 0) if metrics.currency == currency else 0
    return sum(int(part.spend_micros or 0) for part in metrics.by_currency if part.currency == currency)


def _course(budget: CampaignBudget, spent: dict[date, int]) -> Course:
    a_day = int(formats.from_minor(budget.daily_budget_minor, budget.currency) * formats.MICROS)
    runs = budget.status == CampaignStatus.ACTIVE
    return Course(spent, a_day, runs, start=budget.start_date, end=budget.end_date)
