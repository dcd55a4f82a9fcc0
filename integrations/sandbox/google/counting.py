"""What the market did for each ad, by day and hour, conversion action and part of its audience, as far as it is known.

The few results that follow a view (about one in fifty) count among the conversions, as Google's engaged views do, so that
the figures are those of the market's books. Each conversion action counts on its own: a second one that counts orders
counts from its making on what the first counts too.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..market.audience import By
from ..market.noise import make_key
from ..store import Thing
from .call import Call
from .figures import DELIVERY, Key
from .films import Films
from .gaql_fields import ACTIONS
from .splitting import Splitter

Cells = dict[Key, dict[str, float]]
Span = tuple[date, date]
_AWAKE = range(8, 22)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is told apart, by the names of segments; `by` is a part of the audience.

    `leaves_out`: one hour of each day is not told, as asset groups leave some of their campaign's figures out. `watched`:
    how far videos are watched is told as well.
    """

    segments: tuple[str, ...]
    by: By | None = None
    leaves_out: bool = False
    watched: bool = False

    @property
    def by_action(self) -> bool:
        return any(name in ACTIONS for name in self.segments)

    @property
    def by_hour(self) -> bool:
        return "segments.hour" in self.segments

    def key(self, day: str, hour: int, action: str, part: str) -> Key:
        return self._day(day), hour if self.by_hour else -1, action if self.by_action else "", part

    def _day(self, day: str) -> str:
        if "segments.date" in self.segments or "segments.day_of_week" in self.segments:
            return day
        if "segments.week" in self.segments:
            moment = date.fromisoformat(day)
            return (moment - timedelta(days=moment.weekday())).isoformat()
        if "segments.month" in self.segments:
            return f"{day[:7]}-01"
        return f"{day[:4]}-01-01" if "segments.year" in self.segments else ""


def count(call: Call, span: Span, shape: Shape) -> dict[str, Cells]:
    """Return {ad: {key: numbers}} of the account over some days."""
    found: dict[str, Cells] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    splitter, films = Splitter(call, shape.by), Films(call) if shape.watched else None
    for ad, day, hour, *numbers in () if shape.by_action else _hours(call, span, shape):
        for part, shares in splitter.delivery(ad, day, hour, numbers):
            cell = found[ad][shape.key(day, hour, "", part)]
            more = films.watch(ad, day, shares[0]) if films else {}
            for name, number in (*zip(DELIVERY, shares, strict=True), *more.items()):
                cell[name] += number
    for action, is_counted, (ad, day, hour, _kind, window, *numbers) in _conversions(call, span, shape):
        for part, results, value in splitter.results(ad, day, hour, f"{action} {window}", numbers):
            cell = found[ad][shape.key(day, hour, action, part)]
            cell["views"] += results if window == "1d_view" else 0
            for prefix in ("", "all_") if is_counted else ("all_",):
                cell[f"{prefix}conversions"] += results
                cell[f"{prefix}value"] += value / 1e6
    return found


def _hours(call: Call, span: Span, shape: Shape) -> Iterator[tuple]:
    """Yield sums by ad and day (and hour, where hours are told apart or left out)."""
    query = (
        f"SELECT ad, day, {_hour(shape)} AS h, sum(impressions), sum(link_clicks), sum(spend) FROM hours"
        " WHERE account=? AND day BETWEEN ? AND ? GROUP BY ad, day, h"
    )
    yield from _told(call, shape, call.store.db.execute(query, (call.account.id, *_ends(span))))


def _conversions(call: Call, span: Span, shape: Shape) -> Iterator[tuple[str, bool, tuple]]:
    """Yield (action, whether it counts among `conversions`, row); a result without an action of its kind still counts."""
    first: dict[str, Thing] = {}
    later = []
    for action in call.store.list("google.conversion_action", account=call.account.id):
        if first.setdefault(action.data["_counts"], action) is not action:
            later.append(action)
    for row in _known(call, span, shape):
        action = first.get(row[3])
        yield (action.id, action.data["include_in_conversions_metric"], row) if action else ("", True, row)
    for action in later:
        for row in _known(call, span, shape, kind=action.data["_counts"], since=action.created):
            yield action.id, action.data["include_in_conversions_metric"], row


def _known(call: Call, span: Span, shape: Shape, *, kind: str = "", since: float = 0.0) -> Iterator[tuple]:
    query = (
        f"SELECT ad, day, {_hour(shape)} AS h, kind, win, sum(count), sum(value) FROM conversions"
        " WHERE account=? AND day BETWEEN ? AND ? AND known<=? AND ? IN ('', kind) AND happened>=?"
        " GROUP BY ad, day, h, kind, win"
    )
    asked = (call.account.id, *_ends(span), call.now, kind, since)
    yield from _told(call, shape, call.store.db.execute(query, asked))


def _hour(shape: Shape) -> str:
    return "hour" if shape.by_hour or shape.leaves_out else "-1"


def _ends(span: Span) -> tuple[str, str]:
    return span[0].isoformat(), span[1].isoformat()


def _told(call: Call, shape: Shape, rows: Iterator[tuple]) -> Iterator[tuple]:
    """Pass the rows (ad, day, hour, …) on, without the hours that are left out: each ad has its own on each day."""
    for row in rows:
        ad, day, hour = row[:3]
        if (
            not shape.leaves_out
            or hour != _AWAKE[make_key(call.world.config.seed, "unassigned", ad, day) % len(_AWAKE)]
        ):
            yield row
