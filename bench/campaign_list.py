"""How long the list of campaigns takes with 2,000 campaigns on three platforms with ten ads on each, against 20 of them.

Both organisations stand in one database; their pages are asked for in turns, through Django's own door (log-in, middleware,
templates), and the best of some turns counts. `--campaigns=200` for a quick look.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
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
    "search: a campaign": "/campaigns/?search=campaign+1",
    "search: a headline": "/campaigns/?search=Stollen",
    "search: nothing fits": "/campaigns/?search=nowhere",
    "search: two letters": "/campaigns/?search=ca",
    "filter: platform": "/campaigns/?platform=tiktok",
    "filter: tag": "/campaigns/?tag=season",
    "filter: drift": "/campaigns/?needs=drift",
    "filter: failed": "/campaigns/?needs=failed",
}


@dataclass(frozen=True)
class House:
    """An organisation with its visitor."""

    organization: Any
    client: Any

    def open(self, address: str) -> float:
        """Return the milliseconds that a page takes; ends where it is none."""
        started = time.perf_counter()
        answer = self.client.get(address)
        took = (time.perf_counter() - started) * 1000
        if answer.status_code != 200:
            sys.exit(f"{address}: {answer.status_code}")
        return took


def main() -> None:
    many = int(next((each[12:] for each in sys.argv if each.startswith("--campaigns=")), MANY))
    with standing_database():
        houses = [_house(number, campaigns) for number, campaigns in enumerate((FEW, many), start=1)]
        ratios = {name: _measure(name, address, houses) for name, address in PAGES.items()}
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


def _measure(name: str, address: str, houses: list[House]) -> float:
    """Return how much longer the second house's page takes; both take turns, so that a busy machine is busy for both."""
    asks: list[Callable[[], float]] = [lambda house=house: house.open(address) for house in houses]
    started, times = time.perf_counter(), [[ask()] for ask in asks]
    while len(times[0]) < TURNS or time.perf_counter() - started < SECONDS:
        for taken, ask in zip(times, asks, strict=True):
            taken.append(ask())
    few, many = (min(each) for each in times)
    print(f"{name:30} {many:7.1f} ms  with {FEW}: {few:7.1f} ms  {many / few:5.2f} times", flush=True)
    return many / few


if __name__ == "__main__":
    main()
