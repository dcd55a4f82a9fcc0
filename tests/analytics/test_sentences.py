"""The sentence says what is known, and no more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from analytics import periods, sentences, wording
from analytics.types import Basis, Comparison, Metrics, Period, combine
from integrations.types import Purpose
from tenants import formats
from tenants.place import Place

TODAY = date(2026, 11, 21)
WEEK_AGO = date(2026, 11, 14)
PLACE = Place(formats.parse_locale("en-IE"), ZoneInfo("Europe/Dublin"), "EUR")
NOW = Metrics(40_000, 900, Decimal(98), 1_212_400_000, 4_388_000_000, "EUR")
BEFORE = Metrics(40_000, 900, Decimal(92), 1_240_000_000, 4_104_000_000, "EUR")


def say(current=NOW, previous=BEFORE, basis=Basis.SAME_AGE, *, key="7d", purposes=(Purpose.SALES,), choice=None):
    choice = choice or periods.named(key, TODAY)
    comparison = Comparison(choice.period, choice.before, current, previous, basis)
    maturing = (
        Period(max(choice.period.since, WEEK_AGO), choice.period.until) if choice.period.until >= WEEK_AGO else None
    )
    noun = wording.noun_for(set(purposes), current)
    pieces = sentences.performance(comparison, choice=choice, noun=noun, maturing=maturing, place=PLACE)
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces).replace("\u00a0", " ")


def test_like_is_compared_with_like():
    assert say() == (
        "In the last 7 days you spent €1,212 and it brought [98 orders] so far at [€12.37 each], "
        "8% less than at the same point 7 days earlier."
    )


def test_a_difference_below_two_percent_is_none():
    assert "about the same as" in say(previous=replace(BEFORE, conversions=Decimal(100), spend_micros=1_240_000_000))


def test_while_it_matures_and_nothing_is_remembered_there_is_no_verdict():
    text = say(basis=Basis.UNEQUAL)
    assert text.endswith("at [€12.37 each]; all 7 days are still maturing.")
    assert "than" not in text


def test_complete_days_are_not_called_so_far():
    old = periods.choose({"since": "2026-10-01", "until": "2026-10-07"}, today=TODAY)
    assert say(basis=Basis.FINAL, choice=old) == (
        "Over 1–7 Oct 2026 you spent €1,212 and it brought [98 orders] at [€12.37 each], 8% less than in the 7 days before."
    )


def test_without_a_period_before_nothing_is_compared():
    assert say(previous=Metrics(), basis=Basis.NONE).endswith("at [€12.37 each].")


def test_spend_without_orders_says_what_was_seen():
    assert say(replace(NOW, conversions=Decimal(0), value_micros=0)) == (
        "In the last 7 days you spent €1,212: 40,000 views and 900 clicks, [no orders yet]."
    )


def test_no_spend_is_said_and_late_orders_are_not_hidden():
    nothing = replace(NOW, spend_micros=0)
    assert say(nothing) == "In the last 7 days nothing was spent, and 98 orders came in."
    assert say(Metrics()) == "In the last 7 days nothing was spent."


def test_one_day_is_a_day():
    one = periods.choose({"since": "2026-11-20", "until": "2026-11-20"}, today=TODAY)
    assert say(basis=Basis.UNEQUAL, choice=one).startswith("On 20 Nov 2026 you spent")
    assert say(basis=Basis.UNEQUAL, choice=one).endswith("; the day is still maturing.")


def test_today_is_said_to_be_today():
    assert say(key="today", basis=Basis.NONE).startswith("Today you spent €1,212 and it brought [98 orders] so far")


@pytest.mark.parametrize(
    ("purposes", "words"),
    [
        ({Purpose.LEAD_GENERATION}, "98 leads"),
        ({Purpose.APP_INSTALLS}, "98 installs"),
        ({Purpose.TRAFFIC}, "900 clicks"),
        ({Purpose.BRAND_AWARENESS, Purpose.TRAFFIC}, "900 clicks"),
        ({Purpose.SALES, Purpose.TRAFFIC}, "98 orders"),
        ({Purpose.SALES, Purpose.LEAD_GENERATION}, "98 results"),
        ({None}, "98 orders"),
    ],
)
def test_it_is_called_what_the_campaigns_are_for(purposes, words):
    assert f"[{words}]" in say(purposes=purposes)


def test_conversions_without_value_and_purpose_are_results():
    assert "[1 result]" in say(replace(NOW, conversions=Decimal(1), value_micros=0), purposes={None})


def test_clicks_do_not_mature():
    assert "so far" not in say(purposes={Purpose.TRAFFIC})


def test_two_currencies_stand_side_by_side_without_a_cost_of_one():
    mixed = combine([NOW, replace(NOW, currency="USD", spend_micros=310_000_000)])
    text = say(mixed, basis=Basis.SAME_AGE)
    assert "you spent €1,212 and US$310" in text
    assert "each" not in text
    assert "than" not in text
