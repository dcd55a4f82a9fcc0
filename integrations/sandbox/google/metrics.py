"""Metrics and segments: what the market did for an object, by day and hour, as far as it is known by now.

The few results that follow a view (about one in fifty) count among the conversions, as Google's engaged views do, so that
the figures are those of the market's books."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from .call import Call
from .figures import DELIVERY, Key, show_metrics, show_segments
from .gaql_fields import ACTIONS
from .gaql_parse import Query
from .kinds import Kind


def expand(
    call: Call, kind: Kind, rows: list[dict[str, Any]], query: Query, span: tuple[date, date]
) -> list[dict[str, Any]]:
    """Return each row once for every combination of segments that has figures; without segments once, zeros or not."""
    segments = [name for name in query.select if name.startswith("segments.")]
    shape = _Shape(segments)
    counted = _count(call, span, shape)
    actions = {a.data["_counts"]: a for a in call.store.list("google.conversion_action", account=call.account.id)}
    named: dict[Key, dict[str, Any]] = {}
    found = []
    for row in rows:
        figures = _merge(counted, _ads_of(call, kind, row))
        for key, numbers in sorted(figures.items()) if segments else [(("", -1, ""), figures.get(("", -1, ""), {}))]:
            if key not in named:
                named[key] = show_segments(key, actions.get(key[2]))
            if not shape.by_action or key[2] in actions:
                found.append(row | {"metrics": show_metrics(numbers), "segments": named[key]})
    return found


class _Shape:
    def __init__(self, segments: list[str]) -> None:
        self.by_action = any(name in ACTIONS for name in segments)
        self.by_hour = "segments.hour" in segments
        names = [n for n in segments if n not in ACTIONS and n != "segments.hour"]
        fine = ("segments.date", "segments.day_of_week")
        self.cut = next((n for n in ("segments.week", "segments.month", "segments.year") if n in names), "")
        self.by_day = any(n in fine for n in names)
        self.is_dated = bool(names)

    def key(self, day: str, hour: int, kind: str) -> Key:
        return self._day(day) if self.is_dated else "", hour if self.by_hour else -1, kind if self.by_action else ""

    def _day(self, day: str) -> str:
        if self.by_day:
            return day
        if self.cut == "segments.week":
            moment = date.fromisoformat(day)
            return (moment - timedelta(days=moment.weekday())).isoformat()
        return f"{day[:7]}-01" if self.cut == "segments.month" else f"{day[:4]}-01-01"


def _count(call: Call, span: tuple[date, date], shape: _Shape) -> dict[str, dict[Key, dict[str, float]]]:
    """Return {ad: {key: numbers}} of the account over some days."""
    found: dict[str, dict[Key, dict[str, float]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    if not shape.by_action:
        for ad, day, hour, *numbers in _hours(call, span, shape):
            cell = found[ad][shape.key(day, hour, "")]
            for name, number in zip(DELIVERY, numbers, strict=True):
                cell[name] += number
    for ad, day, hour, kind, window, count, value in _conversions(call, span):
        cell = found[ad][shape.key(day, hour, kind)]
        cell["views"] += count if window == "1d_view" else 0
        cell["conversions"] += count
        cell["value"] += value / 1e6
    return found


def _hours(call: Call, span: tuple[date, date], shape: _Shape) -> Iterator[tuple]:
    """Yield sums by ad and day (and hour, where hours are told apart)."""
    hour = "hour" if shape.by_hour else "-1"
    query = (
        f"SELECT ad, day, {hour}, sum(impressions), sum(link_clicks), sum(spend) FROM hours"
        " WHERE account=? AND day BETWEEN ? AND ? GROUP BY 1, 2, 3"
    )
    yield from call.store.db.execute(query, (call.account.id, span[0].isoformat(), span[1].isoformat()))


def _conversions(call: Call, span: tuple[date, date]) -> Iterator[tuple]:
    query = (
        "SELECT ad, day, hour, kind, win, sum(count), sum(value) FROM conversions WHERE account=? AND day BETWEEN ? AND ?"
        " AND known<=? GROUP BY ad, day, hour, kind, win"
    )
    yield from call.store.db.execute(query, (call.account.id, span[0].isoformat(), span[1].isoformat(), call.now))


def _ads_of(call: Call, kind: Kind, row: dict[str, Any]) -> list[str] | None:
    """Return the ids under which the market counts a row's object; None: all of the account."""
    if kind.name == "customer":
        return None
    thing = row["_thing"]
    if kind.name == "ad_group_ad":
        return [thing.id]
    if kind.name == "asset_group":
        return [ad_of_asset_group(thing.id)]
    if kind.name == "ad_group":
        return [ad.id for ad in call.store.list("google.ad_group_ad", parent=thing.id)]
    groups = [g.id for name in ("ad_group", "asset_group") for g in call.store.list(f"google.{name}", parent=thing.id)]
    return [ad.id for group in groups for ad in call.store.list("google.ad_group_ad", parent=group)]


def ad_of_asset_group(asset_group_id: str) -> str:
    """Return the id under which an asset group's figures are kept: as if it were an ad group with one ad."""
    return f"assetGroup~{asset_group_id}~ad"


def _merge(counted: dict[str, dict[Key, dict[str, float]]], ads: list[str] | None) -> dict[Key, dict[str, float]]:
    total: dict[Key, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for ad in counted if ads is None else ads:
        for key, numbers in counted.get(ad, {}).items():
            for name, number in numbers.items():
                total[key][name] += number
    return total
