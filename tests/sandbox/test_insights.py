"""Insights: strings, sums that hold, results that arrive late, and the true books beside them."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from facebook_business.adobjects.adreportrun import AdReportRun
from facebook_business.exceptions import FacebookRequestError

from .conftest import MARLOW, START, Meta, counted

HOURLY = "hourly_stats_aggregated_by_advertiser_time_zone"
WEEK = {"since": "2026-08-03", "until": "2026-08-10"}
SUMS = ("impressions", "clicks", "spend")


def total(rows, name):
    return round(sum(float(row.get(name, 0)) for row in rows), 2)


def test_a_row_says_everything_in_strings(meta):
    campaign, adset, ad = meta.launch()
    meta.sandbox.advance(days=2)
    row = meta.insights(level="ad", time_increment=1, time_range=WEEK)[0]
    assert (row["campaign_id"], row["adset_id"], row["ad_id"]) == (campaign, adset, ad)
    assert (row["date_start"], row["date_stop"]) == ("2026-08-03", "2026-08-03")
    assert all(isinstance(row[name], str) for name in SUMS)
    assert counted(row, "link_click") <= int(row["clicks"])


def test_days_without_anything_are_left_out(meta):
    meta.launch()
    meta.sandbox.advance(days=2)
    days = {
        row["date_start"]
        for row in meta.insights(
            level="ad", time_increment=1, time_range={"since": "2026-07-01", "until": "2026-08-20"}
        )
    }
    assert days == {"2026-08-03", "2026-08-04", "2026-08-05"}
    assert meta.insights(time_range={"since": "2026-07-01", "until": "2026-07-20"}) == []


@pytest.mark.parametrize("name", SUMS)
def test_every_drill_down_adds_up_to_its_parent(meta, name):
    campaign = meta.campaign()
    for number in range(2):
        adset = meta.adset(campaign, name=f"Set {number}", status="ACTIVE")
        for words in ("Rye, dark and sour.", "Soft white rolls."):
            meta.ad(adset, meta.creative(message=words), status="ACTIVE")
    meta.call("POST", f"/{campaign}", status="ACTIVE")
    meta.sandbox.advance(days=5)
    whole = total(meta.insights(time_range=WEEK), name)
    assert whole > 0
    for level in ("campaign", "adset", "ad"):
        assert total(meta.insights(level=level, time_range=WEEK), name) == whole
        assert total(meta.insights(level=level, time_increment=1, time_range=WEEK), name) == whole
    assert total(meta.insights(level="ad", breakdowns=HOURLY, time_increment=1, time_range=WEEK), name) == whole
    assert total(meta.insights(campaign, level="ad", time_range=WEEK), name) == whole


def test_hours_are_labelled_as_meta_labels_them(meta):
    meta.launch()
    meta.sandbox.advance(days=1)
    rows = meta.insights(level="ad", breakdowns=[HOURLY], time_increment=1, time_range=WEEK)
    assert rows[0][HOURLY] == "08:00:00 - 08:59:59"  # 07:20 UTC is 08:20 in Dublin
    assert len(rows) == len({(row["date_start"], row[HOURLY]) for row in rows})


def test_the_same_order_is_reported_under_several_names(meta):
    meta.launch(daily=20_000)
    meta.sandbox.advance(days=4)
    row = meta.insights(time_range=WEEK)[0]
    names = ("purchase", "omni_purchase", "offsite_conversion.fb_pixel_purchase")
    assert len({counted(row, name) for name in names} | {counted(row)}) == 1
    assert 25 < counted(row, what="action_values") / counted(row) < 70


def test_orders_arrive_late_on_the_day_of_their_click(meta):
    meta.launch(daily=40_000)
    meta.sandbox.advance(days=1)
    seen = []
    for _ in range(9):
        rows = meta.insights(
            level="account", time_increment=1, time_range={"since": "2026-08-03", "until": "2026-08-03"}
        )
        seen.append((counted(rows[0]), rows[0]["spend"]))
        meta.sandbox.advance(days=1)
    orders = [count for count, _ in seen]
    assert orders == sorted(orders)
    assert orders[0] < orders[-1] == orders[-2]
    assert len({spend for _, spend in seen}) == 1
    assert orders[-1] == meta.sandbox.books(MARLOW, day="2026-08-03")["total"]["final"]


def test_what_is_known_by_age_follows_the_markets_delay_curve(sandbox):
    running = [{"name": f"No {n}", "days": 40, "daily_budget_minor": 15_000, "country": "US"} for n in range(12)]
    person = sandbox.control(
        "POST", "people", name="Ken Ito", key="ken", accounts=[{"campaigns": running, "time_zone": "UTC"}]
    )
    account = person["accounts"][0]["id"]
    told = {row["days"]: row["share"] for row in sandbox.control("GET", "delay", days="0,1,3,7")["by_day"]}
    final, known = 0, dict.fromkeys(told, 0)
    for number in range(1, 23):
        day, midnight = f"2026-07-{number:02}", datetime(2026, 7, number, tzinfo=UTC).timestamp() + 86_400
        final += sandbox.books(account, day=day)["total"]["final"]
        for age in known:
            known[age] += sandbox.books(account, day=day, as_of=midnight + age * 86_400)["total"]["known"]
    assert final > 700
    for age, count in known.items():
        assert count / final == pytest.approx(told[age], abs=0.05)


def test_the_answer_is_the_true_books_to_the_cent_in_three_currencies_over_a_clock_change(sandbox):
    wishes = [("EUR", "Europe/Dublin"), ("USD", "America/New_York"), ("JPY", "Asia/Tokyo")]
    sandbox.control("POST", "clock", now="2026-10-30T12:00:00+00:00")
    running = [{"name": "Always", "days": 12}, {"name": "Sometimes", "days": 6, "goal": "LINK_CLICKS"}]
    accounts = [{"currency": c, "time_zone": z, "name": c, "campaigns": running} for c, z in wishes]
    person = sandbox.control("POST", "people", name="Ken Ito", key="ken", accounts=accounts)
    for account in person["accounts"]:
        meta = Meta(sandbox, sandbox.token("ken"), account["id"])
        rows = meta.insights(
            account["id"], level="ad", time_increment=1, time_range={"since": "2026-10-01", "until": "2026-10-30"}
        )
        books = sandbox.books(account["id"], since="2026-10-01", until="2026-10-30")
        told = {
            (r["ad_id"], r["date_start"]): (int(r["impressions"]), round(float(r["spend"]) * 1e6), counted(r))
            for r in rows
        }
        true = {(b["ad"], b["day"]): (b["impressions"], b["spend_micros"], b["known"]) for b in books["rows"]}
        assert told == true
        assert len({day for _, day in told}) == 13
        assert (
            sum(spend for _, spend, _ in told.values()) % (1_000_000 if account["currency"] == "JPY" else 10_000) == 0
        )


def test_a_restatement_is_seen_from_the_moment_it_is_made(meta):
    _, _, ad = meta.launch()
    meta.sandbox.advance(days=9)
    day = {"since": "2026-08-04", "until": "2026-08-04"}
    before = meta.insights(level="ad", time_range=day)[0]
    meta.sandbox.control("POST", "restate", ad=ad, day="2026-08-04", count=3, value_minor=9000)
    after = meta.insights(level="ad", time_range=day)[0]
    assert counted(after) == counted(before) + 3
    assert counted(after, what="action_values") == pytest.approx(counted(before, what="action_values") + 90)
    meta.sandbox.control("POST", "restate", ad=ad, day="2026-08-04", count=-3, value_minor=-9000)
    assert meta.insights(level="ad", time_range=day)[0] == before


def test_rows_come_in_pages(meta):
    meta.launch()
    meta.sandbox.advance(days=6)
    assert len(meta.insights(level="ad", time_increment=1, time_range=WEEK, limit=2)) == 7
    assert (
        len(meta.call("GET", f"/{MARLOW}/insights", level="ad", time_increment=1, limit=2, time_range=WEEK)["data"])
        == 2
    )


def test_a_range_in_steps_of_three_days_ends_with_what_is_left(meta):
    meta.launch()
    meta.sandbox.advance(days=8)
    rows = meta.insights(level="account", time_increment=3, time_range=WEEK)
    assert [(row["date_start"], row["date_stop"]) for row in rows] == [
        ("2026-08-03", "2026-08-05"), ("2026-08-06", "2026-08-08"), ("2026-08-09", "2026-08-10"),
    ]  # fmt: skip


def test_windows_are_told_apart_and_the_old_ones_refused(meta):
    meta.launch(daily=40_000)
    meta.sandbox.advance(days=10)
    row = meta.insights(
        level="account", time_range=WEEK, action_attribution_windows=["1d_click", "7d_click", "1d_view"]
    )[0]
    cell = next(action for action in row["actions"] if action["action_type"] == "purchase")
    assert int(cell["1d_click"]) < int(cell["7d_click"]) <= int(cell["value"])
    assert int(cell["7d_click"]) + int(cell.get("1d_view", 0)) == int(cell["value"])
    for window in ("7d_view", "28d_view"):
        with pytest.raises(FacebookRequestError):
            meta.insights(action_attribution_windows=[window])


def test_an_ad_sets_own_windows_decide_what_counts(meta):
    day = [{"event_type": "CLICK_THROUGH", "window_days": 1}]
    meta.launch(daily=40_000, attribution_spec=day)
    meta.sandbox.advance(days=10)
    row = meta.insights(time_range=WEEK, action_attribution_windows=["1d_click", "7d_click"])[0]
    cell = next(action for action in row["actions"] if action["action_type"] == "purchase")
    assert cell["value"] == cell["1d_click"] < cell["7d_click"]


def test_leads_are_named_after_where_they_were_left(meta):
    lead = {"pixel_id": meta.pixel, "custom_event_type": "LEAD"}
    meta.launch(name="Web", objective="OUTCOME_LEADS", promoted_object=lead)
    meta.launch(
        name="Form",
        objective="OUTCOME_LEADS",
        optimization_goal="LEAD_GENERATION",
        promoted_object={"page_id": meta.page},
    )
    meta.sandbox.advance(days=5)
    web, form = sorted(
        meta.insights(level="campaign", fields="campaign_name,actions", time_range=WEEK),
        key=lambda r: r["campaign_name"] != "Web",
    )
    assert counted(web, "offsite_conversion.fb_pixel_lead") == counted(web, "lead") > 0
    assert counted(form, "onsite_conversion.lead_grouped") == counted(form, "lead") > 0
    assert not counted(form, "offsite_conversion.fb_pixel_lead")


def test_what_is_deleted_vanishes_below_but_stays_in_the_sum_above(meta):
    campaign, _, ad = meta.launch()
    meta.sandbox.advance(days=2)
    before = meta.insights(time_range=WEEK)[0]["spend"]
    meta.call("DELETE", f"/{ad}")
    assert meta.insights(level="ad", time_range=WEEK) == []
    assert meta.insights(level="campaign", time_range=WEEK)[0]["spend"] == before
    assert meta.insights(ad, time_range=WEEK)[0]["spend"] == before
    rule = [{"field": "ad.effective_status", "operator": "IN", "value": ["DELETED"]}]
    assert meta.insights(level="ad", time_range=WEEK, filtering=rule)[0]["ad_id"] == ad
    assert campaign


def test_a_report_can_be_run_in_the_background(meta):
    meta.launch()
    meta.sandbox.advance(days=3)
    params = {"level": "ad", "time_increment": 1, "time_range": WEEK}
    run = meta.account.get_insights_async(fields=["spend"], params=params)
    run = AdReportRun(run["report_run_id"], api=meta.api)
    with pytest.raises(FacebookRequestError):
        run.get_insights()
    assert run.api_get()["async_status"] == "Job Running"
    assert run.api_get()["async_status"] == "Job Completed"
    assert len(list(run.get_insights(params={"limit": 2}))) == 4


@pytest.mark.parametrize(
    "wish",
    [
        {"time_range": {"since": "2026-08-09", "until": "2026-08-01"}}, {"time_range": {"since": "yesterday"}},
        {"time_range": {"since": "2019-01-01", "until": "2019-02-01"}}, {"date_preset": "last_forever"}, {"level": "planet"},
        {"fields": "taste"}, {"time_increment": "0"}, {"breakdowns": "hourly_stats_aggregated_by_audience_time_zone"},
        {"filtering": [{"field": "x"}]},
    ],
)  # fmt: skip
def test_a_wrong_question_is_refused(meta, wish):
    with pytest.raises(FacebookRequestError) as refused:
        meta.insights(**wish)
    assert refused.value.api_error_code() in (100, 3018)


def test_named_ranges_end_yesterday_and_today_is_the_accounts_day(sandbox):
    sandbox.control("POST", "clock", now="2026-08-20T23:30:00+00:00")  # the 21st in Dublin and in Tokyo
    wish = {"currency": "JPY", "time_zone": "Asia/Tokyo", "campaigns": [{"name": "Always", "days": 40}]}
    account = sandbox.control("POST", "people", name="Ken Ito", key="ken", accounts=[wish])["accounts"][0]["id"]
    meta = Meta(sandbox, sandbox.token("ken"), account)

    def days(preset):
        return sorted(row["date_start"] for row in meta.insights(account, time_increment=1, date_preset=preset))

    assert days("today") == ["2026-08-21"]
    assert days("yesterday") == ["2026-08-20"]
    assert days("last_7d") == [(date(2026, 8, 14) + timedelta(days=n)).isoformat() for n in range(7)]
    assert len(days("last_30d")) == 30


def test_the_clock_forward_in_one_step_or_in_many_gives_the_same_rows(sandbox):
    found = []
    for steps in (1, 3, 48):
        sandbox.control("POST", "reset", now=START, speed=0)
        meta = Meta(sandbox, sandbox.token("marlow"))
        _, adset, _ = meta.launch()
        for _ in range(steps):
            sandbox.advance(hours=48 / steps)
        meta.call("POST", f"/{adset}", daily_budget=5000)
        for _ in range(steps):
            sandbox.advance(hours=48 / steps)
        found.append(meta.insights(level="ad", time_increment=1, breakdowns=HOURLY, time_range=WEEK))
    assert found[0] == found[1] == found[2]
    by_day = defaultdict(float)
    for row in found[0]:
        by_day[row["date_start"]] += float(row["spend"])
    assert by_day["2026-08-06"] > 1.5 * by_day["2026-08-04"]
