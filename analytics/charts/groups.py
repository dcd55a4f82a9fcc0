"""Groups beside each other: bars with their names above them, and one small line for each group over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analytics.charts.types import encode

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
BAR_PX, SMALL_PX = 38, 110


@dataclass(frozen=True, slots=True)
class Bar:
    """A group: its name, its value as it is drawn and as it is written."""

    name: str
    value: float
    text: str


def draw_bars(bars: Sequence[Bar]) -> dict[str, Any]:
    """Return the specification: one bar under another in their order, each under its name, so that long names have room."""
    rows = [
        {"place": place, "name": each.name, "value": each.value, "text": each.text} for place, each in enumerate(bars)
    ]
    y = {"field": "place", "type": "ordinal", "axis": None}
    x = encode("value") | {"axis": None, "scale": {"zero": True, "domainMin": min(0, *(each.value for each in bars))}}
    band = {"y": y | {"bandPosition": 0.55}, "y2": {"field": "place", "bandPosition": 0.85}}
    label = {"type": "text", "baseline": "top", "dx": 0}
    names = {"y": y | {"bandPosition": 0.08}, "x": {"value": 0}, "text": {"field": "name"}}
    values = {"y": y | {"bandPosition": 0.08}, "x": {"value": "width"}, "text": {"field": "text"}}
    return {
        "$schema": SCHEMA,
        "height": BAR_PX * len(bars),
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "bar", "style": "focus"}, "encoding": {"x": x, "x2": {"datum": 0}, **band}},
            {"mark": label, "encoding": names},
            {"mark": label | {"align": "right", "style": "endLabel"}, "encoding": values},
        ],
    }


def draw_small(points: Sequence[tuple[date, float | None]], *, highest: float) -> dict[str, Any]:
    """Return the specification of one line among many: all of them reach to the same height."""
    rows = [{"day": day.isoformat(), "value": value} for day, value in points]
    days = [row["day"] for row in rows]
    x = {
        "field": "day",
        "type": "ordinal",
        "title": None,
        "scale": {"type": "band", "domain": days, "paddingInner": 0},
        "axis": {
            "values": [days[0], days[-1]],
            "labelExpr": "utcFormat(toDate(datum.value), '%-d %b')",
            "labelAngle": 0,
        },
    }
    y = encode("value") | {"axis": {"labels": False, "tickCount": 2}, "scale": {"domain": [0, highest or 1]}}
    mark = {"type": "line", "style": "focus", "invalid": "break-paths-show-domains"}
    return {
        "$schema": SCHEMA,
        "height": SMALL_PX,
        "data": {"values": rows},
        "layer": [{"mark": mark, "encoding": {"x": x, "y": y}}],
    }
