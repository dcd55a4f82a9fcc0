"""How conversions arrive: the share that is reported by age, with its range, against what the platform's accounts usually show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analytics.charts.types import encode


@dataclass(frozen=True, slots=True)
class Arrival:
    """At an age in days: the share in percent, its range, and the usual one."""

    age: float
    share: float
    low: float
    high: float
    usual: float


def draw_arrivals(points: Sequence[Arrival], *, usual_label: str) -> dict[str, Any]:
    """Return the specification; `usual_label` names the grey line where the two differ, empty where there is only one."""
    rows = [{"age": p.age, "share": p.share, "low": p.low, "high": p.high, "usual": p.usual} for p in points]
    axis = {"axis": {"labelExpr": "format(datum.value, '.0f') + '%'", "values": [0, 25, 50, 75, 100]}}
    share = encode("share") | axis | {"scale": {"domain": [0, 100]}}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "area", "style": "interval"}, "encoding": {"y": encode("low"), "y2": {"field": "high"}}}
    ]
    if usual_label:
        layers.append({"mark": {"type": "line", "style": "compare"}, "encoding": {"y": encode("usual")}})
    layers.append({"mark": {"type": "line", "style": "focus"}, "encoding": {"y": share}})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": 220,
        "data": {"values": rows},
        "encoding": {"x": _ages(points[-1].age)},
        "layer": layers,
    }


def _ages(last: float) -> dict[str, Any]:
    """Days after the end of the day; the axis begins a little before, where the vertical one writes its numbers."""
    step = 1 if last <= 10 else 5
    values = list(range(0, int(last) + 1, step))
    words = "datum.value == 0 ? 'end of the day' : datum.value == 1 ? '1 day' : datum.value + ' days'"
    return {
        "field": "age",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [-last * 0.1, last], "nice": False},
        "axis": {"values": values, "labelExpr": words, "labelAngle": 0, "labelOverlap": True, "grid": False},
    }
