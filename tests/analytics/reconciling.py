"""What the reconciliation reads: the sandbox's own books, the API, the pages' tables, and rates that it knows itself."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser

from tests.analytics.rates import set_rates

DECIMALS = {"EUR": 2, "USD": 2, "JPY": 0}
ZONES = {"EUR": "Europe/Dublin", "USD": "America/New_York", "JPY": "Asia/Tokyo"}
BOOKED = {
    "impressions": "impressions",
    "clicks": "link_clicks",
    "conversions": "known",
    "spend_micros": "spend_micros",
    "value_micros": "known_value_micros",
}
"""Our names, and those of the books."""
Day = dict[str, Decimal]


@dataclass(frozen=True)
class Season:
    """When it is, and how long campaigns have been running: over a change of the clocks."""

    now: datetime
    days: int

    @property
    def since(self) -> date:
        """Return the first day that is compared; nothing ran on it yet."""
        return self.now.date() - timedelta(days=self.days + 2)


AUTUMN = Season(datetime(2026, 11, 3, 12, tzinfo=UTC), 13)
"""Clocks went back on 25 October in Ireland, on 1 November in New York, and never in Japan."""
SPRING = Season(datetime(2026, 3, 31, 12, tzinfo=UTC), 25)
"""Forward on 8 March in New York, on 29 March in Ireland."""


def read_books(sandbox, account, since: date, until: date) -> dict[str, dict[date, Day]]:
    """Return what truly happened, as far as it is known by now: by campaign (its id there) and the account's own days."""
    found: dict[str, dict[date, Counter]] = {}
    for row in sandbox.books(account.external_id, since=since.isoformat(), until=until.isoformat())["rows"]:
        each = found.setdefault(row["campaign"], {}).setdefault(date.fromisoformat(row["day"]), Counter())
        each.update({ours: row[theirs] for ours, theirs in BOOKED.items()})
    return {campaign: _decimals(days) for campaign, days in found.items()}


def add_up(parts) -> dict[date, Day]:
    """Return the sums of several campaigns, day by day."""
    found: dict[date, Counter] = {}
    for days in parts:
        for day, figures in days.items():
            found.setdefault(day, Counter()).update(figures)
    return _decimals(found)


def _decimals(days: dict[date, Counter]) -> dict[date, Day]:
    return {day: {name: Decimal(each[name]) for name in BOOKED} for day, each in days.items() if any(each.values())}


def read_api(api, since: date, until: date, **query) -> dict[date, Day]:
    """Return what the API says of each day; days of nothing are left out."""
    about = {"by": "day", "since": since, "until": until, "limit": 200, **query}
    answer = api.get("/api/v1/metrics", about)
    assert answer.status_code == 200, answer.content
    rows = {date.fromisoformat(row["day"]): row["metrics"] for row in answer.json()["items"]}
    days = {day: {name: Decimal(str(metrics[name])) for name in BOOKED} for day, metrics in rows.items()}
    return {day: figures for day, figures in days.items() if any(figures.values())}


def read_page(browser, address: str, since: date, until: date, metric: str) -> dict[date, Decimal | None]:
    """Return what the table beside a page's chart says of each day; None for "–"."""
    answer = browser.get(address, {"since": since, "until": until, "metric": metric})
    assert answer.status_code == 200
    return {datetime.strptime(row[0], "%d %b %Y").date(): number(row[1]) for row in read_tables(answer)[""]}


def number(text: str) -> Decimal | None:
    """Return the number in a text as people read it: "US$1,212.40", "−3", "–"."""
    found = re.search(r"(−?)[^\d−]*([\d,]+(?:\.\d+)?)", text)
    return None if found is None else Decimal(found[2].replace(",", "")) * (-1 if found[1] else 1)


def read_home(browser, since: date, until: date) -> list[Decimal | None]:
    """Return what the dashboard says was spent on each platform, in the platforms' order."""
    answer = browser.get("/days/", {"since": since, "until": until})
    assert answer.status_code == 200
    return [number(row[1]) for row in read_tables(answer)["By platform"]]


def read_tables(answer) -> dict[str, list[list[str]]]:
    """Return the bodies of a page's tables by their captions; that beside a chart, which has none, under ""."""
    reader = _Tables()
    reader.feed(answer.content.decode())
    return reader.tables


class _Tables(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.caption, self.tag, self.rows = "", "", []

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.caption = ""
        elif tag == "tbody":
            self.rows = self.tables[self.caption] = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1:] = [[*each, ""] for each in self.rows[-1:]]
        if tag in ("caption", "td", "th"):
            self.tag = tag

    def handle_endtag(self, tag):
        if tag == self.tag:
            self.tag = ""
        if tag == "tbody":
            self.rows = []

    def handle_data(self, data):
        if self.tag == "caption":
            self.caption += data
        elif self.tag and self.rows:
            self.rows[-1][-1] += data


def money(micros: Decimal, currency: str) -> Decimal:
    """Return an amount as a page writes it, to the cent."""
    return (micros / 1_000_000).quantize(Decimal(1).scaleb(-DECIMALS[currency]), ROUND_HALF_UP)


class Rates:
    """Rates of the test's own: another one on every working day, none on weekends."""

    def __init__(self, season: Season):
        days = [season.since + timedelta(days=n) for n in range(-9, season.days + 10)]
        working = [day for day in days if day.weekday() < 5]
        self.per_euro = {
            "USD": {day: Decimal(f"1.1{n % 10}{n * 7 % 10}3") for n, day in enumerate(working)},
            "JPY": {day: Decimal(f"17{n % 10}.{n * 3 % 10}1") for n, day in enumerate(working)},
        }

    def publish(self) -> None:
        """Let the product know them, and no others."""
        set_rates({code: {day: str(rate) for day, rate in days.items()} for code, days in self.per_euro.items()})

    def worth(self, currency: str, day: date, to: str) -> Decimal:
        """Return the rate of the day: the cross rate over the euro, of the last working day."""
        if currency == to:
            return Decimal(1)
        while day.weekday() >= 5:
            day -= timedelta(days=1)
        one, other = (Decimal(1) if each == "EUR" else self.per_euro[each][day] for each in (currency, to))
        return (other / one).quantize(Decimal("1e-10"), ROUND_HALF_UP)
