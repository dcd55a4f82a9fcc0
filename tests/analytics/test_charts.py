"""Charts are valid specifications, drawn by the same library in the page, on paper and in e-mail."""

import json
from datetime import date, timedelta

import pytest

from analytics import charts
from analytics.charts import Line, Marker, Point

START = date(2026, 11, 7)


def points(values, before=(), *, young=0):
    padded = [*before, *[None] * (len(values) - len(before))]
    return [
        Point(START + timedelta(days=n), value, then, n >= len(values) - young)
        for n, (value, then) in enumerate(zip(values, padded, strict=True))
    ]


@pytest.mark.parametrize(
    "line",
    [
        Line(points([12, 14, 13, 11], [11, 12, 13, 14], young=2), unit="orders", end_label="11 so far", is_count=True),
        Line(points([1, 0, 3], young=1), unit="orders", is_count=True, markers=[Marker(START, 1)]),
        Line(points([3.5, None, 4.25, 100.0]), prefix="€", end_label="€100.00", before_label="before"),
        Line(points([None, None])),
        Line(points([0, 0]), is_count=True),
        Line(points([5]), suffix="%"),
        Line([]),
    ],
    ids=["line", "columns", "gap", "nothing", "zeros", "one day", "empty"],
)
def test_every_chart_can_be_drawn(line):
    svg = charts.to_svg(charts.draw(line))
    assert svg.startswith("<svg")
    assert "NaN" not in svg


def test_it_is_plain_json_that_carries_no_colour_of_its_own():
    text = json.dumps(charts.draw(Line(points([1, 2, 3], [3, 2, 1], young=1), unit="orders")))
    assert "#" not in text.replace("vega-lite", "")
    assert "config" not in text


def test_numbers_on_the_axis_are_written_as_in_the_text():
    svg = charts.to_svg(charts.draw(Line(points([1_000.0, 2_500.0]), prefix="€", unit="a day")))
    assert "€1,000" in svg
    assert "€2,500 a day" in svg or "€3,000 a day" in svg


def test_a_unit_cannot_become_code():
    spec = charts.draw(Line(points([1, 2]), unit="'); alert(1); ('"))
    assert "alert(1)" in charts.to_svg(spec)


def test_by_night_it_has_other_colours():
    spec = charts.draw(Line(points([1, 20, 3])))
    assert charts.to_svg(spec, theme="light") != charts.to_svg(spec, theme="dark")


def test_a_picture_for_mail_is_a_png():
    assert charts.to_png(charts.draw(Line(points([1, 2, 3]))), scale=1).startswith(b"\x89PNG")
