"""GAQL: what it answers, and what it refuses with which error."""

import pytest
from google.ads.googleads.errors import GoogleAdsException
from google.api_core import exceptions

from tests.sandbox.google import making, wire
from tests.sandbox.google.conftest import refused

REFUSED = [
    ("campaign.id FROM campaign", "EXPECTED_SELECT"),
    ("SELECT campaign.id", "EXPECTED_FROM"),
    ("SELECT campaign.nme FROM campaign", "UNRECOGNIZED_FIELD"),
    ("SELECT campaign FROM campaign", "UNRECOGNIZED_FIELD"),
    ("SELECT campaign.id FROM campain", "BAD_RESOURCE_TYPE_IN_FROM_CLAUSE"),
    ("SELECT ad_group.id FROM campaign", "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE"),
    ("SELECT campaign.id FROM campaign WHERE ad_group.id = 1", "PROHIBITED_RESOURCE_TYPE_IN_WHERE_CLAUSE"),
    ("SELECT campaign.network_settings FROM campaign", "PROHIBITED_FIELD_IN_SELECT_CLAUSE"),
    ("SELECT metrics.clicks FROM user_list", "PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE"),
    ("SELECT user_list.id, segments.date FROM user_list", "PROHIBITED_SEGMENT_IN_SELECT_OR_WHERE_CLAUSE"),
    ("SELECT campaign.id, segments.date FROM campaign", "EXPECTED_FILTERS_ON_DATE_RANGE"),
    ("SELECT campaign.id FROM campaign WHERE segments.date > '2026-01-01'", "EXPECTED_FILTERS_ON_DATE_RANGE"),
    ("SELECT campaign.id FROM campaign WHERE segments.hour = 3", "EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE"),
    ("SELECT metrics.clicks, segments.conversion_action FROM campaign",
     "PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE"),
    ("SELECT campaign.id FROM campaign WHERE campaign.status = 'ON'", "BAD_ENUM_CONSTANT"),
    ("SELECT campaign.id FROM campaign WHERE campaign.status LIKE 'EN%'", "OPERATOR_FIELD_MISMATCH"),
    ("SELECT campaign.id FROM campaign WHERE campaign.id = 'abc'", "BAD_VALUE"),
    ("SELECT campaign.id FROM campaign WHERE campaign.id IN ()", "PROHIBITED_EMPTY_LIST_IN_CONDITION"),
    ("SELECT campaign.id FROM campaign WHERE campaign.name = 'x", "STRING_NOT_TERMINATED"),
    ("SELECT campaign.id FROM campaign LIMIT 0", "LIMIT_VALUE_TOO_LOW"),
    ("SELECT campaign.id FROM campaign LIMIT x", "BAD_LIMIT_VALUE"),
    ("SELECT campaign.id FROM campaign ORDER BY campaign_budget.id", "PROHIBITED_FIELD_IN_ORDER_BY_CLAUSE"),
    ("SELECT campaign.id FROM campaign WHERE segments.date DURING LAST_9_DAYS", "INVALID_VALUE_WITH_DURING_OPERATOR"),
    ("SELECT campaign.id FROM campaign WHERE segments.date BETWEEN '2026-02-30' AND '2026-03-01'", "INVALID_DATE_FORMAT"),
    ("SELECT campaign.id FROM campaign PARAMETERS colour = true", "BAD_PARAMETER_NAME"),
    ("SELECT campaign.id FROM campaign campaign", "UNEXPECTED_INPUT"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "code"), REFUSED, ids=[code for _, code in REFUSED])
def test_a_wrong_query_is_refused_with_its_own_error(account, query, code):
    assert refused(lambda: account.search(query)) == [(f"query_error.{code}", "")]


def _names(account, where):
    making.launch(account, "Bread, white")
    making.launch(account, "Bread, brown")
    making.switch(account, "campaign", making.launch(account, "O'Hara's cakes")[1], "ENABLED")
    rows = account.search(f"SELECT campaign.name FROM campaign {where}")
    return [row.campaign.name for row in rows]


FOUND = [
    ("ORDER BY campaign.name", ["Bread, brown", "Bread, white", "O'Hara's cakes"]),
    ("ORDER BY campaign.name DESC LIMIT 1", ["O'Hara's cakes"]),
    ("WHERE campaign.name = 'O\\'Hara\\'s cakes'", ["O'Hara's cakes"]),
    ('WHERE campaign.name = "O\'Hara\'s cakes"', ["O'Hara's cakes"]),
    ("WHERE campaign.name LIKE 'bread%' ORDER BY campaign.name", ["Bread, brown", "Bread, white"]),
    ("WHERE campaign.name NOT LIKE '%bread%'", ["O'Hara's cakes"]),
    ("WHERE campaign.name LIKE 'Bread, _rown'", ["Bread, brown"]),
    ("WHERE campaign.status = 'ENABLED'", ["O'Hara's cakes"]),
    ("WHERE campaign.status IN ('ENABLED', 'REMOVED')", ["O'Hara's cakes"]),
    ("WHERE campaign.status NOT IN ('PAUSED')", ["O'Hara's cakes"]),
    ("WHERE campaign.status != PAUSED", ["O'Hara's cakes"]),
    ("WHERE campaign_budget.amount_micros > 10000000", []),
    ("WHERE campaign_budget.amount_micros BETWEEN 1 AND 10000000 LIMIT 1", ["Bread, white"]),
    ("WHERE campaign.end_date_time IS NOT NULL", []),
    ("WHERE campaign.end_date_time IS NULL AND campaign.name REGEXP_MATCH '.*wn'", ["Bread, brown"]),
    ("WHERE campaign.primary_status_reasons CONTAINS ANY ('CAMPAIGN_PENDING', 'MOST_ADS_UNDER_REVIEW')", ["O'Hara's cakes"]),
    ("WHERE campaign.name LIKE '%cakes' PARAMETERS include_drafts=true", ["O'Hara's cakes"]),
]  # fmt: skip


@pytest.mark.parametrize(("where", "expected"), FOUND)
def test_conditions_orders_and_limits_hold(account, where, expected):
    assert _names(account, where) == expected


def test_only_what_was_selected_is_answered(account):
    making.launch(account)
    row = account.search("SELECT campaign.id, campaign_budget.amount_micros FROM campaign")[0]
    assert row.campaign.id
    assert row.campaign.resource_name
    assert row.campaign_budget.amount_micros == 10_000_000
    assert not row.campaign.name
    assert not row.campaign_budget.name
    assert not row.customer.id


def test_an_ad_knows_what_it_lies_in(account):
    making.launch(account)
    query = "SELECT ad_group_ad.ad.responsive_search_ad.headlines, ad_group.name, campaign.name, customer.id FROM ad_group_ad"
    row = account.search(query)[0]
    assert (row.campaign.name, row.ad_group.name, row.customer.id) == ("Bread", "Everyone", int(account.id))
    assert [h.text for h in row.ad_group_ad.ad.responsive_search_ad.headlines] == list(making.HEADLINES)


def test_the_size_of_a_page_cannot_be_chosen(account):
    request = account.client.get_type("SearchGoogleAdsRequest")
    request.customer_id, request.query, request.page_size = account.id, "SELECT campaign.id FROM campaign", 10
    codes = refused(lambda: account.service.search(request=request, timeout=10))
    assert codes == [("request_error.PAGE_SIZE_NOT_SUPPORTED", "page_size")]


def test_a_stream_answers_the_same_rows(account):
    making.launch(account)
    query = "SELECT campaign.name FROM campaign"
    stream = account.service.search_stream(customer_id=account.id, query=query, timeout=10)
    assert [row.campaign.name for part in stream for row in part.results] == ["Bread"]


def test_a_stream_fails_as_a_search_does(account):
    codes = refused(lambda: list(account.service.search_stream(customer_id=account.id, query="SELECT x", timeout=10)))
    assert codes == [("query_error.EXPECTED_FROM", "")]


def test_a_manager_answers_no_metrics(sandbox, account):
    manager = wire.Account(account.client, wire.find_manager(account.client))
    assert refused(lambda: manager.search("SELECT metrics.clicks FROM customer"))[0][0].endswith(
        "REQUESTED_METRICS_FOR_MANAGER"
    )
    clients = manager.search(
        "SELECT customer_client.id, customer_client.level FROM customer_client ORDER BY customer_client.level"
    )
    assert [(row.customer_client.id, row.customer_client.level) for row in clients] == [
        (int(manager.id), 0),
        (int(account.id), 1),
    ]


def test_without_the_manager_in_the_header_a_client_account_is_denied(sandbox):
    direct = wire.Account(wire.connect(sandbox))
    assert refused(lambda: direct.search("SELECT customer.id FROM customer")) == [
        ("authorization_error.USER_PERMISSION_DENIED", "")
    ]


def test_somebody_elses_customer_is_denied(sandbox, account):
    sandbox.control("POST", "people", name="Ann Other", key="ann", platform="google", accounts=[{"name": "Other"}])
    people = sandbox.control("GET", "people")["people"]
    other = next(p for p in people if p["key"] == "ann")["accounts"][0]["account_id"]
    assert refused(lambda: wire.Account(account.client, other).search("SELECT customer.id FROM customer"))[0][0] == (
        "authorization_error.USER_PERMISSION_DENIED"
    )


@pytest.mark.parametrize("status", ["CANCELED", "CLOSED"])
def test_a_closed_customer_answers_nothing(sandbox, account, status):
    sandbox.control("POST", f"objects/{account.id}", status=status)
    codes = refused(lambda: account.search("SELECT customer.id FROM customer"))
    assert codes == [("authorization_error.CUSTOMER_NOT_ENABLED", "")]


def test_a_suspended_customer_can_be_read_but_not_changed(sandbox, account):
    sandbox.control("POST", f"objects/{account.id}", status="SUSPENDED")
    row = account.search("SELECT customer.status FROM customer")[0]
    assert row.customer.status.name == "SUSPENDED"
    assert refused(lambda: making.launch(account)) == [
        ("authorization_error.ACTION_NOT_PERMITTED_FOR_SUSPENDED_ACCOUNT", "")
    ]


def test_places_are_suggested_by_name_with_their_country(account):
    service = account.client.get_service("GeoTargetConstantService")
    request = account.client.get_type("SuggestGeoTargetConstantsRequest")
    request.locale, request.country_code = "en", "IE"
    request.location_names.names.append("dub")
    found = service.suggest_geo_target_constants(request=request, timeout=10).geo_target_constant_suggestions
    assert [s.geo_target_constant.name for s in found] == ["Dublin"] or found[
        0
    ].geo_target_constant.name == "County Dublin"
    assert found[0].reach > 0
    assert found[0].geo_target_constant_parents[0].name == "Ireland"


def test_no_token_is_no_entry(sandbox):
    client = wire.AdsClient(
        wire.Credentials("nonsense"), endpoint=sandbox.google_endpoint, use_proto_plus=True, version="v26"
    )
    with pytest.raises((GoogleAdsException, exceptions.Unauthenticated)) as caught:
        wire.find_manager(client)
    assert "OAUTH_TOKEN_INVALID" in str(caught.value.failure)
