"""What a change would do to what a platform has learned is said before it is made, with the platform's own words."""

import pytest

from campaigns import selectors
from campaigns.models import Ad, AdGroup, PlatformCampaign
from campaigns.types import ChangeKind, TargetField, Wanted
from tests.campaigns.guarded import add_group, make_account, make_running, part_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cakes(organization, clock):
    """A campaign at €50.00 a day whose ad group is learning at Meta."""
    made = make_running(make_account(), budget=5000)
    add_group(made, learning="learning", platform_word="ACTIVE", reason="31 results since the last change.")
    return made


def budget(campaign, amount: int) -> list[Wanted]:
    return [Wanted(part_of(campaign), ChangeKind.BUDGET, TargetField.DAILY_BUDGET, amount, "Christmas cakes")]


@pytest.mark.parametrize(("amount", "count"), [(6000, 0), (6001, 1), (4000, 0), (3999, 1)])
def test_a_budget_that_moves_by_more_than_a_fifth_is_warned_of(cakes, amount, count):
    warnings = selectors.list_warnings(budget(cakes, amount))
    assert len(warnings) == count
    if warnings:
        assert warnings[0].evidence == "“ACTIVE” 31 results since the last change."
        assert warnings[0].text.startswith("Women is still learning")


def test_bids_targeting_and_ads_are_warned_of_once(cakes):
    group = AdGroup.objects.select_related("platform_campaign").get()
    ad = Ad.objects.create(ad_group=group, name="Order by Friday", external_id="a-1")
    wanted = [
        Wanted(part_of(cakes), ChangeKind.BID, TargetField.BID, {}, "a"),
        Wanted(group, ChangeKind.TARGETING, TargetField.TARGETING, {}, "b"),
        Wanted(ad, ChangeKind.CREATIVE, TargetField.CREATIVE, {}, "c"),
    ]
    assert [warning.target for warning in selectors.list_warnings(wanted)] == [group.uuid]


def test_a_campaign_that_learns_itself_is_warned_of(cakes):
    PlatformCampaign.objects.update(learning="limited", platform_word="LEARNING_LIMITED")
    AdGroup.objects.update(learning="unknown")
    (warning,) = selectors.list_warnings(budget(cakes, 9000))
    assert (warning.target, warning.evidence) == (part_of(cakes).uuid, "“LEARNING_LIMITED”")


def test_what_says_nothing_of_learning_is_not_warned_of(cakes):
    AdGroup.objects.update(learning="unknown")
    assert selectors.list_warnings(budget(cakes, 9000)) == []


def test_a_program_is_told_what_learns(cakes, api_client):
    found = api_client().get(f"/api/v1/campaigns/{cakes.uuid}/learning").json()
    assert [one["evidence"] for one in found] == ["“ACTIVE” 31 results since the last change."]


def test_a_pause_is_not_warned_of(cakes):
    pause = Wanted(part_of(cakes), ChangeKind.STATUS, TargetField.STATUS, "paused", "Christmas cakes")
    assert selectors.list_warnings([pause]) == []
