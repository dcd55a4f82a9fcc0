"""The layers of days that are still maturing: hatched, and what they will come to as a dotted line in a light range."""

from collections.abc import Sequence
from typing import Any

from analytics.charts.types import Point, encode


def hatch_days(points: Sequence[Point]) -> tuple[list[dict], list[dict]]:
    """Return the words above the maturing days, and the layer that the page hatches by its name."""
    young = [point.day.isoformat() for point in points if point.is_maturing]
    if not young:
        return [], []
    data = {"values": [{"day": young[0], "until": young[-1]}]}
    start = {"field": "day", "type": "ordinal", "bandPosition": 0}
    end = {"field": "until", "type": "ordinal", "bandPosition": 1}
    at_end = len(young) * 4 < len(points) or len(young) * 4 > len(points) * 3  # else it would meet the axis' own words
    words = {"text": {"value": "still maturing"}, "y": {"value": -8}, "x": end if at_end else start}
    ends = {"x": start, "x2": {"field": "until", "bandPosition": 1}}
    return (
        [{"data": data, "mark": {"type": "text", "align": "right" if at_end else "left", "dx": 0}, "encoding": words}],
        [{"name": "maturing", "data": data, "mark": {"type": "rect", "style": "maturing"}, "encoding": ends}],
    )


def draw_expected(points: Sequence[Point], *, as_columns: bool) -> list[dict]:
    """Return the range and the line of what maturing days will come to; a line begins at the last complete day."""
    rows = _rows(points, joined=not as_columns)
    if not rows:
        return []
    data, ends = {"values": rows}, {"y": encode("low"), "y2": {"field": "high"}}
    if as_columns:
        width = {"width": {"band": 0.6}}
        return [
            {"data": data, "mark": {"type": "bar", "style": "interval", **width}, "encoding": ends},
            {
                "data": data,
                "mark": {"type": "tick", "style": "estimate", "thickness": 2, **width},
                "encoding": {"y": encode("expected")},
            },
        ]
    return [
        {"data": data, "mark": {"type": "area", "style": "interval"}, "encoding": ends},
        {"data": data, "mark": {"type": "line", "style": "estimate"}, "encoding": {"y": encode("expected")}},
    ]


def _rows(points: Sequence[Point], *, joined: bool) -> list[dict[str, Any]]:
    known = [place for place, point in enumerate(points) if point.expected]
    if not known:
        return []
    rows = [_row(points[place]) for place in known]
    before = points[known[0] - 1] if joined and known[0] else None
    if before is None or before.value is None:
        return rows
    same = dict.fromkeys(("low", "expected", "high"), before.value)
    return [{"day": before.day.isoformat(), **same}, *rows]


def _row(point: Point) -> dict[str, Any]:
    low, final, high = point.expected or (None, None, None)
    return {"day": point.day.isoformat(), "low": low, "expected": final, "high": high}
