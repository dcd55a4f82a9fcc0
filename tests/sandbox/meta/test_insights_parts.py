"""Insights by part of the audience, the reach, and what Meta refuses or leaves out of both."""

import itertools
from collections import defaultdict

import pytest

from tests.sandbox.conftest import Meta, counted
from tests.sandbox.meta.conftest import refusal

WEEK = {"since": "2026-08-03", "until": "2026-08-10"}
HOURLY = "hourly_stats_aggregated_by_advertiser_time_zone"
FIELDS = "campaign_id,impressions,clicks,inline_link_clicks,spend,actions,action_values"
PARTS = {
    "country": {"IE", "GB"},
    "age": {"25-34", "35-44", "45-54", "Unknown"},
    "gender": {"female", "unknown"},
    "device_platform": {"mobile_app", "mobile_web", "desktop", "unknown"},
}
AIM = {
    "geo_locations": {"countries": ["IE", "GB"]}, "age_min": 25, "age_max": 54, "genders": [2],
    "targeting_automation": {"advantage_audience": 0},
}  # fmt: skip


@pytest.fixture
def running(meta):
    """A campaign for women from 25 to 54 in two countries, after a week."""
    meta.launch(daily=30_000, targeting=AIM)
    meta.sandbox.advance(days=8)
    return meta


def sums(rows):
    """Return what the rows add up to, by day."""
    found = defaultdict(lambda: defaultdict(float))
    for row in rows:
        day = found[row["date_start"]]
        for name in ("impressions", "clicks", "inline_link_clicks", "spend"):
            day[name] = round(day[name] + float(row.get(name, 0)), 2)
        for what in ("actions", "action_values"):
            day[what] = round(day[what] + counted(row, what=what), 2)
        day["landed"] += counted(row, "landing_page_view")
    return found


@pytest.mark.parametrize("breakdown", PARTS)
def test_parts_add_up_to_the_days_and_are_those_aimed_at(running, breakdown):
    asked = {"level": "campaign", "time_increment": 1, "time_range": WEEK, "fields": FIELDS}
    rows = running.insights(**asked, breakdowns=breakdown)
    assert {row[breakdown] for row in rows} == PARTS[breakdown]
    assert sums(rows) == sums(running.insights(**asked))
    assert sums(running.insights(**asked | {"level": "ad"}, breakdowns=[breakdown])) == sums(rows)
    assert rows == running.insights(**asked, breakdowns=breakdown)


def test_late_orders_arrive_in_some_part_and_stay_there(meta):
    meta.launch(daily=60_000, targeting=AIM)
    meta.sandbox.advance(days=1)
    seen = []
    for _ in range(7):
        rows = meta.insights(
            level="campaign", time_range={"since": "2026-08-03", "until": "2026-08-03"}, breakdowns="age"
        )
        seen.append({row["age"]: counted(row) for row in rows})
        meta.sandbox.advance(days=1)
    for before, after in itertools.pairwise(seen):
        assert all(count <= after[part] for part, count in before.items())
    assert sum(seen[-1].values()) > sum(seen[0].values())


def test_a_weeks_reach_lies_between_its_best_days_and_the_sum_of_its_days(running):
    asked = {"level": "campaign", "fields": "campaign_id,reach,frequency,impressions", "time_range": WEEK}
    (week,) = running.insights(**asked)
    days = running.insights(**asked, time_increment=1)
    each = [int(row["reach"]) for row in days]
    assert max(each) < int(week["reach"]) < sum(each)
    assert float(week["frequency"]) == pytest.approx(int(week["impressions"]) / int(week["reach"]), abs=1e-5)
    assert float(week["frequency"]) > max(float(row["frequency"]) for row in days)


def test_the_reach_is_told_by_part_but_not_of_old_days_and_not_by_the_hour(running):
    asked = {"level": "campaign", "fields": "reach,frequency,impressions", "time_range": WEEK}
    assert all(
        0 < int(row["reach"]) <= int(row["impressions"]) for row in running.insights(**asked, breakdowns="gender")
    )
    running.sandbox.advance(days=420)
    later = Meta(running.sandbox, running.sandbox.token("marlow"))
    assert all("reach" in row for row in later.insights(**asked))
    old = later.insights(**asked, breakdowns="gender")
    assert old
    assert not any({"reach", "frequency"} & set(row) for row in old)


def test_hours_know_of_no_orders_outside_meta_but_of_its_own_forms_leads(meta):
    meta.launch(name="Shop", daily=40_000)
    meta.launch(
        name="Form", daily=40_000, objective="OUTCOME_LEADS", optimization_goal="LEAD_GENERATION",
        promoted_object={"page_id": meta.page},
    )  # fmt: skip
    meta.sandbox.advance(days=6)
    asked = {"level": "campaign", "fields": "campaign_name,actions,reach", "time_range": WEEK}
    daily = {row["campaign_name"]: row for row in meta.insights(**asked)}
    hours = meta.insights(**asked, breakdowns=HOURLY)
    assert counted(daily["Shop"]) > 0
    assert not any(counted(row) for row in hours)
    assert sum(counted(row, "lead") for row in hours if row["campaign_name"] == "Form") == counted(
        daily["Form"], "lead"
    )
    assert not any("reach" in row for row in hours)


def test_orders_are_not_added_up_over_settings_that_differ_unless_windows_are_named(meta):
    campaign = meta.campaign()
    for name, spec in (("Day", 1), ("Week", 7)):
        windows = [{"event_type": "CLICK_THROUGH", "window_days": spec}]
        adset = meta.adset(campaign, name=name, status="ACTIVE", daily_budget=40_000, attribution_spec=windows)
        meta.ad(adset, status="ACTIVE")
    meta.call("POST", f"/{campaign}", status="ACTIVE")
    meta.sandbox.advance(days=6)
    (total,) = meta.insights(level="campaign", time_range=WEEK)
    assert counted(total) == 0 < counted(total, "link_click")
    assert all(counted(row) for row in meta.insights(level="adset", time_range=WEEK))
    (named,) = meta.insights(level="campaign", time_range=WEEK, action_attribution_windows=["7d_click"])
    assert counted(named) > 0


@pytest.mark.parametrize(
    "names",
    ["taste", "country,age", "impression_device", "platform_position", "age," + HOURLY, "region", "country,gender",
     "hourly_stats_aggregated_by_audience_time_zone"],
)  # fmt: skip
def test_breakdowns_that_do_not_go_together_are_refused(meta, names):
    assert refusal(lambda: meta.insights(breakdowns=names)) == (100, 0)


def test_the_kind_of_device_needs_the_accounts_leave_and_else_answers_nothing(running):
    assert running.insights(level="campaign", time_range=WEEK)
    assert running.insights(level="campaign", time_range=WEEK, breakdowns="publisher_platform,impression_device") == []


def test_a_deleted_campaign_is_told_of_only_when_asked_for(running):
    asked = {"level": "campaign", "time_range": WEEK, "fields": "campaign_id,spend"}
    (before,) = running.insights(**asked)
    running.call("DELETE", f"/{before['campaign_id']}")
    assert running.insights(**asked) == []
    rule = [{"field": "campaign.effective_status", "operator": "IN", "value": ["ACTIVE", "DELETED"]}]
    assert running.insights(**asked, filtering=rule) == [before]
