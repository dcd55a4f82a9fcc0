"""Metrics and segments: what the market did for an object, by day and hour, as far as it is known by now.

The few results that follow a view (about one in fifty) count among the conversions, as Google's engaged views do, so that
the figures are those of the market's books."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from .call import Call
from .gaql_fields import ACTIONS
from .gaql_parse import Query
from .kinds import Kind

_Key = tuple[str, int, str]
"""(day, hour, conversion action's kind); what was not asked to be told apart is empty or -1."""
_DELIVERY = ("impressions", "clicks", "cost")


def expand(
    call: Call, kind: Kind, rows: list[dict[str, Any]], query: Query, span: tuple[date, date]
) -> list[dict[str, Any]]:
    """Return each row once for every combination of segments that has figures; without segments once, zeros or not."""
    segments = [name for name in query.select if name.startswith("segments.")]
    shape = _Shape(segments)
    counted = _count(call, span, shape)
    actions = {a.data["_counts"]: a for a in call.store.list("google.conversion_action", account=call.account.id)}
    named: dict[_Key, dict[str, Any]] = {}
    found = []
    for row in rows:
        figures = _merge(counted, _ads_of(call, kind, row))
        for key, numbers in sorted(figures.items()) if segments else [(("", -1, ""), figures.get(("", -1, ""), {}))]:
            if key not in named:
                named[key] = _segments(key, actions.get(key[2]))
            if not shape.by_action or key[2] in actions:
                found.append(row | {"metrics": _metrics(numbers), "segments": named[key]})
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

    def key(self, day: str, hour: int, kind: str) -> _Key:
        return self._day(day) if self.is_dated else "", hour if self.by_hour else -1, kind if self.by_action else ""

    def _day(self, day: str) -> str:
        if self.by_day:
            return day
        if self.cut == "segments.week":
            moment = date.fromisoformat(day)
            return (moment - timedelta(days=moment.weekday())).isoformat()
        return f"{day[:7]}-01" if self.cut == "segments.month" else f"{day[:4]}-01-01"


def _count(call: Call, span: tuple[date, date], shape: _Shape) -> dict[str, dict[_Key, dict[str, float]]]:
    """Return {ad: {key: numbers}} of the account over some days."""
    found: dict[str, dict[_Key, dict[str, float]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    if not shape.by_action:
        for ad, day, hour, *numbers in _hours(call, span, shape):
            cell = found[ad][shape.key(day, hour, "")]
            for name, number in zip(_DELIVERY, numbers, strict=True):
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


def _merge(counted: dict[str, dict[_Key, dict[str, float]]], ads: list[str] | None) -> dict[_Key, dict[str, float]]:
    total: dict[_Key, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for ad in counted if ads is None else ads:
        for key, numbers in counted.get(ad, {}).items():
            for name, number in numbers.items():
                total[key][name] += number
    return total


def _metrics(numbers: dict[str, float]) -> dict[str, Any]:
    impressions, clicks, cost = (int(numbers.get(name, 0)) for name in _DELIVERY)
    results, value = numbers.get("conversions", 0.0), round(numbers.get("value", 0.0), 6)
    return {
        "impressions": impressions, "clicks": clicks, "interactions": clicks, "cost_micros": cost,
        "conversions": results, "conversions_value": value, "all_conversions": results, "all_conversions_value": value,
        "view_through_conversions": int(numbers.get("views", 0)), "ctr": _ratio(clicks, impressions),
        "average_cpc": _ratio(cost, clicks), "average_cost": _ratio(cost, clicks),
        "average_cpm": _ratio(cost * 1_000, impressions), "cost_per_conversion": _ratio(cost, results),
        "value_per_conversion": _ratio(value, results), "conversions_from_interactions_rate": _ratio(results, clicks),
        "video_trueview_views": 0,
    }  # fmt: skip


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _segments(key: _Key, action: Any) -> dict[str, Any]:
    day, hour, _ = key
    found: dict[str, Any] = {"hour": hour} if hour >= 0 else {}
    if day:
        moment = date.fromisoformat(day)
        found |= {
            "date": day,
            "month": f"{day[:7]}-01",
            "year": moment.year,
            "day_of_week": moment.strftime("%A").upper(),
        }
        found["week"] = (moment - timedelta(days=moment.weekday())).isoformat()
    if action is not None:
        name = f"customers/{action.account}/conversionActions/{action.id}"
        found |= {"conversion_action": name, "conversion_action_name": action.data["name"]}
        found["conversion_action_category"] = action.data["category"]
    return found
