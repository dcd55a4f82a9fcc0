"""What the conversions of each group of a cut will come to: its conversions by account and day, put through the curves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection

import integrations.selectors
from analytics import maturity
from analytics.selectors.curves import Curves, get_curves
from analytics.selectors.cuts import Answer, Cut, Dimension
from analytics.types import Cell, Estimate, Freshness, Metrics, Period
from integrations.types import Platform

WINDOW_DAYS = max(maturity.RESTATEMENT_DAYS.values()) + 1
"""Days that were older when they were read are final: no platform restates them any more."""

Key = tuple


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What estimates rest on: the curves, each account's time zone, when each of its days was read last, and the day it is."""

    curves: Curves
    zones: Mapping[int, str]
    read_at: Mapping[tuple[int, date], datetime]
    today: date

    def age_days(self, account_id: int, day: date) -> float:
        """Return how old a day was as it was last read; one that no reading went through counts as read at its end."""
        read_at = self.read_at.get((account_id, day))
        return maturity.age_days(day, read_at, self.zones.get(account_id, "UTC")) if read_at else 0.0

    def cell(self, account_id: int, day: date, metrics: Metrics) -> Cell:
        """Return one account's day as it was last read."""
        return Cell(account_id, day, self.age_days(account_id, day), metrics.conversions, metrics.clicks)

    def is_final(self, cell: Cell) -> bool:
        """Return whether the cell's conversions are complete."""
        return self.curves.share(cell.account_id, cell.age_days) >= 1

    def is_young(self, account_id: int, day: date) -> bool:
        """Return whether a day's last reading found it incomplete, however long ago that was.

        One that no reading went through is young as long as platforms restate it.
        """
        read_at = self.read_at.get((account_id, day))
        if read_at is None:
            return day >= self.today - timedelta(days=WINDOW_DAYS)
        if (read_at.date() - day).days > WINDOW_DAYS + 1:  # the usual case, told without its time zone
            return False
        return self.curves.share(account_id, self.age_days(account_id, day)) < 1

    def is_maturing(self, account_id: int, day: date) -> bool:
        """Return whether the platform's longest delay did not lie behind a day's end yet as it was last read."""
        platform = self.curves.platforms.get(account_id, Platform.META)
        return self.age_days(account_id, day) < maturity.LONGEST_DELAY_DAYS[Platform(platform)]

    def first_young_day(self) -> date:
        """Return the first day that any account's estimates need."""
        read = (day for account_id, day in self.read_at if self.is_young(account_id, day))
        return min([self.today - timedelta(days=WINDOW_DAYS), *read])


def get_beliefs(
    today: date, as_of: datetime | None = None, *, since: date | None = None, zones: Mapping[int, str] | None = None
) -> Beliefs:
    """Return what can be believed of the days up to `today`, or could be at a moment; three queries, two with the zones given.

    Days from `since` on whose last reading found them young are known too, but not as of a moment: then what is older
    than platforms restate counts as final.
    """
    first = today - timedelta(days=WINDOW_DAYS)
    window = Period(min(first, since or first) if as_of is None else first, today)
    return Beliefs(get_curves(as_of), list_zones() if zones is None else zones, _read_moments(window, as_of), today)


def make_beliefs(
    today: date,
    feeds: Iterable[Freshness],
    *,
    curves: Curves | None = None,
    zones: Mapping[int, str] | None = None,
) -> Beliefs:
    """Return what is believed of days whose readings are known already; a query for the curves, and one for the zones."""
    read_at = {(feed.account_id, day): moment for feed in feeds for day, moment in feed.read_days.items()}
    return Beliefs(get_curves() if curves is None else curves, list_zones() if zones is None else zones, read_at, today)


def list_zones() -> dict[int, str]:
    """Return the time zone of every account, disconnected ones too; one query."""
    accounts = integrations.selectors.list_ad_accounts(include_disconnected=True).order_by()
    return dict(accounts.values_list("pk", "time_zone"))


def cells_cut(cut: Cut, beliefs: Beliefs) -> Cut | None:
    """Return the cut of a cut's groups by account and day, from the first day that may change on; None where none may."""
    since = max(cut.period.since, beliefs.first_young_day())
    if since > cut.period.until:
        return None
    more = tuple(each for each in (Dimension.ACCOUNT, Dimension.DAY) if each not in cut.dimensions)
    young = Period(since, cut.period.until)
    return replace(cut, period=young, dimensions=(*cut.dimensions, *more), currency=None, matures=None)


def estimate(answer: Answer, cells: Answer, cells_of: Cut, beliefs: Beliefs) -> Answer:
    """Return an answer with the estimates of the groups that may still change, out of their `cells`. No query."""
    account, day = (cells_of.dimensions.index(each) for each in (Dimension.ACCOUNT, Dimension.DAY))
    length = len(next(iter(answer.sums), ()))
    groups: dict[Key, list[Cell]] = {}
    for key, metrics in cells.sums.items():
        cell = beliefs.cell(key[account], key[day], metrics)
        groups.setdefault(key[:length], []).append(cell)
    known = {key: answer.sums[key].conversions for key in groups}
    found = {
        key: complete(beliefs.curves.estimate(group), known[key])
        for key, group in groups.items()
        if not all(beliefs.is_final(cell) for cell in group)
    }
    return replace(answer, estimates=found)


def complete(young: Estimate, known: Decimal) -> Estimate:
    """Return the estimate of a group out of that of its young days and all that is known of it: the rest is final."""
    final_part = float(known - young.known)
    final = young.final + final_part
    share = (young.share * young.final + final_part) / final if final > 0 else 1.0
    return Estimate(known, min(1.0, max(0.0, share)), final, young.low + final_part, young.high + final_part)


def _read_moments(window: Period, as_of: datetime | None) -> dict[tuple[int, date], datetime]:
    with connection.cursor() as cursor:
        if as_of is None:
            cursor.execute(_READ, [window.since, window.until, window.until - timedelta(days=WINDOW_DAYS)])
        else:
            cursor.execute(_READ_BEFORE, [window.since, window.until, as_of, window.since, window.until])
        return {(account_id, day): read_at for account_id, day, read_at in cursor.fetchall()}


_READ = f"""
    SELECT account_id, day, read_at FROM analytics_readday
    WHERE day BETWEEN %s AND %s AND (day >= %s OR read_at < (day + {WINDOW_DAYS + 3})::timestamp AT TIME ZONE 'UTC')
"""  # noqa: S608 - what was read later is final in any time zone
_READ_BEFORE = """
    SELECT account_id, day::date, max(read_at) FROM analytics_reading
    CROSS JOIN LATERAL generate_series(greatest(since, %s)::timestamp, least(until, %s)::timestamp, '1 day') AS day
    WHERE read_at <= %s AND until >= %s AND since <= %s GROUP BY 1, 2
"""
