"""How long the list of campaigns takes with 2,000 campaigns on three platforms with ten ads on each, against 20 of them.

Both organisations stand in one database; their pages are asked for in turns, through Django's own door (log-in, middleware,
templates), and the best of some turns counts. `--campaigns=200` for a quick look; on a busy machine `--processor` counts the
processor time of the page and of its database process (on Linux, with PostgreSQL on the same machine).

A page draws up to 25 rows, and most of its time goes into those. What draws many more rows with 2,000 campaigns than with 20
(a headline that many have: 8 rows against 25) tells more of rows than of campaigns: its line says how many rows each drew, and
it does not count. What counts draws as many (a name, a headline, a tag that the same few have), none, or all that there are: 18
of 20, the others have ended, against 25.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench import report
from bench.campaign_house import fill_campaigns
from bench.house import open_organization, standing_database

MANY, FEW = 2000, 20
TURNS, SECONDS = 7, 4.0
PAGES = {
    "the list": "/campaigns/",
    "sorted by orders, 28 days": "/campaigns/?sort=results&period=28d",
    "sorted by value, 90 days": "/campaigns/?sort=value&period=90d",
    "the last page by name": "/campaigns/?sort=name&page=last",
    "search: every campaign": "/campaigns/?search=campaign",
    "search: one name": "/campaigns/?search=Stollen,+campaign+0",
    "search: one headline": "/campaigns/?search=hot+cross",
    "search: many names": "/campaigns/?search=campaign+1",
    "search: many headlines": "/campaigns/?search=Stollen",
    "search: nothing fits": "/campaigns/?search=nowhere",
    "search: two letters": "/campaigns/?search=ca",
    "filter: platform": "/campaigns/?platform=tiktok",
    "filter: a tag of the first fifteen": "/campaigns/?tag=first",
    "filter: a tag of every fifth": "/campaigns/?tag=season",
    "filter: drift": "/campaigns/?needs=drift",
    "filter: failed": "/campaigns/?needs=failed",
}


AS_MANY = 1.5
"""A page counts where it draws at most so many times the rows that it draws with few campaigns."""
ROW = b'name="campaign"'


@dataclass
class House:
    """An organisation with its visitor, and how many rows the last page drew."""

    organization: Any
    client: Any
    rows: int = 0

    def open(self, address: str) -> float:
        """Return the milliseconds that a page takes; ends where it is none."""
        started = _now()
        answer = self.client.get(address)
        took = (_now() - started) * 1000
        if answer.status_code != 200:
            sys.exit(f"{address}: {answer.status_code}")
        self.rows = answer.content.count(ROW)
        return took


def main() -> None:
    many = int(next((each[12:] for each in sys.argv if each.startswith("--campaigns=")), MANY))
    with standing_database():
        houses = [_house(number, campaigns) for number, campaigns in enumerate((FEW, many), start=1)]
        _keep_to_one_process()
        measured = {name: _measure(name, address, houses) for name, address in PAGES.items()}
    ratios = {name: ratio for name, ratio in measured.items() if ratio is not None}
    lists = max(ratio for name, ratio in ratios.items() if not name.startswith("search"))
    searches = max(ratio for name, ratio in ratios.items() if name.startswith("search"))
    report.finish(
        report.line(f"the list with {many} campaigns against {FEW}", lists, "times", most=2),
        report.line(f"the search in {many} campaigns against {FEW}", searches, "times", most=2),
    )


def _house(number: int, campaigns: int) -> House:
    from django.conf import settings
    from django.test import Client

    from tenants import hosts
    from tenants.middleware import SESSION_ORGANIZATION
    from tenants.models import User

    organization = open_organization(number)
    fill_campaigns(campaigns)
    settings.ALLOWED_HOSTS = ["*"]
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, 1_000_000)
    client = Client(HTTP_HOST=hosts.organization_hostname(organization.slug))
    client.force_login(User.objects.get())
    session = client.session
    session[SESSION_ORGANIZATION] = str(organization.uuid)
    session.save()
    return House(organization, client)


def _keep_to_one_process() -> None:
    """Where processor time counts, have PostgreSQL use no other processes, whose time would not be seen."""
    from django.db import connection

    if "--processor" in sys.argv:
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")


def _now() -> float:
    """Return the time that is measured, in seconds."""
    if "--processor" not in sys.argv:
        return time.perf_counter()
    from django.db import connection

    connection.ensure_connection()
    used = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return time.process_time() + int(used.split()[0]) / 1e9


def _measure(name: str, address: str, houses: list[House]) -> float | None:
    """Return how much longer the second house's page takes, None where it draws many more rows.

    Both take turns, so that a busy machine is busy for both.
    """
    asks: list[Callable[[], float]] = [partial(house.open, address) for house in houses]
    started, times = time.perf_counter(), [[ask()] for ask in asks]
    while len(times[0]) < TURNS or time.perf_counter() - started < SECONDS:
        for taken, ask in zip(times, asks, strict=True):
            taken.append(ask())
    few, many = (min(each) for each in times)
    drawn = [house.rows for house in houses]
    counts = drawn[1] <= AS_MANY * drawn[0]
    said = f"{drawn[1]} rows against {drawn[0]}" + ("" if counts else ", does not count")
    print(f"{name:34} {many:7.1f} ms  with {FEW}: {few:7.1f} ms  {many / few:5.2f} times  {said}", flush=True)
    return many / few if counts else None


if __name__ == "__main__":
    main()
