"""How many people a campaign reached: of several days together fewer than of each of them added up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from integrations import types as t
from tests.integrations.contract import plans
from tests.integrations.contract.test_metrics import today

DAYS = 5


@pytest.fixture
def shown(world):
    """A campaign of a kind whose people each platform counts, some days on the air; and one that was never switched on."""
    channel = t.Channel.DISPLAY if world.platform == t.Platform.GOOGLE else None
    plan = plans.change_targeting(
        plans.for_one_ad(world.platform, purpose=t.Purpose.TRAFFIC, channel=channel), keywords=(), languages=()
    )
    world.started = world.start(plan)[0]
    world.launch(replace(plan, name="Never on", operation_id="0190b0de-op-2"))
    world.wait(days=DAYS + 2)
    return world


def week(world) -> list:
    """Return the days of which all people have been counted."""
    last = today(world) - timedelta(days=2)
    return [last - timedelta(days=back) for back in range(DAYS)][::-1]


def test_days_together_reach_fewer_people_than_each_of_them_added_up(shown):
    days = week(shown)
    (whole,) = shown.adapter.fetch_reach(days[0], days[-1])
    assert (whole.campaign_external_id, whole.since, whole.until) == (shown.started.external_id, days[0], days[-1])
    single = [row.reach for day in days for row in shown.adapter.fetch_reach(day, day)]
    assert max(single) < whole.reach < sum(single)


def test_nobody_is_reached_without_an_impression_and_these_are_the_campaigns(shown):
    days = week(shown)
    (whole,) = shown.adapter.fetch_reach(days[0], days[-1])
    rows = list(shown.adapter.fetch_metrics(days[0], days[-1], level=t.MetricLevel.CAMPAIGN))
    assert 0 < whole.reach <= whole.impressions == sum(row.impressions for row in rows)


def test_days_before_anything_was_shown_reach_nobody(shown):
    long_ago = today(shown) - timedelta(days=40)
    assert list(shown.adapter.fetch_reach(long_ago, long_ago + timedelta(days=7))) == []
