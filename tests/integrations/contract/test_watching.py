"""How far the videos of ads are watched, and how many people ads reach."""

from dataclasses import replace
from datetime import timedelta

import pytest

from integrations import types as t
from tests.integrations.contract import plans
from tests.integrations.contract.media import make_image, make_video
from tests.integrations.contract.test_metrics import today

DAYS = 5


def film_plan(platform: t.Platform) -> t.CampaignPlan:
    """Return two ads with a film of each one's own and one without any, in one ad group."""
    channel = t.Channel.DEMAND_GEN if platform == t.Platform.GOOGLE else None
    budget = {"daily_budget_minor": 20_000}
    plan = plans.make_plan(platform, purpose=t.Purpose.TRAFFIC, channel=channel, **budget)
    group = replace(plan.ad_groups[0], ads=(*plan.ad_groups[0].ads, *plan.ad_groups[1].ads))
    first, second, plain = group.ads
    films = (replace(first, videos=(make_video("one"),)), replace(second, videos=(make_video("two"),)))
    if platform == t.Platform.TIKTOK:  # no pictures on their own there but in a carousel
        plain = replace(plain, videos=(), images=(make_image("orange"), make_image("saddlebrown")))
    plan = replace(plan, ad_groups=(replace(group, ads=(*films, plain)),))
    return plans.change_targeting(plan, keywords=())


@pytest.fixture
def shown(again, world):
    """Films and a picture that have been on the air for a week."""

    def show():
        world.start(film_plan(world.platform))
        world.wait(days=DAYS + 2)
        return world

    return again("films", show)


def window(world):
    """Return days of which all people have been counted."""
    until = today(world) - timedelta(days=2)
    return until - timedelta(days=DAYS - 1), until


def by_ad(rows) -> dict:
    """Return impressions by ad and day."""
    return {(row.ad_external_id, row.day): row for row in rows}


def test_ads_with_a_film_are_watched_to_the_end_by_few_and_pictures_not_at_all(shown):
    days = window(shown)
    rows = list(shown.adapter.fetch_watching(*days))
    figures = by_ad(shown.adapter.fetch_metrics(*days, level=t.MetricLevel.AD))
    assert len({ad for ad, _ in figures}) == 3
    assert len({row.ad_external_id for row in rows}) == 2
    assert len({(row.ad_external_id, row.day) for row in rows}) == len(rows) == 2 * DAYS
    for row in rows:
        told = figures[row.ad_external_id, row.day]
        assert (row.campaign_external_id, row.ad_group_external_id) == (
            told.campaign_external_id,
            told.ad_group_external_id,
        )
        assert told.impressions >= row.plays >= row.to_25 >= row.to_50 >= row.to_75 >= row.to_100 >= 0
        assert row.plays > row.to_25 > row.to_100 > 0


def test_each_film_is_watched_in_its_own_way_and_about_the_same_every_day(shown):
    rows = list(shown.adapter.fetch_watching(*window(shown)))
    held = {}
    for row in rows:
        held.setdefault(row.ad_external_id, []).append(row.to_25 / row.plays)
    one, two = held.values()
    assert max(one) - min(one) < 0.25 * max(one)
    assert abs(sum(one) - sum(two)) / DAYS > 0.005


def test_days_read_apart_give_the_same_rows_and_days_before_have_none(shown):
    since, until = window(shown)
    whole = sorted(shown.adapter.fetch_watching(since, until), key=repr)
    middle = since + timedelta(days=1)
    parts = [*shown.adapter.fetch_watching(since, middle)]
    parts += shown.adapter.fetch_watching(middle + timedelta(days=1), until)
    assert sorted(parts, key=repr) == whole
    long_ago = today(shown) - timedelta(days=40)
    assert list(shown.adapter.fetch_watching(long_ago, long_ago + timedelta(days=7))) == []


def test_ads_reach_fewer_people_than_their_days_added_up_and_google_tells_none(shown):
    days = window(shown)
    rows = list(shown.adapter.fetch_reach(*days, level=t.MetricLevel.AD))
    if shown.platform == t.Platform.GOOGLE:
        assert rows == []
        return
    assert len({row.ad_external_id for row in rows}) == len(rows) == 3
    (campaign,) = shown.adapter.fetch_reach(*days)
    assert (campaign.ad_group_external_id, campaign.ad_external_id) == ("", "")
    figures = list(shown.adapter.fetch_metrics(*days, level=t.MetricLevel.AD))
    for row in rows:
        own = [one for one in figures if one.ad_external_id == row.ad_external_id]
        assert {one.ad_group_external_id for one in own} == {row.ad_group_external_id}
        assert (row.campaign_external_id, row.since, row.until) == (campaign.campaign_external_id, *days)
        assert 0 < row.reach <= row.impressions == sum(one.impressions for one in own)
        assert row.reach <= campaign.reach
    assert sum(row.reach for row in rows) >= campaign.reach
