"""Whether a day is complete goes by when it was last read, not by how long ago it was; what had not begun is a gap."""

from datetime import timedelta
from decimal import Decimal

import pytest

from analytics import periods, selectors, services
from analytics.models import Feed
from analytics.selectors import Cut, Dimension, gather
from analytics.types import Basis, DayState, Period
from campaigns.models import PlatformCampaign
from tests.analytics.build import NOW, TODAY, days_before, make_account, make_campaign, row, store, text_of

OLD = Period(days_before(60), days_before(54))
CHOICE = periods.Choice("custom", OLD, OLD.previous())


@pytest.fixture
def account(organization, clock):
    return make_account()


def read(account, days, *, at, period=None, ad="ad1", **figures):
    store(account, [row(days_before(n), ad, **figures) for n in days], at=at)
    services.record_reading(account=account, period=period or Period(days_before(70), days_before(0)), read_at=at)


def overview(choice=CHOICE, **about):
    return selectors.get_overview(choice, now=NOW, today=TODAY, **about)


def states(found):
    return [day.state for day in found.series if day.day in found.period]


def test_a_day_that_nobody_read_again_since_it_was_young_is_maturing_weeks_later(account):
    read(account, range(54, 61), at=NOW - timedelta(days=54))
    found = overview()
    assert states(found) == [DayState.MATURING] * 7
    assert found.maturing == OLD
    assert found.estimate.final > found.estimate.known == 14
    assert set(found.expected) == set(OLD)
    assert found.estimates_by_platform["meta"] == found.estimate


def test_read_again_after_its_platforms_delay_it_is_complete(account):
    read(account, range(54, 61), at=NOW - timedelta(days=54))
    services.record_reading(account=account, period=OLD, read_at=NOW - timedelta(days=20))
    found = overview()
    assert states(found) == [DayState.MATURE] * 7
    assert (found.maturing, found.estimate, found.expected) == (None, None, {})


def test_the_account_that_was_read_youngest_decides(account):
    read(account, range(54, 61), at=NOW)
    read(
        make_account("Slow"),
        [56],
        at=NOW - timedelta(days=50),
        ad="slow",
        period=Period(days_before(56), days_before(56)),
    )
    assert states(overview()) == [DayState.MATURE] * 4 + [DayState.MATURING] + [DayState.MATURE] * 2


def test_a_period_that_was_left_young_gets_no_final_verdict(account):
    read(account, range(54, 75), at=NOW - timedelta(days=54))
    assert overview().comparison.basis == Basis.UNEQUAL
    assert selectors.compare(CHOICE, now=NOW, today=TODAY).basis == Basis.UNEQUAL
    services.record_reading(account=account, period=OLD, read_at=NOW)
    assert overview().comparison.basis == Basis.FINAL
    assert selectors.compare(CHOICE, now=NOW, today=TODAY).basis == Basis.FINAL


def test_estimates_of_groups_hold_old_days_that_were_last_read_young(account):
    read(account, range(54, 61), at=NOW - timedelta(days=54))
    cut = Cut(OLD, (Dimension.DAY,), matures=TODAY)
    (answer,) = gather([cut])
    assert {day for (day,) in answer.estimates} == set(OLD)
    assert answer.estimates[(days_before(54),)].final > 2
    services.record_reading(account=account, period=OLD, read_at=NOW)
    (answer,) = gather([cut])
    assert answer.estimates == {}


def test_a_campaign_is_drawn_from_its_launch_on_and_not_as_zero_before(account, page_client):
    campaign = make_campaign(account, "New")
    read(account, range(30), at=NOW, ad="other")
    store(account, [row(days_before(n), "New-ad", campaign="new") for n in (1, 2)])
    services.link_account(account=account)
    PlatformCampaign.objects.update(launched_at=NOW - timedelta(days=4))
    found = overview(periods.named("7d", TODAY), campaign_ids=[campaign.pk], launched_date=days_before(4))
    drawn = {day.day: day for day in found.series + found.series_before}
    assert {day for day, each in drawn.items() if each.state == DayState.BEFORE} == {
        days_before(n) for n in range(5, 29)
    }
    assert drawn[days_before(3)].is_known  # launched, and nothing came of it yet: a zero
    assert drawn[days_before(3)].metrics.conversions == Decimal(0)
    text = text_of(page_client().get(f"/campaigns/{campaign.uuid}/numbers/"))
    assert '<td class="n">before it began</td>' in text
    assert '"value": null' in text or '"value":null' in text


def test_a_campaign_that_ran_earlier_and_paused_has_zeros(account):
    campaign = make_campaign(account, "Pausing")
    read(account, [60], at=NOW, ad="Pausing-ad", campaign="pausing")
    services.link_account(account=account)
    found = overview(periods.named("7d", TODAY), campaign_ids=[campaign.pk])
    assert {day.is_known for day in found.series} == {True}


def test_days_that_only_another_account_was_read_of_are_no_zeros_of_a_campaign(account):
    campaign = make_campaign(account, "Here")
    read(account, [1, 20], at=NOW, ad="Here-ad", campaign="here", period=Period(days_before(5), days_before(0)))
    read(make_account("Other"), [1], at=NOW, ad="else")
    services.link_account(account=account)
    found = overview(periods.named("7d", TODAY), campaign_ids=[campaign.pk])
    assert {day.day: day.state for day in found.series}[days_before(7)] == DayState.MISSING


def test_before_the_first_reading_of_every_account_nothing_is_drawn(account):
    read(account, [1], at=NOW, period=Period(days_before(4), days_before(0)))
    Feed.objects.filter(account_id=account.pk).update(history_from_date=days_before(4))
    found = overview(periods.named("7d", TODAY))
    assert states(found) == [DayState.BEFORE] * 3 + [DayState.MATURING] * 4
