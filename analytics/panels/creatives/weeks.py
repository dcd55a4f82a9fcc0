"""Two small charts of an ad's weeks: how often people saw it, and how many of the views were clicked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from analytics.charts.groups import SCHEMA
from analytics.charts.types import encode
from analytics.fatigue import WINDOW_DAYS, AdDay
from analytics.panels.drawn import Chart
from analytics.selectors.wear import Wear
from tenants import formats
from tenants.place import Place

HEIGHT_PX = 96
MOST_WEEKS = 14
EPOCH, DAY_MS = date(1970, 1, 1).toordinal(), 86_400_000
"""Days are drawn as numbers, so that weeks that lie apart stand apart."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week of an ad, by its last day; None where it was not told, or not shown."""

    until: date
    frequency: float | None
    ctr: float | None


def list_weeks(wear: Wear) -> list[Week]:
    """Return the weeks that are drawn, the verdict's first and those up to its newest: of which reach is told, else every seventh.

    None overlaps with the first.
    """
    verdict = wear.verdict
    if not (verdict.start and verdict.now):
        return []
    told = {each.until: each.frequency for each in wear.weeks}
    first, last = verdict.start.until, verdict.now.until
    sevenths = (last - timedelta(days=WINDOW_DAYS * n) for n in range((last - first).days // WINDOW_DAYS))
    later = sorted(each for each in {last, *(told or sevenths)} if first + timedelta(days=WINDOW_DAYS) <= each <= last)
    days = {each.day: each for each in wear.days}
    return [Week(each, told.get(each), _ctr(days, each)) for each in (first, *later[-MOST_WEEKS:])]


def draw_frequency(weeks: Sequence[Week], place: Place) -> Chart | None:
    """Return the line of how often people saw it; None where that is told of fewer than two weeks."""
    points = [(week.until, week.frequency) for week in weeks if week.frequency is not None]
    if len(points) < 2:
        return None
    texts = [formats.count(Decimal(str(value)), place.locale, decimals=1) for _, value in points]
    finding = f"People saw it {texts[0]} times in its first week, {texts[-1]} times in the newest."
    return _chart("Seen, times a week", finding, points, texts, place)


def draw_clicks(weeks: Sequence[Week], place: Place) -> Chart | None:
    """Return the line of its click rate; None where there are fewer than two weeks."""
    points = [(week.until, week.ctr * 100) for week in weeks if week.ctr is not None]
    if len(points) < 2:
        return None
    texts = [formats.percent(Decimal(str(value / 100)), place.locale) for _, value in points]
    finding = f"{texts[0]} of the views were clicked in its first week, {texts[-1]} in the newest."
    return _chart("Click rate, by week", finding, points, texts, place)


def _chart(title: str, finding: str, points: list[tuple[date, float]], texts: list[str], place: Place) -> Chart:
    rows = [[formats.day(day, place.locale), text] for (day, _), text in zip(points, texts, strict=True)]
    spec = _draw(points, texts) | {"description": finding}
    return Chart(title, "", finding, spec, ["Week to", title], rows, [])


def _draw(points: list[tuple[date, float]], texts: list[str]) -> dict[str, Any]:
    """Return the specification: one line from 0 upwards, with the first and the last value in words."""
    rows = [{"day": day.toordinal() - EPOCH, "value": value} for day, value in points]
    ends = [rows[0] | {"text": texts[0]}, rows[-1] | {"text": texts[-1]}]
    days = [each["day"] for each in ends]
    x = {
        "field": "day",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": days, "padding": 24, "zero": False, "nice": False},
        "axis": {
            "values": days,
            "labelExpr": f"utcFormat(datum.value * {DAY_MS}, '%-d %b')",
            "labelFlush": False,
        },
    }
    top = max(value for _, value in points) * 1.35 or 1
    y = encode("value") | {"axis": {"labels": False, "tickCount": 2}, "scale": {"domain": [0, top]}}
    label = {"type": "text", "style": "endLabel", "align": "center", "dx": 0, "dy": -13}
    return {
        "$schema": SCHEMA,
        "height": HEIGHT_PX,
        "data": {"values": rows},
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": {"type": "line", "style": "focus"}},
            {"data": {"values": ends[1:]}, "mark": {"type": "point"}},
            {"data": {"values": ends}, "mark": label, "encoding": {"text": {"field": "text"}}},
        ],
    }


def _ctr(days: dict[date, AdDay], until: date) -> float | None:
    week = [days[day] for n in range(WINDOW_DAYS) if (day := until - timedelta(days=n)) in days]
    shown = sum(each.impressions for each in week)
    return sum(each.clicks for each in week) / shown if shown else None
