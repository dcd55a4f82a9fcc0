"""This month's budgets: what each campaign has spent, of what it may spend at today's budget, and where it should be."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Month:
    """The month's budgets: the sums in words, the largest campaigns, and how many more there are."""

    name: str
    spent: str
    planned: str
    meters: list[Meter]
    more: int


def make_month(
    budgets: Sequence[CampaignBudget], spent: Mapping[int | None, Metrics], *, today: date, place: Place
) -> Month:
    """Return the month's meters, the largest plans first; campaigns without budget and spend are left out."""
    rows = [(each, spent.get(each.campaign_id, Metrics())) for each in budgets]
    rows = [(each, done) for each, done in rows if _runs(each) or _spend(done)]
    rows.sort(key=lambda row: -max(_planned_micros(row[0], today), _spend(row[1])))
    return Month(
        name=formats.dates.format_date(today, "LLLL", place.locale),
        spent=_sums({}, combine(spent.values()), place),
        planned=_sums(_plans(rows, today), Metrics(), place),
        meters=[_meter(each, done, today, place) for each, done in rows[:MOST]],
        more=max(len(rows) - MOST, 0),
    )


def running_days(budget: CampaignBudget, today: date) -> tuple[int, int]:
    """Return on how many days of this month a campaign runs, and how many of them are over or under way."""
    first, last = today.replace(day=1), today.replace(day=calendar.monthrange(today.year, today.month)[1])
    start, end = max(first, budget.start_date or first), min(last, budget.end_date or last)
    if end < start:
        return 0, 0
    gone = len(Period(start, min(end, today))) if today >= start else 0
    return len(Period(start, end)), gone


def _meter(budget: CampaignBudget, done: Metrics, today: date, place: Place) -> Meter:
    spend, planned = _spend(done), _planned_micros(budget, today)
    days, gone = running_days(budget, today)
    due = gone / days if days and _runs(budget) else None
    share = spend / planned if planned and _runs(budget) else None
    ahead = _ahead(share, due, place) if gone > FEW_DAYS else ""
    return Meter(
        name=budget.name,
        uuid=str(budget.uuid),
        spent=_money(spend, budget.currency or place.currency, place),
        planned=_money(planned, budget.currency, place) if share is not None else "",
        share=share,
        due=due,
        note=ahead or STOPPED.get(budget.status, ""),
        tone="warn" if ahead else "muted",
    )


def _ahead(share: float | None, due: float | None, place: Place) -> str:
    if not share or not due or share < due * AHEAD:
        return ""
    return f"{formats.percent(share / due - 1, place.locale, decimals=0)} ahead of plan"


def _runs(budget: CampaignBudget) -> bool:
    return budget.status == CampaignStatus.ACTIVE and budget.daily_budget_minor > 0


def _planned_micros(budget: CampaignBudget, today: date) -> int:
    if not _runs(budget):
        return 0
    a_day = formats.from_minor(budget.daily_budget_minor, budget.currency)
    return int(a_day * formats.MICROS) * running_days(budget, today)[0]


def _spend(metrics: Metrics) -> int:
    return metrics.spend_micros or max((part.spend_micros or 0 for part in metrics.by_currency), default=0)


def _plans(rows, today: date) -> dict[str, int]:
    sums: dict[str, int] = {}
    for budget, _ in rows:
        sums[budget.currency] = sums.get(budget.currency, 0) + _planned_micros(budget, today)
    return {currency: micros for currency, micros in sums.items() if micros}


def _sums(amounts: Mapping[str, int], metrics: Metrics, place: Place) -> str:
    """Write sums a currency, never added across."""
    spends = {part.currency: part.spend_micros for part in metrics.by_currency or (metrics,) if part.spend_micros}
    found = amounts or spends
    return " + ".join(_money(micros, currency or place.currency, place) for currency, micros in found.items())


def _money(micros: int, currency: str, place: Place) -> str:
    return formats.money(formats.from_micros(micros), currency, place.locale, short=True)
