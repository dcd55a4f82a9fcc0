"""This month's budgets: what each campaign has spent, of what it may spend at today's budget, and where it should be."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analytics.types import Metrics, Period, combine
from campaigns.types import CampaignBudget, CampaignStatus
from tenants import formats
from tenants.place import Place

MOST = 6
AHEAD = 1.1
FEW_DAYS = 2
STOPPED = {CampaignStatus.PAUSED: "Paused: nothing more is being spent."}


@dataclass(frozen=True, slots=True)
class Meter:
    """One campaign's month; shares are of the planned sum, None where there is none."""

    name: str
    uuid: str
    spent: str
    planned: str
    share: float | None
    due: float | None
    note: str
    tone: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """The month's budgets: spent and planned in words, one pair a currency; the largest campaigns; how many more.

    `headings` say where each currency's spending will end; empty where that was not asked for.
    """

    name: str
    sums: list[tuple[str, str]]
    meters: list[Meter]
    more: int
    headings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    """One campaign's month, in numbers. `days` it runs, `gone` of them are over or under way."""

    budget: CampaignBudget
    spent_micros: int
    planned_micros: int
    days: int
    gone: int


def make_month(
    budgets: Sequence[CampaignBudget],
    spent: Mapping[int | None, Metrics],
    began: Mapping[int | None, date],
    *,
    today: date,
    place: Place,
) -> Month:
    """Return the month's meters, the largest first; campaigns without budget and spend are left out.

    A campaign is planned from the day its figures of this month `began` (today, where there are none).
    """
    parts = [_part(each, spent, began.get(each.campaign_id, today), today) for each in budgets]
    parts = [part for part in parts if part.planned_micros or part.spent_micros]
    parts.sort(key=lambda part: -max(part.planned_micros, part.spent_micros))
    return Month(
        name=formats.dates.format_date(today, "LLLL", place.locale),
        sums=_sums(parts, combine(spent.values()), place),
        meters=[_meter(part, place) for part in parts[:MOST]],
        more=max(len(parts) - MOST, 0),
    )


def running_days(budget: CampaignBudget, began: date, today: date) -> tuple[int, int]:
    """Return on how many days of this month a campaign runs, and how many of them are over or under way."""
    first, last = today.replace(day=1), today.replace(day=calendar.monthrange(today.year, today.month)[1])
    start, end = max(first, began, budget.start_date or first), min(last, budget.end_date or last)
    if end < start:
        return 0, 0
    gone = len(Period(start, min(end, today))) if today >= start else 0
    return len(Period(start, end)), gone


def _part(budget: CampaignBudget, spent: Mapping[int | None, Metrics], began: date, today: date) -> _Part:
    metrics = spent.get(budget.campaign_id, Metrics())
    own = [each.spend_micros or 0 for each in metrics.by_currency or (metrics,) if each.currency == budget.currency]
    days, gone = running_days(budget, began, today)
    runs = budget.status == CampaignStatus.ACTIVE and budget.daily_budget_minor > 0
    a_day = int(formats.from_minor(budget.daily_budget_minor, budget.currency) * formats.MICROS) if runs else 0
    return _Part(budget, sum(own), a_day * days, days, gone)


def _meter(part: _Part, place: Place) -> Meter:
    budget = part.budget
    share = part.spent_micros / part.planned_micros if part.planned_micros else None
    due = part.gone / part.days if part.planned_micros else None
    ahead = _ahead(share, due, place) if part.gone > FEW_DAYS else ""
    return Meter(
        name=budget.name,
        uuid=str(budget.uuid),
        spent=_money(part.spent_micros, budget.currency, place),
        planned=_money(part.planned_micros, budget.currency, place) if part.planned_micros else "",
        share=share,
        due=due,
        note=ahead or STOPPED.get(budget.status, ""),
        tone="warn" if ahead else "muted",
    )


def _ahead(share: float | None, due: float | None, place: Place) -> str:
    if not share or not due or share < due * AHEAD:
        return ""
    return f"{formats.percent(share / due - 1, place.locale, decimals=0)} ahead of plan"


def _sums(parts: Sequence[_Part], metrics: Metrics, place: Place) -> list[tuple[str, str]]:
    """Return spent and planned in words, a pair a currency, the organisation's own first; never added across."""
    spent = {each.currency or place.currency: each.spend_micros or 0 for each in metrics.by_currency or (metrics,)}
    planned: dict[str, int] = {}
    for part in parts:
        planned[part.budget.currency] = planned.get(part.budget.currency, 0) + part.planned_micros
    currencies = sorted({*spent, *planned}, key=lambda currency: (currency != place.currency, currency))
    pairs = [(spent.get(each, 0), planned.get(each, 0), each) for each in currencies]
    return [
        (_money(done, each, place), _money(plan, each, place) if plan else "")
        for done, plan, each in pairs
        if done or plan
    ]


def _money(micros: int, currency: str, place: Place) -> str:
    return formats.money(formats.from_micros(micros), currency or place.currency, place.locale, short=True)
