"""What is drawn: a line or columns over days, with the maturing days, the days before and the changes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

SMALL_COUNT = 10
"""Below this many a day, whole things are drawn as columns: a line between 1 and 2 says more than is known."""


@dataclass(frozen=True, slots=True)
class Point:
    """One day: the value, the value of the day it is set against, and whether it may still grow."""

    day: date
    value: float | None
    before: float | None = None
    is_maturing: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbered change on a day."""

    day: date
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """What to draw: points in order, the labels at the line's ends, and how the axis writes its numbers.

    `unit` stands once, at the top of the axis ("20 orders"); `prefix` (€) and `suffix` (%) at every number.
    """

    points: Sequence[Point]
    unit: str = ""
    prefix: str = ""
    suffix: str = ""
    end_label: str = ""
    before_label: str = ""
    is_count: bool = False
    markers: Sequence[Marker] = field(default_factory=tuple)


def draw(line: Line) -> dict[str, Any]:
    """Return the specification: columns for small counts, a line otherwise; maturing days hatched."""
    as_columns = line.is_count and max((p.value or 0 for p in line.points), default=0) < SMALL_COUNT
    words, hatch = _maturing(line.points)
    before, value = _columns() if as_columns else _line()
    axis = {"labelExpr": _labels(line), **({"tickMinStep": 1} if line.is_count else {})}
    value["encoding"]["y"] |= {"axis": axis, "scale": _scale(line)}
    shown = [before, value] if any(point.before is not None for point in line.points) else [value]
    marks = [*reversed(shown), *hatch] if as_columns else [*hatch, *shown]
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


def _y(name: str) -> dict:
    return {"field": name, "type": "quantitative", "title": None}


def _scale(line: Line) -> dict:
    """Return a scale from 0 upwards; one of no height, or of a count of less than 4, reaches to 4: no half orders on the axis."""
    highest = max((max(point.value or 0, point.before or 0) for point in line.points), default=0)
    is_low = highest < 4 if line.is_count else not highest
    return {"domain": [0, 4]} if is_low else {"zero": True, "nice": 4}


def _line() -> list[dict]:
    broken = {"type": "line", "invalid": "break-paths-show-domains"}
    return [
        {"mark": {**broken, "style": "compare", "strokeWidth": 1.5}, "encoding": {"y": _y("before")}},
        {"mark": {**broken, "style": "focus"}, "encoding": {"y": _y("value")}},
    ]


def _columns() -> list[dict]:
    width = {"width": {"band": 0.6}}
    return [
        {"mark": {"type": "tick", "style": "compare", "thickness": 2, **width}, "encoding": {"y": _y("before")}},
        {"mark": {"type": "bar", "style": "focus", **width}, "encoding": {"y": _y("value")}},
    ]


def _maturing(points: Sequence[Point]) -> tuple[list[dict], list[dict]]:
    """Return the words above the maturing days, and the layer that the page hatches by its name."""
    young = [point.day.isoformat() for point in points if point.is_maturing]
    if not young:
        return [], []
    data = {"values": [{"day": young[0], "until": young[-1]}]}
    start = {"field": "day", "type": "ordinal", "bandPosition": 0}
    end = {"field": "until", "type": "ordinal", "bandPosition": 1}
    at_end = len(young) * 4 < len(points) or len(young) * 8 > len(points) * 7  # else it would meet the axis' own words
    words = {"text": {"value": "still maturing"}, "y": {"value": -8}, "x": end if at_end else start}
    ends = {"x": start, "x2": {"field": "until", "bandPosition": 1}}
    return (
        [{"data": data, "mark": {"type": "text", "align": "right" if at_end else "left", "dx": 0}, "encoding": words}],
        [{"name": "maturing", "data": data, "mark": {"type": "rect", "style": "maturing"}, "encoding": ends}],
    )


def _ends(line: Line, as_columns: bool) -> list[dict]:
    """Return the dot and the words at the end of a line; columns need none."""
    last = next((point for point in reversed(line.points) if point.value is not None), None)
    if last is None or as_columns:
        return []
    data = {"values": [_row(last) | {"text": line.end_label}]}
    label = {"y": _y("value"), "text": {"field": "text"}}
    found = [
        {"data": data, "mark": {"type": "point"}, "encoding": {"y": _y("value")}},
        {"data": data, "mark": {"type": "text", "style": "endLabel"}, "encoding": label},
    ]
    if line.before_label and last.before is not None and _apart(last, line.points):
        grey = {"y": _y("before"), "text": {"value": line.before_label}}
        found.append({"data": data, "mark": {"type": "text", "opacity": 0.75}, "encoding": grey})
    return found


def _apart(last: Point, points: Sequence[Point]) -> bool:
    """Are the ends of the two lines so far apart that both can be labelled?"""
    highest = max(max(point.value or 0, point.before or 0) for point in points)
    return abs((last.value or 0) - (last.before or 0)) > highest / 10


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
