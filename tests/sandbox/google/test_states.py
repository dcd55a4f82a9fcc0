"""What is said of a campaign over its life: review, learning, dates, switches, policy; and its figures."""

import pytest

from tests.sandbox.google import making
from tests.sandbox.google.conftest import START, open_account

STATES = "SELECT campaign.primary_status, campaign.primary_status_reasons, campaign.bidding_strategy_system_status FROM campaign"


def _state(account):
    row = account.search(STATES)[0].campaign
    return row.primary_status.name, [reason.name for reason in row.primary_status_reasons]


def _ad(account):
    query = "SELECT ad_group_ad.primary_status, ad_group_ad.policy_summary.review_status,"
    query += (
        " ad_group_ad.policy_summary.approval_status, ad_group_ad.policy_summary.policy_topic_entries FROM ad_group_ad"
    )
    return account.search(query)[0].ad_group_ad


def _run(account, name="Bread"):
    names = making.launch(account, name)
    making.switch(account, "campaign", names[1], "ENABLED")
    return names


def test_a_campaign_is_paused_then_reviewed_then_learns_then_runs(sandbox, account):
    names = making.launch(account)
    assert _state(account) == ("PAUSED", ["CAMPAIGN_PAUSED"])
    making.switch(account, "campaign", names[1], "ENABLED")
    assert _state(account) == ("PENDING", ["MOST_ADS_UNDER_REVIEW"])
    sandbox.advance(minutes=11)
    assert _state(account) == ("LEARNING", ["BIDDING_STRATEGY_LEARNING"])
    sandbox.advance(days=7)
    assert _state(open_account(sandbox)) == ("ELIGIBLE", [])


def test_a_word_that_breaks_a_policy_is_found_by_the_review(sandbox, account):
    pairs = making.search_campaign(account)
    pairs[-1][1].ad.responsive_search_ad.headlines[0].text = "Casino bread"
    account.mutate(*(one for one, _ in pairs))
    assert _ad(account).policy_summary.review_status.name == "REVIEW_IN_PROGRESS"
    sandbox.advance(minutes=11)
    found = _ad(account)
    assert found.policy_summary.approval_status.name == "DISAPPROVED"
    assert found.policy_summary.policy_topic_entries[0].topic == "ONLINE_GAMBLING_AND_GAMES"


def test_a_review_can_be_ended_by_order(sandbox, account):
    names = _run(account)
    ad = names[5].rpartition("/")[2]
    sandbox.control("POST", f"ads/{ad}/review", verdict="reject", policy="Clickbait", text="It baits.")
    assert _ad(account).primary_status.name == "NOT_ELIGIBLE"
    assert _ad(account).policy_summary.policy_topic_entries[0].topic == "CLICKBAIT"
    assert _state(account) == ("NOT_ELIGIBLE", ["HAS_ADS_DISAPPROVED"])


@pytest.mark.parametrize(
    ("dates", "state"),
    [({"start_date_time": "2026-09-01 00:00:00"}, ("PENDING", ["CAMPAIGN_PENDING"])),
     ({"end_date_time": "2026-08-04 23:59:59"}, ("ENDED", ["CAMPAIGN_ENDED"]))],
)  # fmt: skip
def test_dates_are_the_accounts_days(sandbox, account, dates, state):
    pairs = making.search_campaign(account)
    for name, value in {"status": "ENABLED", **dates}.items():
        setattr(pairs[1][1], name, value)
    account.mutate(*(one for one, _ in pairs))
    sandbox.advance(days=2)
    assert _state(open_account(sandbox)) == state


def test_a_paused_group_stops_its_campaign(account):
    names = _run(account)
    making.switch(account, "ad_group", names[3], "PAUSED")
    assert _state(account) == ("NOT_ELIGIBLE", ["AD_GROUPS_PAUSED"])


def test_a_change_of_bidding_begins_learning_anew(sandbox, account):
    names = _run(account)
    sandbox.advance(days=9)
    account = open_account(sandbox)
    one, made = account.operation("campaign", "update")
    made.resource_name, made.maximize_conversions.target_cpa_micros = names[1], 30_000_000
    one.campaign_operation.update_mask.paths.append("maximize_conversions.target_cpa_micros")
    account.mutate(one)
    assert _state(account)[0] == "LEARNING"
    assert account.search(STATES)[0].campaign.bidding_strategy_system_status.name == "LEARNING_SETTING_CHANGE"


def test_figures_are_those_of_the_books_and_at_most_twice_the_budget_a_day(sandbox, account):
    _run(account)
    sandbox.advance(days=10)
    account = open_account(sandbox)
    rows = account.search(
        "SELECT ad_group_ad.ad.id, segments.date, metrics.impressions, metrics.clicks, metrics.cost_micros, metrics.conversions,"
        " metrics.conversions_value FROM ad_group_ad WHERE segments.date BETWEEN '2026-08-03' AND '2026-08-13'"
    )
    books = sandbox.books(account.id)
    assert {row.segments.date: row.metrics.cost_micros for row in rows} == {
        b["day"]: b["spend_micros"] for b in books["rows"]
    }
    assert sum(row.metrics.clicks for row in rows) == books["total"]["link_clicks"]
    assert sum(row.metrics.conversions for row in rows) == books["total"]["known"] > 0
    assert max(row.metrics.cost_micros for row in rows) <= 20_000_000
    assert round(sum(r.metrics.conversions_value for r in rows) * 1e6) == books["total"]["known_value_micros"]


def test_hours_add_up_to_their_day(sandbox, account):
    _run(account)
    sandbox.advance(days=2)
    account = open_account(sandbox)
    where = "FROM campaign WHERE segments.date = '2026-08-04'"
    hours = account.search(f"SELECT segments.date, segments.hour, metrics.impressions {where}")
    day = account.search(f"SELECT segments.date, metrics.impressions {where}")
    assert len(hours) > 10
    assert sum(row.metrics.impressions for row in hours) == day[0].metrics.impressions
    assert all(row.segments.date == "2026-08-04" for row in hours)


def test_conversions_split_by_their_action(sandbox, account):
    _run(account)
    sandbox.advance(days=20)
    account = open_account(sandbox)
    query = "SELECT segments.conversion_action_name, segments.conversion_action, metrics.conversions FROM campaign"
    rows = account.search(query)
    total = account.search("SELECT metrics.conversions FROM campaign")[0]
    assert [row.segments.conversion_action_name for row in rows] == ["Purchase"]
    assert rows[0].metrics.conversions == total.metrics.conversions


def test_days_without_figures_are_left_out_but_an_object_without_any_is_there(account):
    making.launch(account)
    assert account.search("SELECT campaign.id, metrics.clicks FROM campaign")[0].metrics.clicks == 0
    dated = "SELECT campaign.id, segments.date, metrics.clicks FROM campaign WHERE segments.date DURING TODAY"
    assert account.search(dated) == []


def test_without_keywords_nobody_searches(sandbox, account):
    pairs = making.search_campaign(account)
    pairs[1][1].status = "ENABLED"
    account.mutate(*(one for index, (one, _) in enumerate(pairs) if index != 4))
    sandbox.advance(days=2)
    assert sandbox.books(account.id)["total"]["impressions"] == 0


def test_a_restated_conversion_is_seen_at_once(sandbox, account):
    names = _run(account)
    sandbox.advance(days=2)
    account = open_account(sandbox)
    query = "SELECT metrics.conversions FROM campaign WHERE segments.date = '2026-08-04'"
    before = account.search(query)[0].metrics.conversions
    ad = names[5].rpartition("/")[2]
    sandbox.control("POST", "restate", ad=ad, day="2026-08-04", count=3)
    assert account.search(query)[0].metrics.conversions == before + 3


def test_somebody_who_came_before_us_has_a_running_campaign(sandbox):
    wish = {"name": "Shop", "campaigns": [{"name": "Always on", "days": 20}]}
    sandbox.control("POST", "accounts", person="marlow", platform="google", **wish)
    account = open_account(sandbox)
    people = sandbox.control("GET", "people")["people"][0]["accounts"]
    account.id = next(a["account_id"] for a in people if a["name"] == "Shop")
    rows = account.search("SELECT campaign.name, campaign.status, metrics.cost_micros FROM campaign")
    assert [(row.campaign.name, row.campaign.status.name) for row in rows] == [("Always on", "ENABLED")]
    assert rows[0].metrics.cost_micros > 0
    words = account.search(
        "SELECT ad_group_criterion.keyword.text FROM ad_group_criterion WHERE ad_group_criterion.type = 'KEYWORD'"
    )
    assert len(words) == 3


def test_the_sandbox_shows_googles_states(sandbox, account):
    import urllib.request

    _run(account)
    sandbox.control("POST", "clock", now=START + 3_600)
    with urllib.request.urlopen(f"{sandbox.base_url}/?account={account.id}", timeout=20) as answer:
        assert answer.status == 200
