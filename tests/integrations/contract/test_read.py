"""Reading accounts, campaigns and figures."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from integrations import errors
from integrations import types as t

DAYS = 40


@pytest.fixture
def shop(world):
    """A shop whose campaigns have been running for weeks: one counts orders, one counts leads."""
    campaigns = [
        {"name": "Always on", "days": DAYS, "daily_budget_minor": 3000},
        {"name": "Courses", "days": 20, "daily_budget_minor": 2000},
    ]
    account = {"name": "Byrne Pottery", "currency": "EUR", "time_zone": "Europe/Dublin", "campaigns": campaigns}
    world.sandbox.control("POST", "people", name="Ben Byrne", key="byrne", page="Byrne Pottery", accounts=[account])
    return world.connect("byrne")


def _today(world) -> datetime:
    return datetime.fromtimestamp(world.sandbox.now(), UTC).date()


def test_the_token_knows_whose_it_is_and_how_long_it_lives(world):
    assert world.grant.user_label == "Nora Marlow"
    assert world.grant.external_user_id
    assert timedelta(days=50) < world.grant.expires_at - datetime.fromtimestamp(world.sandbox.now(), UTC)


def test_an_account_says_its_currency_zone_page_and_what_it_lacks(world):
    (account,) = world.auth.list_accounts(world.grant)
    assert (account.name, account.currency, account.time_zone) == ("Marlow Bakehouse", "EUR", "Europe/Dublin")
    assert account.is_usable
    assert account.needs == ()
    assert account.presence["page_name"] == "Marlow Bakehouse"
    world.sandbox.control(
        "POST", "accounts", person="marlow", name="Bare", currency="JPY", time_zone="Asia/Tokyo", pixel=False
    )
    bare = next(a for a in world.auth.list_accounts(world.grant) if a.name == "Bare")
    assert any("pixel" in need.text for need in bare.needs)


def test_an_account_that_was_switched_off_cannot_be_used(world):
    world.sandbox.control("POST", f"objects/act_{world.link.external_id}", account_status=2)
    (account,) = world.auth.list_accounts(world.grant)
    assert not account.is_usable
    assert account.status_words == "Switched off by Meta"


def test_every_page_of_a_long_list_is_read(world, monkeypatch):
    for number in range(7):
        world.sandbox.control("POST", "accounts", person="marlow", name=f"Shop {number}")
    monkeypatch.setattr("integrations.platforms.meta.auth.PAGE_SIZE", 3)
    assert len(world.auth.list_accounts(world.grant)) == 8


def test_running_campaigns_are_read_with_all_that_is_in_them(shop):
    campaigns = {campaign.observed.name: campaign for campaign in shop.adapter.list_campaigns()}
    assert set(campaigns) == {"Always on", "Courses"}
    running = campaigns["Always on"]
    assert running.purpose == t.Purpose.SALES
    assert running.observed.run_status == t.RunStatus.ACTIVE
    assert running.observed.delivery in (t.Delivery.DELIVERING, t.Delivery.LEARNING, t.Delivery.LIMITED)
    assert all(group.countries and group.ads for group in running.ad_groups)
    assert all(ad.link and ad.primary_text for group in running.ad_groups for ad in group.ads)


def test_observing_and_listing_agree(shop, monkeypatch):
    monkeypatch.setattr("integrations.platforms.meta.reading.PAGE_SIZE", 1)
    listed = []
    for campaign in shop.adapter.list_campaigns():
        listed.append(campaign.observed)
        for group in campaign.ad_groups:
            listed += [group.observed, *(ad.observed for ad in group.ads)]
    assert listed == list(shop.adapter.observe())


def test_figures_are_the_platform_s_own_to_the_cent(shop, monkeypatch):
    monkeypatch.setattr("integrations.platforms.meta.insights.PAGE_SIZE", 7)
    today = _today(shop)
    since = today - timedelta(days=DAYS)
    rows = list(shop.adapter.fetch_metrics(since, today))
    assert len({(row.day, row.ad_external_id) for row in rows}) == len(rows)
    assert {row.day for row in rows} <= {since + timedelta(days=n) for n in range(DAYS + 1)}
    spend = sum(row.spend_micros for row in rows)
    assert spend > 0
    assert all(isinstance(row.conversions, Decimal) and isinstance(row.spend_micros, int) for row in rows)
    assert sum(row.conversions for row in rows) > 0
    assert sum(row.clicks for row in rows) < sum(row.impressions for row in rows)
    by_day = Counter()
    for row in rows:
        by_day[row.day] += row.spend_micros
    assert max(by_day.values()) <= (3000 + 2000) * 10_000 * 1.75
    assert sum(row.value_micros for row in rows) > 0


def test_one_order_is_counted_once_though_the_platform_reports_it_under_several_names(shop):
    day = _today(shop) - timedelta(days=3)
    before = {row.ad_external_id: row for row in shop.adapter.fetch_metrics(day, day)}
    ad = next(iter(before))
    shop.sandbox.control("POST", "restate", ad=ad, day=day.isoformat(), count=2, value_minor=9000)
    after = {row.ad_external_id: row for row in shop.adapter.fetch_metrics(day, day)}
    assert after[ad].conversions - before[ad].conversions == 2
    assert after[ad].value_micros - before[ad].value_micros == 90_000_000
    assert after[ad].spend_micros == before[ad].spend_micros


def test_the_hours_of_a_day_add_up_to_the_day(shop):
    day = _today(shop) - timedelta(days=2)
    daily = list(shop.adapter.fetch_metrics(day, day))
    hourly = list(shop.adapter.fetch_metrics(day, day, hourly=True))
    assert all(row.hour is None for row in daily)
    assert {row.hour for row in hourly} <= set(range(24))
    assert sum(row.impressions for row in hourly) == sum(row.impressions for row in daily)
    assert sum(row.clicks for row in hourly) == sum(row.clicks for row in daily)
    assert sum(row.conversions for row in hourly) == sum(row.conversions for row in daily)
    difference = abs(sum(row.spend_micros for row in hourly) - sum(row.spend_micros for row in daily))
    assert difference <= 10_000 * len(hourly)


def test_a_window_that_is_too_much_at_once_is_halved(shop):
    today = _today(shop)
    whole = list(shop.adapter.fetch_metrics(today - timedelta(days=20), today))
    too_much = {"kind": "error", "method": "GET", "path": "/insights$", "code": 100, "subcode": 1504018}
    shop.sandbox.control("POST", "faults", **too_much)
    halved = list(shop.adapter.fetch_metrics(today - timedelta(days=20), today))
    assert len(halved) == len(whole) == len(set(whole))
    assert set(halved) == set(whole)


def test_days_without_anything_give_no_rows(world):
    today = _today(world)
    assert list(world.adapter.fetch_metrics(today - timedelta(days=9), today)) == []


@pytest.mark.parametrize("how", ["expire", "revoke", "password", "invalid"])
def test_a_dead_token_is_told_as_such(world, how):
    world.sandbox.control("POST", "tokens", person="marlow", how=how)
    with pytest.raises(errors.AuthExpired):
        list(world.adapter.observe())
    with pytest.raises(errors.AuthExpired):
        world.adapter.update(t.ObjectRef(t.ObjectKind.CAMPAIGN, "1"), t.ChangeField.STATUS, "paused")


def test_a_token_that_was_given_back_is_dead_and_giving_it_back_twice_is_no_error(world):
    world.auth.revoke(world.grant)
    with pytest.raises(errors.AuthExpired):
        list(world.adapter.observe())
    world.auth.revoke(world.grant)


def test_somebody_else_s_account_is_not_ours_to_see(world, shop):
    world.link, mine = shop.link, world.grant.access_token
    stolen = t.AccountLink(shop.link.external_id, "EUR", "Europe/Dublin", mine)
    world.link = stolen
    with pytest.raises(errors.PermissionDenied):
        list(world.adapter.observe())
