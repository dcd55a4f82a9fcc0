"""Money between Meta's units and ours, exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.errors import InvalidRequest
from integrations.platforms.meta import money
from integrations.platforms.meta.counting import count_conversions


@pytest.mark.parametrize(
    ("currency", "minor", "meta"),
    [
        ("EUR", 2550, 2550),
        ("USD", 1, 1),
        ("JPY", 500, 500),
        ("KRW", 15000, 15000),
        ("HUF", 123400, 1234),
        ("TWD", 30000, 300),
        ("COP", 500000, 5000),
        ("BHD", 1230, 123),
        ("JOD", 10, 1),
        ("CLP", 1000, 1000),
    ],
)
def test_budgets_go_out_and_come_back_the_same(currency, minor, meta):
    assert money.to_meta(minor, currency) == meta
    assert money.from_meta(str(meta), currency) == minor
    assert type(money.to_meta(minor, currency)) is int


@pytest.mark.parametrize(("currency", "minor"), [("HUF", 123450), ("TWD", 1), ("BHD", 1234), ("JOD", 1)])
def test_what_meta_cannot_say_is_refused_beside_the_field(currency, minor):
    with pytest.raises(InvalidRequest) as refused:
        money.to_meta(minor, currency)
    assert currency in refused.value.fields["daily_budget_minor"]


@pytest.mark.parametrize("nothing", [None, "", "0", 0])
def test_no_budget_is_none(nothing):
    assert money.from_meta(nothing, "EUR") is None


@given(st.integers(0, 10**15))
def test_reported_amounts_lose_nothing(micros):
    whole, rest = divmod(micros, 1_000_000)
    assert money.to_micros(f"{whole}.{rest:06d}") == micros


@pytest.mark.parametrize("text", ["-", "abc", "1,20", "NaN€"])
def test_what_is_no_amount_is_an_error(text):
    with pytest.raises(ValueError, match="not an amount"):
        money.to_micros(text)


def action(kind: str, value: str) -> dict[str, str]:
    return {"action_type": kind, "value": value}


OVERLAPPING = [
    action("link_click", "40"), action("purchase", "3"), action("omni_purchase", "4"),
    action("offsite_conversion.fb_pixel_purchase", "3"), action("lead", "9"), action("onsite_conversion.lead_grouped", "5"),
    action("mobile_app_install", "2"),
]  # fmt: skip
VALUES = [action("purchase", "120.50"), action("omni_purchase", "150.25"), action("lead", "1.00")]


@pytest.mark.parametrize(
    ("objective", "count", "value"),
    [
        ("OUTCOME_SALES", 4, 150_250_000),
        ("OUTCOME_TRAFFIC", 4, 150_250_000),
        ("OUTCOME_LEADS", 9, 1_000_000),
        ("OUTCOME_APP_PROMOTION", 2, 0),
        ("", 4, 150_250_000),
    ],
)
def test_one_kind_of_action_counts_and_it_is_never_a_sum(objective, count, value):
    row = {"objective": objective, "actions": OVERLAPPING, "action_values": VALUES}
    assert count_conversions(row) == (count, value)


def test_a_row_without_any_counts_nothing():
    assert count_conversions({"objective": "OUTCOME_SALES"}) == (0, 0)
    assert count_conversions({"objective": "OUTCOME_LEADS", "actions": [action("purchase", "3")]}) == (0, 0)
