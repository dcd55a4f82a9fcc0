"""What the market's books say of an account's ads by day or hour, as far as TikTok has counted it.

Spend, impressions and clicks are there at once; people are told apart half a day later (by age, gender and device, and in
reach), countries at once: TikTok's page "Data latency for reports" says 16 hours, its page on audiences 10 to 12.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from .call import Call
from .report_ask import Ask
from .report_words import HOUR

PEOPLE_LATE_S = 12 * 3_600
LATE = ("age", "gender", "platform")
Key = tuple[str, str, int]
_Edge = tuple[str, int]


@dataclass(slots=True)
class Counts:
    """`clicks` are those that led to the website or app (TikTok's "Clicks (destination)"). `results` holds counts and micros by
    kind, on the day of their click, as far as they are known by now."""

    impressions: int = 0
    clicks: int = 0
    spend: int = 0
    results: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, other: "Counts") -> None:
        self.impressions += other.impressions
        self.clicks += other.clicks
        self.spend += other.spend
        for kind, (count, value) in other.results.items():
            self.results[kind][0] += count
            self.results[kind][1] += value

    @property
    def is_empty(self) -> bool:
        return not self.impressions and not any(count for count, _ in self.results.values())


def read_counts(call: Call, ask: Ask, *, late: bool) -> dict[Key, Counts]:
    """Return counts by ad, day and hour (-1 without hours). `late`: only what people were told apart in."""
    edge, now = (_edge(call), call.now - PEOPLE_LATE_S) if late else (("9999-99-99", 0), call.now)
    found: dict[Key, Counts] = defaultdict(Counts)
    for ad, day, hour, *numbers in _select(
        call, ask, edge, "sum(impressions), sum(link_clicks), sum(spend) FROM hours"
    ):
        counts = found[ad, day, hour]
        counts.impressions, counts.clicks, counts.spend = numbers
    results = f"kind, sum(count), sum(value) FROM conversions WHERE known<={float(now)!r} AND "
    for ad, day, hour, kind, count, value in _select(call, ask, edge, results, ", kind"):
        found[ad, day, hour].results[kind] = [count, value]
    return found


def _select(call: Call, ask: Ask, edge: _Edge, what: str, group: str = "") -> list[tuple]:
    hour = "hour" if ask.time == HOUR else "-1"
    where = "" if what.endswith("AND ") else " WHERE "
    return call.store.db.execute(
        f"SELECT ad, day, {hour} AS h, {what}{where}account=? AND day BETWEEN ? AND ? AND (day, hour) < (?, ?)"
        f" GROUP BY ad, day, h{group}",
        (call.account.id, ask.since, ask.until, *edge),
    ).fetchall()


def _edge(call: Call) -> _Edge:
    """Return the account's day and hour up to which people have been told apart."""
    zone = ZoneInfo(call.account.data["timezone_name"])
    moment = datetime.fromtimestamp(call.now - PEOPLE_LATE_S, zone)
    return moment.date().isoformat(), moment.hour
