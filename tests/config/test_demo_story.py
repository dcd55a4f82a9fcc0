"""The demo's story can happen: accounts before campaigns, a campaign before its changes, one switch after the other."""

import pytest

from analytics.maturity import RESTATEMENT_DAYS
from config.demo import story
from config.demo.living import CAMPAIGNS
from integrations.types import Platform

PEOPLE = {story.OWNER[0], *(email for email, _, _ in story.MEMBERS), "platform"}
FIRST = {platform: max(days for there, days in story.CONNECTED if there == platform) for platform in Platform}


def test_all_platforms_are_there_and_one_campaign_is_on_all_of_them():
    on = [{part.platform for part in tale.parts} for tale in CAMPAIGNS]
    assert set(FIRST) == set(Platform)
    assert on.count(set(Platform)) == 1
    assert {channel for tale in CAMPAIGNS for part in tale.parts if (channel := part.channel)} == {
        "search",
        "performance_max",
    }


def test_two_platforms_show_films_and_one_film_is_shown_to_few_people_for_long():
    films = [(tale, part) for tale in CAMPAIGNS for part in tale.parts if story.FILM in part.shows]
    assert {part.platform for _, part in films} == {Platform.META, Platform.TIKTOK}
    (tired,) = (tale for tale, part in films if part.aim.radii)
    assert tired.launched >= 60
    assert not tired.events


def test_nothing_lapses_before_it_is_given_again():
    given = sorted((days for platform, days in story.CONNECTED if platform == Platform.META), reverse=True)
    assert given[0] == story.DAYS
    assert all(before - after < 60 for before, after in zip(given, [*given[1:], 0], strict=True))


def test_the_day_that_was_never_read_is_shown_had_figures_and_is_read_by_no_night():
    ran = story.OPENED_ABROAD + story.ABROAD["campaigns"][0]["days"]
    restated = RESTATEMENT_DAYS[Platform(story.ABROAD["platform"])]
    assert story.OPENED_ABROAD + restated < story.UNREAD < min(ran, 90)
    assert all(days > story.OPENED_ABROAD for _, days in story.CONNECTED)  # a new permission has the past read again


@pytest.mark.parametrize("tale", CAMPAIGNS, ids=lambda tale: tale.name)
def test_a_campaign_comes_after_its_accounts_and_before_what_happens_to_it(tale):
    assert all(tale.launched <= FIRST[part.platform] for part in tale.parts)
    moments = [(-event.days_ago, event.hour) for event in tale.events]
    assert moments == sorted(moments)
    assert all((-tale.launched, 8) < moment for moment in moments)
    assert {event.who for event in tale.events} <= PEOPLE
    switches = [event.what for event in tale.events if event.what in ("pause", "resume")]
    assert switches == ["pause", "resume"][: len(switches)]


@pytest.mark.parametrize("tale", CAMPAIGNS, ids=lambda tale: tale.name)
def test_a_budget_of_a_campaign_with_several_parts_says_whose(tale):
    platforms = {part.platform for part in tale.parts}
    for event in tale.events:
        assert not event.where or event.where in platforms
        assert len(platforms) == 1 or event.what != "budget" or event.where
