"""How the dashboard's queries grow with the number of organisations: 1, 10 and 100 of them, of 100,000 ad-days each.

Flat means: with a hundred organisations the queries take at most 1.3 times as long as with one. Each is asked in several
organisations; what counts is the best of some turns in each, so that the one organisation at first is not favoured by what
the database holds in memory.
"""

import statistics
import tempfile
import time
from pathlib import Path

from bench import report
from bench.dashboard import QUERIES, Query
from bench.house import Figures, fill, open_organization, standing_database

CAMPAIGNS = 20
STEPS = (1, 10, 100)
ASKED, TURNS = 5, 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, standing_database():
        figures = Figures(Path(folder), CAMPAIGNS)
        figures.write()
        opened: list = []
        found = []
        for step in STEPS:
            opened += [_open(number, figures) for number in range(len(opened), step)]
            found.append(_measure(opened))
            print(
                f"{step:4} organisations: {sum(found[-1].values()):6.1f} ms for all {len(QUERIES)} queries", flush=True
            )
    for query in QUERIES:
        print(f"{query.name:50}" + "".join(f"{each[query.name]:8.2f} ms" for each in found), flush=True)
    one, *more = [sum(each.values()) for each in found]
    report.finish(
        *[
            report.line(f"queries with {step} organisations against one", total / one, "times", most=1.3)
            for step, total in zip(STEPS[1:], more, strict=True)
        ]
    )


def _open(number: int, figures: Figures):
    organization = open_organization(number)
    fill(figures)
    return organization


def _measure(organizations: list) -> dict[str, float]:
    """Return the milliseconds of each query: the median over some organisations, of the best of some turns in each."""
    from django.db import connection

    chosen = organizations[:: max(1, len(organizations) // ASKED)][:ASKED]
    times: dict[str, list[float]] = {query.name: [] for query in QUERIES}
    for organization in chosen:
        connection.set_tenant(organization)
        for query in QUERIES:
            times[query.name].append(min(_milliseconds(query) for _ in range(TURNS)))
    return {name: statistics.median(each) for name, each in times.items()}


def _milliseconds(query: Query) -> float:
    from analytics import selectors

    cuts = query.cuts()
    started = time.perf_counter()
    selectors.gather(cuts)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
