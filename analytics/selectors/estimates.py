"""What the conversions of each group of a cut will come to: its conversions by account and day, put through the curves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection

import integrations.selectors
from analytics import maturity
from analytics.selectors.curves import Curves, get_curves
from analytics.selectors.cuts import Answer, Cut, Dimension
from analytics.types import Cell, Estimate, Metrics, Period

WINDOW_DAYS = max(maturity.RESTATEMENT_DAYS.values()) + 1
"""Days that are older are final: no platform restates them any more."""

Key = tuple


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What estimates rest on: the curves, each account's time zone, and when each of its days was read last."""

    curves: Curves
    zones: Mapping[int, str]
    read_at: Mapping[tuple[int, date], datetime]

    def cell(self, account_id: int, day: date, metrics: Metrics) -> Cell:
        """Return one account's day. Where no reading of it went through yet it counts as read at its end."""
        read_at = self.read_at.get((account_id, day))
        age = maturity.age_days(day, read_at, self.zones.get(account_id, "UTC")) if read_at else 0.0
        return Cell(account_id, day, age, metrics.conversions, metrics.clicks)

    def is_final(self, cell: Cell) -> bool:
        """Return whether the cell's conversions are complete."""
        return self.curves.share(cell.account_id, cell.age_days) >= 1


def is_young(day: date, today: date) -> bool:
    """Return whether a day may still change; a platform's last reading of it may have found it complete already."""
    return day >= today - timedelta(days=WINDOW_DAYS)


def get_beliefs(today: date, as_of: datetime | None = None) -> Beliefs:
    """Return what can be believed of the days up to `today`, or could be at a moment; three queries."""
    window = Period(today - timedelta(days=WINDOW_DAYS), today)
    accounts = integrations.selectors.list_ad_accounts(include_disconnected=True).order_by()
    zones = dict(accounts.values_list("pk", "time_zone"))
    return Beliefs(get_curves(as_of), zones, _read_moments(window, as_of))


def cells_cut(cut: Cut) -> Cut | None:
    """Return the cut of a cut's groups by account and day, where estimates are asked for and some days may change."""
    if cut.matures is None:
        return None
    since = max(cut.period.since, cut.matures - timedelta(days=WINDOW_DAYS))
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
            cursor.execute(_READ, [window.since, window.until])
        else:
            cursor.execute(_READ_BEFORE, [window.since, window.until, as_of, window.since, window.until])
        return {(account_id, day): read_at for account_id, day, read_at in cursor.fetchall()}


_READ = "SELECT account_id, day, read_at FROM analytics_readday WHERE day BETWEEN %s AND %s"
_READ_BEFORE = """
    SELECT account_id, day::date, max(read_at) FROM analytics_reading
    CROSS JOIN LATERAL generate_series(greatest(since, %s)::timestamp, least(until, %s)::timestamp, '1 day') AS day
    WHERE read_at <= %s AND until >= %s AND since <= %s GROUP BY 1, 2
"""
