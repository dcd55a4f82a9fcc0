"""What is said of a number that may still grow: beside it, on demand, in the sentence, on the chart."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from analytics import charts, outlooks, periods, sentences, wording
from analytics.panels import figures
from analytics.panels.maturing import expect, is_young, say_maturing
from analytics.selectors.curves import Curves
from analytics.selectors.days import Days
from analytics.selectors.estimates import Beliefs
from analytics.selectors.outlook import Outlook
from analytics.selectors.overview import Overview
from analytics.types import Basis, Comparison, Estimate, Metrics, Period
from tenants import formats
from tenants.place import Place

TODAY = date(2026, 11, 21)
PLACE = Place(formats.parse_locale("en-IE"), ZoneInfo("Europe/Dublin"), "EUR")
METRICS = Metrics(40_000, 900, Decimal(23), 230_000_000, 1_150_000_000, "EUR")
ESTIMATE = Estimate(Decimal(23), 0.82, 28.04, 26.2, 30.7)
NOUN = wording.ORDERS
ORDERS, COST, VALUE = figures.results(NOUN), figures.cost_per_result(NOUN), figures.value_per_unit(NOUN, "€1")


def say(figure, metrics=METRICS, estimate=ESTIMATE):
    return say_maturing(figure, metrics, estimate, name="tile", place=PLACE)


def test_a_count_says_its_share_and_on_demand_the_whole_number_that_it_will_come_to():
    said = say(ORDERS)
    assert said.short == "about 82% reported"
    assert said.long.startswith("23 so far, 26 to 31 expected when all is reported.")
    assert "four of five" in said.long


def test_what_one_costs_falls_with_the_orders_still_to_come_and_the_lower_end_stands_first():
    assert say(COST).long.startswith("€10.00 so far, €7.49 to €8.78 expected")


def test_value_is_expected_to_grow_as_its_conversions_do():
    found = expect(VALUE, METRICS, ESTIMATE)
    assert float(found.final) == pytest.approx(5 * 28.04 / 23, rel=1e-6)


@pytest.mark.parametrize("figure", [figures.SPEND, figures.CLICKS, figures.CTR])
def test_what_does_not_depend_on_conversions_says_nothing(figure):
    assert say(figure) is None


@pytest.mark.parametrize("estimate", [None, replace(ESTIMATE, share=0.999)])
def test_a_complete_number_says_nothing(estimate):
    assert say(ORDERS, estimate=estimate) is None


def test_a_day_without_an_order_yet_may_still_bring_some_and_its_cost_is_a_range():
    early = Estimate(Decimal(0), 0.004, 1.6, 0.0, 3.2)
    none = replace(METRICS, conversions=Decimal(0), value_micros=0)
    said = say(ORDERS, none, early)
    assert (said.short, said.long.split(" expected")[0]) == ("under 1% reported", "0 so far, 0 to 4")
    assert "cannot be told yet" in say(COST, none, early).long  # the lower end is no order at all: no cost
    assert "cannot be told yet" not in say(COST, none, replace(early, low=1.0)).long


def test_where_the_range_is_what_is_known_no_odds_are_given():
    none = replace(METRICS, conversions=Decimal(0), value_micros=0)
    assert say(ORDERS, none, Estimate(Decimal(0), 0.74, 0, 0, 0)).long == "0 so far, and hardly any change is expected."


def test_money_of_several_currencies_has_a_share_but_no_range():
    mixed = replace(METRICS, currency=None, spend_micros=None, value_micros=None)
    assert say(ORDERS, mixed).long.startswith("23 so far, 26 to 31")
    assert "cannot be told" in say(COST, mixed).long


def comparison(basis):
    choice = periods.named("7d", TODAY)
    return choice, Comparison(choice.period, choice.before, METRICS, Metrics(), basis)


def test_a_day_is_not_called_maturing_where_the_curves_say_that_nothing_is_to_come():
    complete, growing, empty = (TODAY - timedelta(days=n) for n in (29, 5, 4))
    read_at = datetime(2026, 11, 21, 3, tzinfo=UTC)
    curves = cast(Curves, SimpleNamespace(share=lambda account_id, age_days: 1.0 if age_days > 20 else 0.9))
    beliefs = Beliefs(curves, {1: "UTC"}, {(1, day): read_at for day in (complete, growing, empty)}, TODAY)
    days = Days({(day, "google", 1): METRICS for day in (complete, growing)})
    overview = cast(Overview, SimpleNamespace(expected={}, outlook=Outlook(days, beliefs)))
    assert [is_young(overview, day) for day in (complete, growing, empty)] == [False, True, True]


def test_the_sentence_gives_the_range_where_nothing_can_be_compared():
    choice, found = comparison(Basis.UNEQUAL)
    pieces = sentences.performance(
        found, choice=choice, noun=NOUN, maturing=choice.period, place=PLACE, estimate=ESTIMATE
    )
    text = "".join(piece.text for piece in pieces).replace("\u00a0", " ")
    assert text.endswith("23 orders so far at €10.00 each; 26 to 31 are expected when all is reported.")


def test_below_the_tiles_stands_what_is_still_to_come():
    _, found = comparison(Basis.UNEQUAL)
    days = Period(date(2026, 11, 18), date(2026, 11, 20))
    text = outlooks.maturing_words(found, days, noun=NOUN, place=PLACE, estimate=ESTIMATE)
    assert text == (
        "18–20 Nov are still maturing: about 82% of the period’s orders reported, about 5 more expected (3 to 8). "
        "Verdicts wait for them."
    )


def points(*values, maturing=3, each=2.0):
    days = [TODAY - timedelta(days=len(values) - n) for n in range(len(values))]
    young = len(values) - maturing
    return [
        charts.Point(day, value, None, n >= young, (value, value + each / 2, value + each) if n >= young else None)
        for n, (day, value) in enumerate(zip(days, values, strict=True))
    ]


def layers(spec, style):
    return [layer for layer in spec["layer"] if layer["mark"].get("style") == style]


def test_a_line_goes_on_dotted_from_the_last_complete_day_inside_its_range():
    spec = charts.draw(charts.Line(points(20.0, 21.0, 22.0, 18.0, 12.0, 6.0), end_label="8 expected"))
    (band,), (dotted,) = layers(spec, "interval"), layers(spec, "estimate")
    assert (band["mark"]["type"], dotted["mark"]["type"]) == ("area", "line")
    first, *rest = band["data"]["values"]
    assert (first["low"], first["expected"], first["high"]) == (22.0, 22.0, 22.0)
    assert [row["high"] for row in rest] == [20.0, 14.0, 8.0]
    label = next(layer for layer in spec["layer"] if layer["mark"].get("style") == "endLabel")
    assert label["data"]["values"][0]["end"] == 7.0


def test_columns_have_their_range_above_what_is_reported_and_the_axis_holds_it():
    spec = charts.draw(charts.Line(points(2.0, 3.0, 1.0, 0.0, each=6.0), is_count=True))
    (band,), (tick,) = layers(spec, "interval"), layers(spec, "estimate")
    assert (band["mark"]["type"], tick["mark"]["type"]) == ("bar", "tick")
    assert [row["day"] for row in band["data"]["values"]] == ["2026-11-18", "2026-11-19", "2026-11-20"]
    value = next(layer for layer in spec["layer"] if layer["mark"].get("style") == "focus")
    assert value["encoding"]["y"]["scale"] == {"zero": True, "nice": 4}


def test_without_an_estimate_the_chart_is_as_it_was():
    spec = charts.draw(charts.Line([replace(point, expected=None) for point in points(20.0, 21.0, 22.0, 18.0)]))
    assert not layers(spec, "interval")
