"""What the campaigns of this month spent day by day, for where they are heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from analytics.pacing import Course
from analytics.pacing.course import HISTORY_DAYS
from analytics.selectors.cuts import Cut, Dimension
from analytics.selectors.facts import gather
from analytics.types import Metrics, Period
from campaigns.types import CampaignBudget, CampaignStatus
from tenants import formats


@dataclass(frozen=True)
class Spending:
    """This month so far, today included, by campaign (None: not imported), and on which day of it each one's figures begin.

    `days` has what each campaign spent in each currency by day of the last weeks, in micros.
    """

    month: Mapping[int | None, Metrics]
    month_began: Mapping[int | None, date]
    days: Mapping[tuple[int, str], Mapping[date, int]]
    today: date

    def courses(self, budgets: Sequence[CampaignBudget]) -> dict[int, Course]:
        """Return each campaign's course in its budget's currency."""
        return {
            each.campaign_id: _course(each, self.days.get((each.campaign_id, each.currency), {})) for each in budgets
        }


def read_spending(today: date) -> Spending:
    """Read this month, and the last four weeks or this month where it is longer; two queries."""
    first = today.replace(day=1)
    (month,) = gather([Cut(Period(first, today), (Dimension.CAMPAIGN,), marks=True)])
    began = {campaign_id: day for (campaign_id,), day in month.first_days.items()}
    days = _spent_by_day(Period(min(first, today - timedelta(days=HISTORY_DAYS)), today))
    return Spending({campaign_id: metrics for (campaign_id,), metrics in month.sums.items()}, began, days, today)


def _spent_by_day(period: Period) -> dict[tuple[int, str], dict[date, int]]:
    """Return what campaigns spent, in one row for each: thousands of campaigns have tens of thousands of days."""
    every = list(period)
    with connection.cursor() as cursor:
        cursor.execute(_SPENT, [period.since, period.since, period.until])
        return {
            (campaign_id, currency): {every[n]: amount for n, amount in zip(numbers, amounts, strict=True)}
            for campaign_id, currency, numbers, amounts in cursor.fetchall()
        }


def _course(budget: CampaignBudget, spent: Mapping[date, int]) -> Course:
    a_day = int(formats.from_minor(budget.daily_budget_minor, budget.currency) * formats.MICROS)
    runs = budget.status == CampaignStatus.ACTIVE
    return Course(spent, a_day, runs, start=budget.start_date, end=budget.end_date)


_SPENT = """
    SELECT campaign_id, currency, array_agg(number), array_agg(spend) FROM (
        SELECT s.campaign_id, s.currency, f.day - %s AS number, sum(f.spend_micros)::bigint AS spend
        FROM analytics_campaignmetric f JOIN analytics_subject s ON s.id = f.subject_id
        WHERE f.day BETWEEN %s AND %s AND s.campaign_id IS NOT NULL
        GROUP BY s.campaign_id, s.currency, number
    ) days GROUP BY campaign_id, currency
"""
