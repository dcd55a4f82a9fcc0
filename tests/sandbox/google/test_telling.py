"""Pages, changes, and what goes with what."""

import pytest

from tests.sandbox.google import making
from tests.sandbox.google.conftest import refused

CHANGES = (
    "SELECT change_event.change_resource_type, change_event.resource_change_operation, change_event.changed_fields,"
    " change_event.user_email, campaign.name FROM change_event WHERE change_event.change_date_time {} ORDER BY"
    " change_event.change_date_time LIMIT {}"
)
LATELY = "BETWEEN '2026-08-01' AND '2026-08-04'"


def test_a_change_is_told_three_minutes_later(sandbox, account):
    names = making.launch(account)
    making.switch(account, "campaign", names[1], "ENABLED")
    assert account.search(CHANGES.format(LATELY, 10)) == []
    sandbox.advance(minutes=4)
    rows = account.search(CHANGES.format(LATELY, 10))
    last = rows[-1].change_event
    assert len(rows) == 7
    assert (last.change_resource_type.name, last.resource_change_operation.name) == ("CAMPAIGN", "UPDATE")
    assert (last.user_email, rows[-1].campaign.name) == ("nora@marlow.example", "Bread")
    assert list(last.changed_fields.paths) == ["status"]


@pytest.mark.parametrize(
    ("when", "most", "code"),
    [("= '2026-08-02'", 10_001, "INVALID_LIMIT_CLAUSE"), ("BETWEEN '2026-06-01' AND '2026-08-02'", 10, "START_DATE_TOO_OLD"),
     ("<= '2026-08-02'", 10, "CHANGE_DATE_RANGE_INFINITE")],
)  # fmt: skip
def test_changes_are_asked_for_within_limits(account, when, most, code):
    assert refused(lambda: account.search(CHANGES.format(when, most))) == [(f"change_event_error.{code}", "")]


def test_changes_need_a_limit(account):
    query = CHANGES.format(LATELY, 10).replace("LIMIT 10", "")
    assert refused(lambda: account.search(query)) == [("change_event_error.LIMIT_NOT_SPECIFIED", "")]


def _many(account, number):
    for _ in range(number // 5_000):
        account.mutate(*(making.budget(account, -n)[0] for n in range(1, 5_001)))
    account.mutate(making.budget(account)[0])


def test_a_page_has_ten_thousand_rows_and_the_next_one_the_rest(sandbox, account):
    _many(account, 10_000)
    request = account.client.get_type("SearchGoogleAdsRequest")
    request.customer_id, request.query = (
        account.id,
        "SELECT campaign_budget.id FROM campaign_budget ORDER BY campaign_budget.id",
    )
    request.search_settings.return_total_results_count = True
    pages = list(account.service.search(request=request, timeout=60).pages)
    assert [len(page.results) for page in pages] == [10_000, 1]
    assert pages[0].total_results_count == 10_001
    ids = [row.campaign_budget.id for page in pages for row in page.results]
    assert len(set(ids)) == 10_001
    token = pages[0].next_page_token
    request.query, request.page_token = "SELECT campaign_budget.name FROM campaign_budget", token
    assert (
        refused(lambda: account.service.search(request=request, timeout=60))[0][0] == "request_error.INVALID_PAGE_TOKEN"
    )


def test_too_many_operations_are_refused(account):
    budgets = [making.budget(account)[0]] * 10_001
    assert refused(lambda: account.mutate(*budgets))[0][0] == "request_error.TOO_MANY_MUTATE_OPERATIONS"


def test_a_metric_tells_what_it_goes_with(account):
    service = account.client.get_service("GoogleAdsFieldService")
    clicks = service.get_google_ads_field(resource_name="googleAdsFields/metrics.clicks", timeout=10)
    assert "segments.hour" in clicks.selectable_with
    assert "segments.conversion_action" not in clicks.selectable_with
    found = service.search_google_ads_fields(query="SELECT name, data_type WHERE name = 'campaign.status'", timeout=10)
    assert [field.data_type.name for field in found] == ["ENUM"]
