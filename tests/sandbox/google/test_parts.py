"""Parts of the audience, people and conversion actions: what may be asked for together, and that it adds up."""

from collections import Counter

import pytest
from google.api_core import exceptions

from tests.sandbox.google import making
from tests.sandbox.google.conftest import open_account, refused

FIGURES = "metrics.impressions, metrics.clicks, metrics.cost_micros, metrics.conversions, metrics.conversions_value"
NEXT_WEEK = "segments.date BETWEEN '2026-08-13' AND '2026-08-19'"
WEEK = "segments.date BETWEEN '2026-08-03' AND '2026-08-09'"
PARTS = [
    ("user_location_view", "user_location_view.country_criterion_id"),
    ("geographic_view", "geographic_view.country_criterion_id"),
    ("age_range_view", "ad_group_criterion.age_range.type"),
    ("gender_view", "ad_group_criterion.gender.type"),
    ("campaign", "segments.device"),
    ("ad_group", "segments.device"),
    ("ad_group_ad", "segments.device"),
]
REFUSED = [
    (f"SELECT campaign.id, segments.date, metrics.unique_users FROM campaign WHERE {WEEK}",
     "PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE"),
    (f"SELECT ad_group_ad.ad.id, metrics.unique_users FROM ad_group_ad WHERE {WEEK}",
     "PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE"),
    ("SELECT campaign.id, metrics.unique_users FROM campaign", "DATE_RANGE_TOO_WIDE"),
    ("SELECT campaign.id, metrics.unique_users FROM campaign WHERE segments.date BETWEEN '2026-05-03' AND '2026-08-03'",
     "DATE_RANGE_TOO_WIDE"),
    ("SELECT segments.conversion_action_category, metrics.cost_micros FROM ad_group_ad",
     "PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE"),
    ("SELECT age_range_view.resource_name, asset_group.id FROM age_range_view",
     "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE"),
]  # fmt: skip


@pytest.fixture
def running(sandbox, account):
    """The bakery's Search campaign after nine days."""
    names = making.launch(account)
    making.switch(account, "campaign", names[1], "ENABLED")
    sandbox.advance(days=9)
    return open_account(sandbox)


def _total(rows) -> tuple:
    told = [row.metrics for row in rows]
    sums = [sum(getattr(one, name) for one in told) for name in ("impressions", "clicks", "cost_micros", "conversions")]
    return *sums, round(sum(one.conversions_value for one in told), 2)


@pytest.mark.parametrize(("resource", "field"), PARTS)
def test_the_parts_of_each_day_add_up_to_the_campaigns(running, resource, field):
    whole = running.search(f"SELECT campaign.id, segments.date, {FIGURES} FROM campaign WHERE {WEEK}")
    parts = running.search(f"SELECT campaign.id, segments.date, {field}, {FIGURES} FROM {resource} WHERE {WEEK}")
    assert len(whole) == 7
    for day in whole:
        assert _total([day]) == _total(row for row in parts if row.segments.date == day.segments.date)
    assert _total(running.search(f"SELECT campaign.id, {field}, {FIGURES} FROM {resource} WHERE {WEEK}")) == _total(
        whole
    )


def test_ages_genders_and_devices_come_in_googles_words(running):
    ages = running.search(f"SELECT ad_group_criterion.age_range.type, {FIGURES} FROM age_range_view WHERE {WEEK}")
    shown = Counter({row.ad_group_criterion.age_range.type_.name: row.metrics.impressions for row in ages})
    assert len(shown) == 7
    assert shown["AGE_RANGE_UNDETERMINED"] > 0.2 * shown.total()
    assert ages[0].age_range_view.resource_name.startswith(f"customers/{running.id}/ageRangeViews/")
    genders = running.search(f"SELECT ad_group_criterion.gender.type, {FIGURES} FROM gender_view WHERE {WEEK}")
    assert {row.ad_group_criterion.gender.type_.name for row in genders} == {"MALE", "FEMALE", "UNDETERMINED"}
    devices = running.search(f"SELECT segments.device, metrics.impressions FROM customer WHERE {WEEK}")
    assert {row.segments.device.name for row in devices} == {"MOBILE", "TABLET", "DESKTOP", "CONNECTED_TV"}


def test_an_age_that_is_shut_out_sees_nothing(sandbox, account):
    names = making.launch(account)
    group = next(name for name in names if "/adGroups/" in name)
    for word in ("AGE_RANGE_65_UP", "AGE_RANGE_UNDETERMINED"):
        one, made = account.operation("ad_group_criterion")
        made.ad_group, made.negative, made.age_range.type_ = group, True, word
        account.mutate(one)
    making.switch(account, "campaign", names[1], "ENABLED")
    sandbox.advance(days=4)
    rows = open_account(sandbox).search("SELECT ad_group_criterion.age_range.type, metrics.clicks FROM age_range_view")
    assert {row.ad_group_criterion.age_range.type_.name for row in rows} == {
        "AGE_RANGE_18_24", "AGE_RANGE_25_34", "AGE_RANGE_35_44", "AGE_RANGE_45_54", "AGE_RANGE_55_64",
    }  # fmt: skip


def test_the_country_of_people_is_that_of_the_campaigns_places(running):
    fields = "user_location_view.country_criterion_id, user_location_view.targeting_location, metrics.impressions"
    rows = running.search(f"SELECT {fields} FROM user_location_view WHERE {WEEK}")
    assert {
        (row.user_location_view.country_criterion_id, row.user_location_view.targeting_location) for row in rows
    } == {(2372, True)}


@pytest.mark.parametrize(("query", "code"), REFUSED)
def test_what_does_not_go_together_is_refused(account, query, code):
    assert refused(lambda: account.search(query)) == [(f"query_error.{code}", "")]


@pytest.mark.parametrize(
    "query",
    ["SELECT segments.device, segments.hour, metrics.clicks FROM campaign WHERE segments.date DURING TODAY",
     "SELECT segments.device, metrics.clicks FROM gender_view WHERE segments.date DURING TODAY"],
)  # fmt: skip
def test_what_google_could_tell_and_the_sandbox_cannot_is_said_to_be_so(account, query):
    with pytest.raises(exceptions.MethodNotImplemented):
        account.search(query)


def test_of_searches_no_people_are_told(running):
    rows = running.search(f"SELECT campaign.id, metrics.unique_users FROM campaign WHERE {WEEK}")
    assert [row.metrics.unique_users for row in rows] == [0]


def test_what_goes_with_what_is_told_as_it_is_held(account):
    service = account.client.get_service("GoogleAdsFieldService")
    names = ("metrics.unique_users", "metrics.cost_micros", "metrics.conversions", "segments.conversion_action")
    people, cost, conversions, action = (
        set(service.get_google_ads_field(resource_name=f"googleAdsFields/{name}", timeout=10).selectable_with)
        for name in names
    )
    assert not any(name.startswith("segments.") for name in people)
    assert "campaign" in people
    assert "ad_group_ad" not in people
    assert {"segments.device", "segments.hour", "age_range_view"} <= cost
    assert "segments.conversion_action_category" in conversions - cost
    assert "metrics.cost_micros" not in action


def test_a_second_action_for_orders_counts_them_on_its_own(sandbox, running):
    by_action = f"SELECT segments.conversion_action_name, metrics.conversions FROM campaign WHERE {NEXT_WEEK}"
    one, made = running.operation("conversion_action")
    made.name, made.type_, made.category = "Orders (Analytics)", "WEBPAGE", "PURCHASE"
    running.mutate(one)
    sandbox.advance(days=8)
    account = open_account(sandbox)
    told = {row.segments.conversion_action_name: row.metrics.conversions for row in account.search(by_action)}
    assert set(told) == {"Purchase", "Orders (Analytics)"}
    assert told["Purchase"] == told["Orders (Analytics)"] > 0
    (total,) = account.search(
        "SELECT metrics.conversions FROM campaign WHERE segments.date BETWEEN '2026-08-13' AND '2026-08-19'"
    )
    assert total.metrics.conversions == sum(told.values())


def test_an_action_that_is_not_for_bidding_counts_only_among_all_conversions(sandbox, running):
    one, made = running.operation("conversion_action")
    made.name, made.type_, made.category, made.primary_for_goal = "Orders, to compare", "WEBPAGE", "PURCHASE", False
    running.mutate(one)
    sandbox.advance(days=8)
    fields = "metrics.conversions, metrics.all_conversions"
    (total,) = open_account(sandbox).search(f"SELECT {fields} FROM campaign WHERE {NEXT_WEEK}")
    assert total.metrics.all_conversions == 2 * total.metrics.conversions > 0
