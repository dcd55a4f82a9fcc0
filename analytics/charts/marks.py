"""What is drawn: a line or columns over days, with the maturing days, the days before and the changes."""

import json
from collections.abc import Sequence
from typing import Any

from analytics.charts.maturing import draw_expected, hatch_days
from analytics.charts.types import SMALL_COUNT, Line, Marker, Point, encode


def draw(line: Line) -> dict[str, Any]:
    """Return the specification: columns for small counts, a line otherwise; maturing days hatched."""
    as_columns = line.is_count and line.highest < SMALL_COUNT
    expected = draw_expected(line.points, as_columns=as_columns)
    words, hatch = hatch_days(line.points)
    before, value = _columns() if as_columns else _line()
    axis = {"labelExpr": _labels(line), **({"tickMinStep": 1} if line.is_count else {})}
    value["encoding"]["y"] |= {"axis": axis, "scale": _scale(line)}
    shown = [before, value] if any(point.before is not None for point in line.points) else [value]
    marks = [*expected, *reversed(shown), *hatch] if as_columns else [*hatch, *shown[:-1], *expected, shown[-1]]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": 220,
        "data": {"values": [_row(point) for point in line.points]},
        "encoding": {"x": _x(line.points)},
        "layer": [*words, *_markers(line.markers), *marks, *_ends(line, as_columns)],
    }


def _row(point: Point) -> dict:
    return {
        "day": point.day.isoformat(),
        "value": point.value,
        "before": point.before,
        "maturing": point.is_maturing,
    }


def _x(points: Sequence[Point]) -> dict:
    """Every day is a band of its own. Room is left before the first one, where the axis writes its numbers."""
    days = [point.day.isoformat() for point in points]
    every = max(1, -(-len(days) // 7))
    return {
        "field": "day",
        "type": "ordinal",
        "title": None,
        "scale": {"type": "band", "domain": days, "paddingInner": 0, "paddingOuter": max(0.2, len(days) * 0.05)},
        "axis": {
            "values": days[::-1][::every],
            "labelExpr": "utcFormat(toDate(datum.value), '%-d %b')",
            "labelAngle": 0,
        },
    }


def _scale(line: Line) -> dict:
    """Return a scale from 0 upwards; one of no height, or of a count of less than 4, reaches to 4: no half orders on the axis."""
    is_low = line.highest < 4 if line.is_count else not line.highest
    return {"domain": [0, 4]} if is_low else {"zero": True, "nice": 4}


def _line() -> list[dict]:
    broken = {"type": "line", "invalid": "break-paths-show-domains"}
    return [
        {"mark": {**broken, "style": "compare", "strokeWidth": 1.5}, "encoding": {"y": encode("before")}},
        {"mark": {**broken, "style": "focus"}, "encoding": {"y": encode("value")}},
    ]


def _columns() -> list[dict]:
    width = {"width": {"band": 0.6}}
    return [
        {"mark": {"type": "tick", "style": "compare", "thickness": 2, **width}, "encoding": {"y": encode("before")}},
        {"mark": {"type": "bar", "style": "focus", **width}, "encoding": {"y": encode("value")}},
    ]


def _ends(line: Line, as_columns: bool) -> list[dict]:
    """Return the dot at a line's end, the words at it or at what it will come to; columns need none."""
    last = next((point for point in reversed(line.points) if point.value is not None), None)
    if last is None or as_columns:
        return []
    end = last.expected[1] if last.expected else last.value
    data = {"values": [_row(last) | {"text": line.end_label, "end": end}]}
    found = [
        {"data": data, "mark": {"type": "point"}, "encoding": {"y": encode("value")}},
        {
            "data": data,
            "mark": {"type": "text", "style": "endLabel"},
            "encoding": {"y": encode("end"), "text": {"field": "text"}},
        },
    ]
    if line.before_label and last.before is not None and abs((end or 0) - last.before) > line.highest / 10:
        grey = {"y": encode("before"), "text": {"value": line.before_label}}
        found.append({"data": data, "mark": {"type": "text", "opacity": 0.75}, "encoding": grey})
    return found


def _markers(markers: Sequence[Marker]) -> list[dict]:
    if not markers:
        return []
    data = {"values": [{"day": each.day.isoformat(), "number": str(each.number)} for each in markers]}
    top = {"y": {"value": 9}}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "opacity": 0.25, "strokeDash": [1, 0]},
            "encoding": {"y": {"value": 18}, "y2": {"value": "height"}},
        },
        {
            "data": data,
            "mark": {"type": "point", "size": 260, "strokeWidth": 1.25, "fill": "transparent"},
            "encoding": top,
        },
        {
            "data": data,
            "mark": {"type": "text", "align": "center", "dx": 0, "fontSize": 11, "fontWeight": 600},
            "encoding": {**top, "text": {"field": "number"}},
        },
    ]


def _labels(line: Line) -> str:
    """Return Vega's expression for the axis: numbers as in the text, the unit at the topmost only."""
    prefix, suffix, unit = (
        json.dumps(text) for text in (line.prefix, line.suffix, f" {line.unit}" if line.unit else "")
    )
    return f"{prefix} + format(datum.value, ',~f') + {suffix} + (datum.index == 1 ? {unit} : '')"
