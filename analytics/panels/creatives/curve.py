"""The curve of one video: which share of the plays is still there at each quarter."""

from collections.abc import Sequence
from typing import Any

from analytics.charts.groups import SCHEMA
from analytics.charts.types import encode

HEIGHT_PX = 200


def draw_curve(shares: Sequence[float], usual: Sequence[float] | None, end: str) -> dict[str, Any]:
    """Return the specification: a line from all plays to those that came to the end, and the usual video's in grey."""
    x = {
        "field": "at",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, 100], "padding": 8, "nice": False},
        "axis": {"values": [0, 25, 50, 75, 100], "labelExpr": "datum.value + '%'", "labelFlush": False},
    }
    axis = {"values": [0, 50, 100], "labelExpr": "datum.value + (datum.value == 100 ? '% still watch' : '%')"}
    y = encode("value") | {"scale": {"domain": [0, 100]}, "axis": axis}
    last = {"values": [_points(shares)[-1] | {"text": end}]}
    lines = [(usual, "compare"), (shares, "focus")] if usual else [(shares, "focus")]
    label = {"type": "text", "style": "endLabel", "align": "right", "dx": 0, "dy": -13}
    return {
        "$schema": SCHEMA,
        "height": HEIGHT_PX,
        "encoding": {"x": x, "y": y},
        "layer": [
            *({"data": {"values": _points(each)}, "mark": {"type": "line", "style": style}} for each, style in lines),
            {"data": last, "mark": {"type": "point"}},
            {"data": last, "mark": label, "encoding": {"text": {"field": "text"}}},
        ],
    }


def _points(shares: Sequence[float]) -> list[dict[str, Any]]:
    return [{"at": 25 * n, "value": share * 100} for n, share in enumerate(shares)]
