"""A heat map: the hours of a day against the days of a week, in one ramp that runs from the page's ground to ink."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

HOURS = range(24)
ROW_PX = 30


@dataclass(frozen=True, slots=True)
class Heat:
    """One field: the weekday's short name, the hour (0 to 23), and the value; None where nothing is known."""

    weekday: str
    hour: int
    value: float | None


def draw_heat(fields: Sequence[Heat], *, weekdays: Sequence[str]) -> dict[str, Any]:
    """Return the specification; fields without a value stay empty."""
    rows = [
        {"weekday": each.weekday, "hour": each.hour, "value": each.value} for each in fields if each.value is not None
    ]
    hours = {
        "field": "hour",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": list(HOURS), "paddingInner": 0.06},
        "axis": {"values": [0, 6, 12, 18], "labelAngle": 0, "labelExpr": "datum.value + ':00'", "domain": False},
    }
    days = {
        "field": "weekday",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": list(weekdays), "paddingInner": 0.1},
        "axis": {"grid": False, "labelAlign": "right", "labelBaseline": "middle", "labelPadding": 8, "labelOffset": 0},
    }
    colour = {"field": "value", "type": "quantitative", "legend": None, "scale": {"range": "ramp", "zero": True}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": ROW_PX * len(weekdays) + 24,
        "data": {"values": rows},
        "layer": [{"mark": {"type": "rect"}, "encoding": {"x": hours, "y": days, "color": colour}}],
    }
