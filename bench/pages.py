"""How long the dashboard and a campaign's page take at twenty requests a second, with two workers and ten million ad-days.

Baselines, in the same run and at the same rate: an empty page of the same server (same layout, no figures), and the page's own bare
SQL - what the page asks, captured and sent again by psycopg, nothing made of the rows. `--rows=200000` for a quick look.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import httpx2
import psycopg

from bench import report
from bench.house import ADS, DAYS, standing_database
from bench.open_loop import Pace, keep_pace
from bench.page_house import campaigns_for, furnish, log_in, stop_clock

ROWS, RATE, SECONDS, WARM_SECONDS = 10_000_000, 20, 20.0, 3.0
"""Ad-days, requests a second, for how long each is measured, and for how long they come before that at the same rate: to every
worker and thread, whose first requests are not like the others."""
MOST_TIMES, MOST_MS = 3, 200
PORT = 8890
CONNECTION: dict[str, Any] = {"options": "-c jit=off", "prepare_threshold": None}
EMPTY = "/settings/figures/"
READS = re.compile(r"^\s*\(?(SELECT|WITH|SET)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Visit:
    """Somebody who is logged in at the server, and at which host."""

    host: str
    session: str

    def asker(self, address: str) -> Callable[[], None]:
        """Return what asks for a page once; raises where it is none."""
        client = httpx2.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=60)
        headers = {"Host": f"{self.host}:{PORT}", "Cookie": f"sessionid={self.session}", "HX-Request": "true"}
        if not address.endswith("#part"):
            del headers["HX-Request"]

        def ask() -> None:
            answer = client.get(address.removesuffix("#part"), headers=headers)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")

        return ask


def main() -> None:
    rows = int(next((each[7:] for each in sys.argv if each.startswith("--rows=")), ROWS))
    with tempfile.TemporaryDirectory() as name:
        folder, campaigns = Path(name), campaigns_for(rows, Path(name))
        clock = folder / "clock.json"
        stop_clock(clock)
        os.environ["CLOCK_FILE"] = str(clock)
        with standing_database():
            started = time.perf_counter()
            organization = furnish(folder / "figures", campaigns)
            took = time.perf_counter() - started
            print(f"{campaigns * ADS * DAYS:,} ad-days made and loaded in {took:.0f} s", flush=True)
            lines = _measure(organization, folder)
    report.finish(*lines)


def _measure(organization: Any, folder: Path) -> list[report.Line]:
    from campaigns.models import Campaign
    from tenants import hosts

    campaign = Campaign.objects.get(pk=1)
    pages = {
        "the dashboard": "/?period=28d",
        "its chart and tables": "/days/?period=28d#part",
        "what moved": "/movers/?period=28d#part",
        "the month's pacing": "/pacing/#part",
        "whether ads are tired": "/creatives/tired/need/?others=0#part",
        "a campaign's page": f"/campaigns/{campaign.uuid}/",
        "a campaign's numbers": f"/campaigns/{campaign.uuid}/numbers/?period=28d#part",
    }
    visit = Visit(hosts.organization_hostname(organization.slug), log_in(organization))
    asked = {name: _capture(visit, address) for name, address in pages.items()}
    with _server(folder):
        empty = _pace(visit.asker(EMPTY))
        print(f"{'an empty page':22} median {empty.median:6.1f} ms, p95 {empty.p95:6.1f} ms", flush=True)
        found = [_compare(name, visit.asker(address), asked[name], empty) for name, address in pages.items()]
    return [
        report.line(
            "p95 of a page against its own bare SQL, at worst",
            max(times for times, _ in found),
            "times",
            most=MOST_TIMES,
        ),
        report.line("p95 of the slowest page", max(p95 for _, p95 in found), "ms", most=MOST_MS),
    ]


def _compare(name: str, ask: Callable[[], None], statements: list[str], empty: Pace) -> tuple[float, float]:
    """Measure a page and its SQL at the same rate; return how many times the SQL's p95 the page's is, and the page's in ms."""
    page, bare = _pace(ask), _pace(_replay(statements))
    print(
        f"{name:22} median {page.median:6.1f} ms, p95 {page.p95:6.1f} ms: {page.p95 / empty.p95:5.2f} times the empty page, "
        f"{page.p95 / bare.p95:5.2f} times its {len(statements)} statements (p95 {bare.p95:6.1f} ms)",
        flush=True,
    )
    return page.p95 / bare.p95, page.p95


def _pace(work: Callable[[], None]) -> Pace:
    keep_pace(work, rate=RATE, seconds=WARM_SECONDS)
    return keep_pace(work, rate=RATE, seconds=SECONDS)


def _capture(visit: Visit, address: str) -> list[str]:
    """Return what a page reads from the database, as it was sent."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    client = Client(HTTP_HOST=visit.host, HTTP_COOKIE=f"sessionid={visit.session}")
    if address.endswith("#part"):
        client.defaults["HTTP_HX_REQUEST"] = "true"
    address = address.removesuffix("#part")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address}: {answer.status_code}")
    return [query["sql"] for query in queries if READS.match(query["sql"])]


def _replay(statements: list[str]) -> Callable[[], None]:
    """Return what sends the statements and reads every row, over connections that stay open and prepare nothing, as the server's."""
    idle: SimpleQueue[psycopg.Connection] = SimpleQueue()

    def send() -> None:
        try:
            connection = idle.get_nowait()
        except Empty:
            connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, **CONNECTION)
        for statement in statements:
            cursor = connection.execute(statement)
            if cursor.description:
                cursor.fetchall()
        idle.put(connection)

    return send


@contextmanager
def _server(folder: Path) -> Iterator[None]:
    """Run the web server as in production, with two workers."""
    settings = {
        "ADWRIGHT_DEMO": "0",
        "DEBUG": "0",
        "PORT": str(PORT),
        "WEB_WORKERS": "2",
        "PUBLIC_URL": f"http://localhost:{PORT}",
    }
    variables = os.environ | settings | {"STATIC_ROOT": str(folder / "static")}
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], env=variables, check=True)
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]
    server = subprocess.Popen(command, env=variables)
    try:
        _wait(server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait(server: subprocess.Popen) -> None:
    for _ in range(240):
        try:
            if httpx2.get(f"http://127.0.0.1:{PORT}/healthz", headers={"Host": f"localhost:{PORT}"}).status_code < 500:
                return
        except httpx2.HTTPError:
            time.sleep(0.25)
        if server.poll() is not None:
            sys.exit("the server did not start")
    sys.exit("the server did not answer within a minute")


if __name__ == "__main__":
    main()
