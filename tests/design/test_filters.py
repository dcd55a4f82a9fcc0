"""Filters and tags of the templates: they follow the organisation whose schema is current."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template import engines

MOMENT = datetime(2026, 7, 3, 22, 42, tzinfo=UTC)


def render(source: str, **context) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.fixture
def at_home_in(monkeypatch):
    """Pretend that an organisation with this locale, zone and currency is current."""

    def settle(locale="en-IE", time_zone="Europe/Dublin", currency="EUR"):
        tenant = SimpleNamespace(locale=locale, time_zone=time_zone, currency=currency)
        monkeypatch.setattr(connection, "tenant", tenant, raising=False)

    return settle


def test_money_is_written_in_the_locale_and_currency_of_the_organisation(at_home_in):
    at_home_in("de-DE", "Europe/Berlin", "EUR")
    assert render("{{ 3400|money_minor }}") == "34,00\xa0€"
    assert render("{{ 1212400000|money_micros_short }}") == "1.212\xa0€"


def test_a_currency_that_is_named_wins(at_home_in):
    at_home_in()
    assert render("{{ 3400|money_minor:'JPY' }}") == "JP¥3,400"


def test_missing_money_is_a_dash(at_home_in):
    at_home_in()
    assert render("{{ nothing|money_micros:'EUR' }}", nothing=None) == "–"


@pytest.mark.parametrize(
    ("change", "good", "tone"),
    [
        (0.07, "up", "good"),
        (0.07, "down", "bad"),
        (-0.08, "down", "good"),
        (-0.08, "up", "bad"),
        (0.01, "up", "flat"),
        (0.5, "none", "flat"),
    ],
)
def test_a_delta_is_coloured_by_the_direction_of_good(change, good, tone):
    assert f"delta--{tone}" in render("{{ change|delta:good }}", change=change, good=good)


def test_a_delta_says_better_or_worse_also_without_colour():
    assert "better" in render("{{ -0.08|delta:'down' }}")
    assert "worse" in render("{{ -0.08|delta:'up' }}")


def test_a_time_carries_its_exact_moment(at_home_in):
    at_home_in()
    html = render("{{ at|ago:now }}", at=MOMENT, now=MOMENT.replace(minute=46))
    assert html == '<time datetime="2026-07-03T22:42:00+00:00" title="Fri 3 July, 23:42">4 minutes ago</time>'


def test_the_day_of_a_moment_is_the_day_of_the_account(at_home_in):
    at_home_in(time_zone="Asia/Tokyo")
    assert "4 Jul 2026" in render("{{ at|day }}", at=MOMENT)
    assert render("{% date_range a b %}", a=date(2026, 11, 14), b=date(2026, 11, 20)) == "14–20 Nov 2026"


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render("{% icon 'plus' %}")
    labelled = render("{% icon 'plus' '' 'A \"new\" one' %}")
    assert 'aria-label="A &quot;new&quot; one"' in labelled
    assert "aria-hidden" not in labelled


def test_no_text_can_leave_the_data_block_of_a_chart():
    html = render("{{ spec|chart_spec }}", spec={"title": "</script><script>alert(1)</script>"})
    assert html.count("<script") == 1
    assert html.count("</script>") == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Nora Marlow", "NM"), ("nora@marlow.example", "NM"), ("Adwright", "A"), ("", ""),
        ("Nora Marlow, approved by Olive Owner", "NM"),
    ],
)  # fmt: skip
def test_initials_are_at_most_two(name, text):
    assert render("{{ name|initials }}", name=name) == text


def test_a_share_beyond_the_whole_is_drawn_as_the_whole():
    assert (
        render("{{ 1.4|attribute_percent }} {{ -1|attribute_percent }} {{ 0.714|attribute_percent }}")
        == "100.0% 0.0% 71.4%"
    )
