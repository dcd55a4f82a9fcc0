"""How long the dashboard's queries take over ten million ad-days of one organisation, a year of 2,000 campaigns with 14 ads.

Baselines, in the same run: the same questions written by hand for the same tables (ours includes what is made of the rows in
Python, theirs ends with the rows), and DuckDB with two threads on the same data in Parquet, which has no sums beside the
facts. A query under five milliseconds counts as equal when it takes at most one more. `--campaigns=100` for a quick look.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import report
from bench.dashboard import NOW, QUERIES, TODAY, Query
from bench.house import ADS, DAYS, Figures, fill, open_organization, standing_database

CAMPAIGNS = 2000
LEAST_TURNS, MOST_TURNS, SECONDS = 9, 25, 3.0
SMALL_MS, ALLOWED_MS = 5.0, 1.0


def main() -> None:
    campaigns = int(next((each[12:] for each in sys.argv if each.startswith("--campaigns=")), CAMPAIGNS))
    with tempfile.TemporaryDirectory() as folder, standing_database():
        figures = Figures(Path(folder), campaigns)
        started = time.perf_counter()
        figures.write()
        open_organization(1)
        fill(figures)
        print(
            f"{campaigns * ADS * DAYS:,} ad-days made and loaded in {time.perf_counter() - started:.0f} s", flush=True
        )
        lines = _measure(figures)
    report.finish(*lines)


def _measure(figures: Figures) -> list[report.Line]:
    duck = figures.duck()
    by_hand, by_duck = [], []
    for query in QUERIES:
        ours, hand, parquet = _in_turns(query, duck)
        print(f"{query.name:50} {ours:8.2f} ms  by hand {hand:8.2f}  DuckDB {parquet:8.2f}", flush=True)
        by_hand.append(_ratio(ours, hand))
        by_duck += [_ratio(ours, parquet)] if query.is_own else []
    print(f"{'home, all six queries, in euro':50} {_home():8.1f} ms", flush=True)
    return [
        report.line("slowest query against hand-written SQL", max(by_hand), "times", most=1.3),
        report.line("slowest query of the dashboard against DuckDB on Parquet", max(by_duck), "times", most=1),
    ]


def _in_turns(query: Query, duck: Any) -> tuple[float, float, float]:
    """Return the best times in milliseconds; the three take turns, so that a busy machine is busy for all."""
    from analytics import selectors

    cuts, by_hand, for_duck = query.cuts(), query.by_hand(), query.for_duck()
    asked = [lambda: selectors.gather(cuts), lambda: _rows(by_hand), lambda: duck.execute(for_duck).fetchall()]
    _compare(query, *[each() for each in asked])
    started, times = time.perf_counter(), [[] for _ in asked]
    while len(times[0]) < (LEAST_TURNS if time.perf_counter() - started > SECONDS else MOST_TURNS):
        first = len(times[0]) % len(asked)  # who comes after DuckDB finds the processor's caches empty
        for which in (*range(first, len(asked)), *range(first)):
            times[which].append(_milliseconds(asked[which]))
    ours, hand, parquet = (min(each) for each in times)
    return ours, hand, parquet


def _compare(query: Query, ours: list, hand: list, parquet: list) -> None:
    """End where the answers differ. As of a moment the made-up facts and sums know different things."""
    (answer,) = ours
    clicks = [
        sum(each.clicks for each in answer.sums.values()),
        *(sum(row[-4] for row in rows) for rows in (hand, parquet)),
    ]
    if len(set(clicks if query.as_of is None else clicks[:2])) > 1:
        sys.exit(f"{query.name}: the answers differ: {clicks}")


def _home() -> float:
    from analytics import periods, selectors

    choice = periods.choose({"period": "28d"}, today=TODAY)
    return min(
        _milliseconds(lambda: selectors.get_overview(choice, now=NOW, today=TODAY, currency="EUR")) for _ in range(5)
    )


def _rows(text: str) -> list[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall()


def _milliseconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _ratio(ours: float, theirs: float) -> float:
    is_equal = ours < SMALL_MS and ours - theirs <= ALLOWED_MS
    return min(1.0, ours / theirs) if is_equal else ours / theirs


if __name__ == "__main__":
    main()
