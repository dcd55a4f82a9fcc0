"""This month's budgets with where they are heading: the meters, and the range in which the month ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import campaigns.selectors
from analytics.pacing import Course, Outcome, Week, forecast, learn_week
from analytics.panels.meters import Month, make_month, running_days
from analytics.selectors.pacing import Spending, read_spending
from campaigns.types import CampaignBudget
from tenants import formats
from tenants.place import Place


@dataclass(frozen=True)
class Pacing:
    """The month, how each campaign spends, and where each currency will end; None where too little is known."""

    month: Month
    budgets: Sequence[CampaignBudget]
    spending: Spending
    courses: Mapping[int, Course]
    week: Week
    by_currency: Mapping[str, Outcome | None]

    def outcome(self, budget: CampaignBudget) -> Outcome | None:
        """Return where a campaign will end."""
        return forecast([self.courses[budget.campaign_id]], self.week, today=self.spending.today)

    def due(self, budget: CampaignBudget) -> float | None:
        """Return which share of its days this month a campaign has behind it, today included; None where it has none."""
        began = self.spending.month_began.get(budget.campaign_id, self.spending.today)
        days, gone = running_days(budget, began, self.spending.today)
        return gone / days if days else None


def read_pacing(*, today: date, place: Place) -> Pacing:
    """Read this month's pacing; three queries and those of the budgets."""
    budgets, spending = campaigns.selectors.list_budgets(), read_spending(today)
    courses = spending.courses(budgets)
    week = learn_week(courses.values(), today=today)
    grouped: dict[str, list[Course]] = {}
    for budget in budgets:
        grouped.setdefault(budget.currency, []).append(courses[budget.campaign_id])
    by_currency = {currency: forecast(each, week, today=today) for currency, each in grouped.items()}
    month = make_month(budgets, spending.month, spending.month_began, today=today, place=place)
    found = Pacing(month, budgets, spending, courses, week, by_currency)
    return replace(found, month=_headed(found, place))


def _headed(found: Pacing, place: Place) -> Month:
    """Return the month with where it and each of its meters are heading, in words."""
    month, by_currency = found.month, found.by_currency
    known = {str(budget.uuid): budget for budget in found.budgets}
    ends = [(found.outcome(known[meter.uuid]), known[meter.uuid].currency) for meter in month.meters]
    meters = [replace(meter, heading=_words(*each, place)) for meter, each in zip(month.meters, ends, strict=True)]
    ordered = sorted(by_currency, key=lambda currency: (currency != place.currency, currency))
    headings = [_words(by_currency[currency], currency, place) for currency in ordered]
    return replace(month, meters=meters, headings=[each for each in headings if each])


def _words(outcome: Outcome | None, currency: str, place: Place) -> str:
    """Say where it ends: "On course for €520 to €610"; empty where nothing more will be spent or too little is known."""
    if outcome is None or outcome.high == outcome.spent:
        return ""
    low, high = (
        formats.money(formats.from_micros(each), currency or place.currency, place.locale, short=True)
        for each in (outcome.low, outcome.high)
    )
    return f"On course for about {low}" if low == high else f"On course for {low} to {high}"
