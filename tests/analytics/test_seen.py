"""How far videos are watched and whom ads reach: read bit by bit, safe to repeat and to kill, back to the beginning at first."""

from datetime import timedelta

import pytest

import integrations.services
from analytics import selectors, services
from analytics.models import Feed, ReachMetric, Subject, WatchMetric
from analytics.selectors import AdReach, Scope, Watched, reread_window
from analytics.services import audiences, seen
from analytics.types import Period
from integrations.errors import Temporary
from integrations.types import MetricLevel, ReachRow, WatchRow
from tests.analytics.build import NOW, days_before, make_account, make_campaign, read_days, row, store

ADS = [f"ad{n}" for n in range(5)]
BATCH = 20


class Platform:
    """A platform whose five ads are all films, played a hundred times a day; it notes what it was asked for."""

    def __init__(self):
        self.watched: list[Period] = []
        self.weeks: list[Period] = []
        self.told, self.most_unstored = 0, 0
        self.plays, self.silent, self.breaks_after = 100, "", 10**9

    def fetch_watching(self, *, account, since, until):
        self.watched.append(Period(since, until))
        for day in Period(since, until):
            for ad in ADS:
                if ad == self.silent:
                    continue
                if self.told >= self.breaks_after:
                    raise Temporary("The line is down.")
                yield WatchRow(day, "c1", "c1-g1", ad, self.plays, 60, 40, 30, 20)
                self.told += 1
                self.most_unstored = max(self.most_unstored, self.told - WatchMetric.objects.count())

    def fetch_reach(self, *, account, since, until, level=MetricLevel.CAMPAIGN):
        if level == MetricLevel.CAMPAIGN:
            yield ReachRow("c1", since, until, 900, 2_000)
            return
        self.weeks.append(Period(since, until))
        for number, ad in enumerate(ADS):
            yield ReachRow("c1", since, until, 200 + number, 1_000, "c1-g1", ad)


@pytest.fixture
def platform(monkeypatch):
    """Return a platform in place of the adapters, with batches small enough to see them."""
    told = Platform()
    for name in ("fetch_watching", "fetch_reach"):
        monkeypatch.setattr(integrations.services, name, getattr(told, name))
    monkeypatch.setattr(integrations.services, "fetch_breakdown", lambda **_: iter(()))
    monkeypatch.setattr(seen, "BATCH", BATCH)
    return told


@pytest.fixture
def account(organization, clock):
    """Return an account of whose ads figures of a month were read."""
    made = make_account()
    store(made, [row(days_before(n), ad) for n in range(1, 29) for ad in ADS], campaigns={"ad0": 7})
    Feed.objects.filter(account_id=made.pk).update(history_done_at=NOW)
    return made


def read(account, **later):
    services.read_audiences(account=account, now=NOW + timedelta(**later))


def kept() -> tuple[list, list]:
    reach = ReachMetric.objects.order_by("subject_id", "since", "until")
    return list(WatchMetric.objects.order_by("subject_id", "day").values()), list(reach.values())


def test_the_first_reading_goes_back_eight_weeks_and_the_next_night_reads_one_week_of_reach(account, platform):
    read(account)
    assert [each.until for each in platform.weeks] == [
        days_before(1 + n) for n in (1, 0, 7, 14, 21, 28, 35, 42, 49, 56)
    ]
    assert {len(each) for each in platform.weeks} == {7}
    assert platform.watched == [Period(days_before(56), days_before(1))]
    assert WatchMetric.objects.count() == 56 * len(ADS)
    platform.weeks, platform.watched = [], []
    read(account, days=1)
    assert [each.until for each in platform.weeks] == [days_before(1), days_before(0)]
    window = Period(*reread_window(account, NOW + timedelta(days=1)))
    assert platform.watched == [window]


def test_nights_that_were_missed_are_made_up_for(account, platform):
    read(account)
    platform.weeks, platform.watched = [], []
    read(account, days=15)
    assert [each.until for each in platform.weeks] == [days_before(1 + n - 15) for n in (1, 0, 7, 14)]
    read(account, days=400)
    assert len(platform.watched[-1]) == seen.FIRST_DAYS


def test_reading_again_changes_nothing_and_a_change_is_taken(account, platform):
    read(account)
    whole = kept()
    read(account, hours=2)
    assert kept() == whole
    platform.plays = 130
    read(account, hours=3)
    first, _ = reread_window(account, NOW)
    assert set(WatchMetric.objects.filter(day__gte=first).values_list("plays", flat=True)) == {130}
    assert set(WatchMetric.objects.filter(day__lt=first).values_list("plays", flat=True)) == {100}


def test_a_reading_that_breaks_off_keeps_what_it_had_and_the_next_one_completes_it(account, platform):
    platform.breaks_after = 3 * BATCH + 5
    with pytest.raises(Temporary):
        read(account)
    assert WatchMetric.objects.count() == 3 * BATCH
    assert Feed.objects.get().audiences_read_at is None
    platform.breaks_after, platform.weeks = 10**9, []
    read(account, hours=1)
    assert WatchMetric.objects.count() == 56 * len(ADS)
    assert len(platform.weeks) == 10


def test_no_more_than_a_batch_waits_in_memory_and_many_ads_are_asked_for_few_days_at_a_time(
    account, platform, monkeypatch
):
    read(account)
    whole = kept()
    assert 0 < platform.most_unstored <= BATCH
    monkeypatch.setattr(seen, "ROWS_AT_ONCE", 7 * len(ADS))
    platform.watched = []
    read(account, hours=1)
    assert [len(part) for part in platform.watched] == [7, 7, 7, 7]
    assert kept() == whole


def test_an_ad_that_is_not_reported_any_more_has_no_plays_in_the_days_that_are_read(account, platform):
    read(account)
    platform.silent = "ad0"
    read(account, hours=1)
    gone = WatchMetric.objects.filter(subject__ad_external_id="ad0").order_by("day")
    assert [each.day for each in gone if not each.plays] == [days_before(n) for n in range(28, 0, -1)]
    assert {each.to_25 for each in gone if not each.plays} == {0}


def test_ads_reach_is_theirs_and_that_of_campaigns_stays_apart(account, platform):
    read(account)
    windows = selectors.list_ad_reach(Scope(), days_before(3))
    assert windows == [AdReach(7, days_before(n + 6), days_before(n), 200, 1_000) for n in (2, 1)]
    assert {each.reach for each in selectors.list_reach()} == {900}
    assert Subject.objects.filter(ad_external_id="").exclude(campaign_external_id="").count() == 1


def test_what_was_watched_is_added_up_by_ad(organization, clock, platform):
    account = make_account()
    campaigns = {name: make_campaign(account, name) for name in ("Bread", "Cakes")}
    read_days(account, campaigns, range(1, 29))
    ads = {each.ad_id: each for each in Subject.objects.exclude(ad_external_id="")}
    for each in ads.values():
        for n in (1, 2, 3):
            WatchMetric.objects.create(
                subject=each, day=days_before(n), plays=10 * n, to_25=n, to_50=n, to_75=1, to_100=0, known_at=NOW
            )
        for n in (1, 2):
            span = {"since": days_before(n + 6), "until": days_before(n)}
            ReachMetric.objects.create(subject=each, **span, reach=50 * n, impressions=200, known_at=NOW)
    found = selectors.list_watching(Period(days_before(2), days_before(1)))
    assert found == dict.fromkeys(ads, Watched(30, 3, 3, 2, 0))
    bread = Scope(campaign_ids=[campaigns["Bread"].pk])
    (only,) = selectors.list_watching(Period(days_before(2), days_before(1)), bread)
    assert [(each.ad_id, each.until, each.frequency) for each in selectors.list_ad_reach(bread, days_before(2))] == [
        (only, days_before(2), 2),
        (only, days_before(1), 4),
    ]
    assert selectors.list_ad_reach(bread, days_before(0)) == []
    assert selectors.list_watching(Period(days_before(9), days_before(8))) == {}


def test_the_night_counts_as_read_only_when_ads_were_read_too(account, platform, monkeypatch):
    monkeypatch.setattr(audiences, "read_seen", lambda **_: (_ for _ in ()).throw(Temporary("The line is down.")))
    with pytest.raises(Temporary):
        read(account)
    assert Feed.objects.get().audiences_read_at is None
