"""Everything at once, actions, parts of the audience, and reach, as Meta's adapter reads them."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from integrations import types as t
from integrations.platforms.meta import audiences, counting, reports, watching
from integrations.platforms.meta.insights import fetch_metrics
from tests.integrations.meta.conftest import Shop, connect, ids, launch
from tests.integrations.meta.plans import make_plan

DAYS = 35
COUNTED = ("impressions", "clicks", "spend_micros", "conversions", "value_micros")


@pytest.fixture
def busy(sandbox, monkeypatch) -> Shop:
    """A shop with a campaign for orders and one for leads."""
    monkeypatch.setattr(reports, "WAITS_S", (0.01,) * 5)
    campaigns = [{"name": "Always on", "days": DAYS}, {"name": "Courses", "days": 20, "goal": "LEAD_GENERATION"}]
    accounts = [{"name": "Pottery", "campaigns": campaigns}]
    sandbox.control("POST", "people", name="Ben Byrne", key="byrne", accounts=accounts)
    return connect(sandbox, "byrne")


@pytest.fixture
def window(busy) -> tuple[date, date]:
    today = datetime.fromtimestamp(busy.sandbox.now(), UTC).date()
    return today - timedelta(days=14), today - timedelta(days=1)


def sums(rows) -> dict:
    found = defaultdict(lambda: [Decimal(0)] * len(COUNTED))
    for row in rows:
        key = (row.day, row.campaign_external_id)
        found[key] = [a + getattr(row, name) for a, name in zip(found[key], COUNTED, strict=True)]
    return found


def split(rows) -> tuple[list, list]:
    """Return the ads' rows and the campaigns'."""
    rows = list(rows)
    ads = [row for row in rows if row.ad_external_id]
    assert rows[: len(ads)] == ads
    return ads, rows[len(ads) :]


def test_all_is_the_ads_and_then_their_campaigns_totals(busy, window):
    ads, campaigns = split(busy.adapter.fetch_metrics(*window, level=t.MetricLevel.ALL))
    assert sums(ads) == sums(campaigns)
    assert len(sums(campaigns)) == len(campaigns) > 20


def test_a_deleted_ad_and_a_deleted_campaign_stay_in_the_totals(busy, window):
    ads, campaigns = split(busy.adapter.fetch_metrics(*window, level=t.MetricLevel.ALL))
    gone, lost = ads[0].ad_external_id, ads[-1].campaign_external_id
    assert lost != ads[0].campaign_external_id
    for node in (gone, lost):
        busy.adapter.api.call("DELETE", (node,))
    left, totals = split(busy.adapter.fetch_metrics(*window, level=t.MetricLevel.ALL))
    assert sorted(map(repr, totals)) == sorted(map(repr, campaigns))
    assert not [row for row in left if row.ad_external_id == gone or row.campaign_external_id == lost]
    parts = list(busy.adapter.fetch_breakdown(*window, t.Breakdown.AGE))
    assert sums(parts) == sums(campaigns)


def test_actions_hold_the_conversions_once_whatever_their_names(busy, window):
    ads, campaigns = split(busy.adapter.fetch_metrics(*window, level=t.MetricLevel.ALL, with_actions=True))
    for rows in (ads, campaigns):
        assert {action.kind for row in rows for action in row.actions} == {
            t.ConversionKind.PURCHASE,
            t.ConversionKind.LEAD,
        }
        for row in rows:
            assert len({action.external_id for action in row.actions}) == len(row.actions)
            counted = [(a.conversions, a.value_micros) for a in row.actions if a.conversions == row.conversions]
            assert (row.conversions, row.value_micros) in counted or not row.conversions
    assert not any(row.actions for row in busy.adapter.fetch_metrics(*window))


def test_each_family_is_its_widest_name_and_names_are_never_added():
    def action(kind, value):
        return {"action_type": kind, "value": value}

    row = {
        "objective": "OUTCOME_SALES",
        "actions": [
            action("link_click", "90"), action("offsite_conversion.fb_pixel_purchase", "2"), action("purchase", "3"),
            action("omni_purchase", "4"), action("complete_registration", "7"), action("mobile_app_install", "5"),
            action("onsite_conversion.lead_grouped", "6"),
        ],
        "action_values": [action("omni_purchase", "81.50"), action("purchase", "60")],
    }  # fmt: skip
    found = {one.kind: (one.conversions, one.value_micros) for one in counting.list_actions(row)}
    assert found == {
        t.ConversionKind.PURCHASE: (4, 81_500_000), t.ConversionKind.SIGN_UP: (7, 0), t.ConversionKind.INSTALL: (5, 0),
        t.ConversionKind.LEAD: (6, 0),
    }  # fmt: skip
    assert counting.count_conversions(row) == found[t.ConversionKind.PURCHASE]
    assert list(counting.list_actions({"actions": [action("link_click", "9")]})) == []


def test_a_campaign_whose_ad_sets_count_differently_has_what_its_ads_have(shop):
    plan = make_plan(daily_budget_minor=60_000)
    (group,) = plan.ad_groups
    twin = replace(group, key="group-2", ads=(replace(group.ads[0], key="ad-2", name="Other cake"),))
    plan = replace(plan, ad_groups=(group, twin))
    done = launch(shop.adapter, plan)
    made = [ref for kind in reversed(t.ObjectKind) for ref in ids(plan, done, kind)]
    for ref in made:
        shop.adapter.update(ref, t.ChangeField.STATUS, t.RunStatus.ACTIVE)
    spec = [{"event_type": "CLICK_THROUGH", "window_days": 1}]
    one = ids(plan, done, t.ObjectKind.AD_GROUP)[0].external_id
    shop.sandbox.control("POST", f"objects/{one}", attribution_spec=spec)
    shop.sandbox.advance(days=6)
    until = datetime.fromtimestamp(shop.sandbox.now(), UTC).date()
    window = (until - timedelta(days=6), until)
    ads, campaigns = split(shop.adapter.fetch_metrics(*window, level=t.MetricLevel.ALL, with_actions=True))
    assert sums(ads) == sums(campaigns)
    alone = list(fetch_metrics(shop.adapter.account, *window, level=t.MetricLevel.CAMPAIGN, hourly=False))
    assert sum(row.conversions for row in alone) < sum(row.conversions for row in campaigns)
    for row in campaigns:
        assert sum(a.conversions for a in row.actions) == row.conversions
        assert len({a.external_id for a in row.actions}) == len(row.actions)


@pytest.mark.parametrize(
    ("breakdown", "values"),
    [
        (t.Breakdown.COUNTRY, {"IE"}), (t.Breakdown.DEVICE, {"phone", "computer", "unknown"}),
        (t.Breakdown.AGE, {"18-24", "25-34", "35-44", "45-54", "55-64", "65+", "unknown"}),
        (t.Breakdown.GENDER, {"women", "men", "unknown"}),
    ],
)  # fmt: skip
def test_parts_carry_our_names_once_and_add_up(busy, window, breakdown, values):
    rows = list(busy.adapter.fetch_breakdown(*window, breakdown))
    assert {row.value for row in rows} == values
    assert {row.breakdown for row in rows} == {breakdown}
    assert len({(row.day, row.campaign_external_id, row.value) for row in rows}) == len(rows)
    assert sums(rows) == sums(busy.adapter.fetch_metrics(*window, level=t.MetricLevel.CAMPAIGN))


def test_what_meta_does_not_know_and_what_we_do_not_know_is_unknown():
    words = {
        t.Breakdown.COUNTRY: ("unknown", "", "EU1"), t.Breakdown.DEVICE: ("smart_glasses", "unknown", ""),
        t.Breakdown.AGE: ("Unknown", "90-99"), t.Breakdown.GENDER: ("unknown", ""),
    }  # fmt: skip
    for breakdown, names in words.items():
        assert {audiences._name(breakdown, name) for name in names} == {"unknown"}


def test_a_row_that_is_sent_twice_counts_once(busy, window, monkeypatch):
    once = list(busy.adapter.fetch_breakdown(*window, t.Breakdown.DEVICE))
    read = audiences.read_days
    monkeypatch.setattr(audiences, "read_days", lambda *a, **kw: [row for row in read(*a, **kw) for _ in range(2)])
    assert list(busy.adapter.fetch_breakdown(*window, t.Breakdown.DEVICE)) == once


def test_a_large_window_of_parts_is_one_report(busy, window):
    since = window[1] - timedelta(days=DAYS)
    rows = list(busy.adapter.fetch_breakdown(since, window[1], t.Breakdown.GENDER))
    orders = [call for call in busy.sandbox.calls(method="POST") if call["path"].endswith("/insights")]
    assert len(orders) == 1
    assert sums(rows) == sums(busy.adapter.fetch_metrics(since, window[1], level=t.MetricLevel.CAMPAIGN))


def test_reach_is_of_the_days_together_whether_at_once_or_prepared(busy, window):
    rows = list(busy.adapter.fetch_reach(*window))
    days = [
        list(busy.adapter.fetch_reach(window[0] + timedelta(days=n), window[0] + timedelta(days=n))) for n in range(14)
    ]
    for row in rows:
        each = [one.reach for day in days for one in day if one.campaign_external_id == row.campaign_external_id]
        assert max(each) < row.reach < sum(each)
        assert (row.since, row.until) == window
        assert row.reach < row.impressions
    busy.sandbox.control("POST", "faults", kind="error", method="GET", path="/insights$", code=100, subcode=1487534)
    assert list(busy.adapter.fetch_reach(*window)) == rows
    assert len(rows) == 2


def test_of_several_actions_in_a_count_of_plays_the_views_count(monkeypatch):
    told = [{"action_type": "other", "value": "7"}, {"action_type": "video_view", "value": "900"}]
    plain = {"campaign_id": "5", "adset_id": "51", "date_start": "2026-11-01", "date_stop": "2026-11-01"}
    quarter = {"video_p25_watched_actions": [{"action_type": "video_view", "value": "300"}]}
    rows = [plain | {"ad_id": "511", "video_play_actions": told} | quarter, plain | {"ad_id": "512"}]
    monkeypatch.setattr(watching, "read_days", lambda *args, **more: iter(rows))
    day = date(2026, 11, 1)
    assert list(watching.fetch_watching(None, day, day)) == [t.WatchRow(day, "5", "51", "511", 900, 300, 0, 0, 0)]
