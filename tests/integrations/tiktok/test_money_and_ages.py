"""Money at TikTok's edge, and its age groups."""

import json
from decimal import Decimal

import pytest

from integrations.errors import InvalidRequest
from integrations.platforms.tiktok import ages, money


@pytest.mark.parametrize(
    ("minor", "currency", "wire"),
    [
        (5000, "EUR", "50.0"),
        (1, "EUR", "0.01"),
        (1999, "USD", "19.99"),
        (5000, "JPY", "5000.0"),
        (123456789, "EUR", "1234567.89"),
    ],
)
def test_money_goes_out_as_the_exact_decimal_and_comes_back(minor, currency, wire):
    sent = money.to_tiktok(minor, currency)
    assert json.dumps(sent) == wire
    assert money.from_tiktok(sent, currency) == minor


@pytest.mark.parametrize(("minor", "currency"), [(5050, "HUF"), (5050, "TWD"), (1001, "IDR"), (1001, "BHD")])
def test_what_tiktok_cannot_say_is_refused_beside_its_field(minor, currency):
    with pytest.raises(InvalidRequest) as caught:
        money.to_tiktok(minor, currency, "lifetime_budget_minor")
    assert list(caught.value.fields) == ["lifetime_budget_minor"]


@pytest.mark.parametrize("nothing", [None, "", "-", 0, 0.0, "0", "0.00"])
def test_no_budget_is_none(nothing):
    assert money.from_tiktok(nothing, "EUR") is None


@pytest.mark.parametrize(
    ("told", "micros"), [("12.34", 12_340_000), ("-", 0), (None, 0), ("0.000001", 1), ("1,234.5", 1_234_500_000)]
)
def test_reported_money_is_read_exactly(told, micros):
    assert money.to_micros(told) == micros


def test_what_is_no_number_is_said():
    with pytest.raises(ValueError, match="not an amount"):
        money.to_micros("a lot")


@pytest.mark.parametrize(
    ("currency", "campaign", "ad_group"),
    [("EUR", 5_000, 2_000), ("JPY", 5_000, 2_000), ("PLN", 20_000, 8_000), ("PHP", 250_000, 100_000), ("XAF", 50, 20)],
)
def test_the_least_budget_is_the_currencys(currency, campaign, ad_group):
    assert money.least_minor(currency, money.CAMPAIGN_LEAST) == campaign
    assert money.least_minor(currency, money.AD_GROUP_LEAST) == ad_group


@pytest.mark.parametrize(
    ("span", "groups"),
    [
        ((None, None), []),
        ((18, 24), ["AGE_18_24"]),
        ((25, 54), ["AGE_25_34", "AGE_35_44", "AGE_45_54"]),
        ((45, None), ["AGE_45_54", "AGE_55_100"]),
        ((45, 65), ["AGE_45_54", "AGE_55_100"]),
        ((13, 17), ["AGE_13_17"]),
    ],
)
def test_a_span_of_whole_groups_fits(span, groups):
    assert ages.groups_for(*span) == groups
    assert ages.fits(*span)


@pytest.mark.parametrize(
    ("span", "nearest"), [((20, 40), (18, 44)), ((30, None), (25, 100)), ((18, 60), (18, 100)), ((10, 24), (13, 24))]
)
def test_a_span_that_cuts_a_group_has_a_nearest(span, nearest):
    assert not ages.fits(*span)
    assert ages.nearest_span(*span) == nearest


def test_groups_read_back_as_a_span():
    assert ages.read_span(["AGE_25_34", "AGE_35_44"]) == (25, 44)
    assert ages.read_span(["AGE_45_54", "AGE_55_100"]) == (45, None)
    assert ages.read_span([]) == (None, None)
    assert money.read_count("3.50") == Decimal("3.5")
