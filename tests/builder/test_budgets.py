"""Budgets on the platforms step: a day or in all by account, one for all ad groups or one each; nothing gets lost between."""

import pytest

from campaigns.forms.targeting.known import CANNOT, Spot
from campaigns.services.gaps import list_gaps
from integrations.models import AdAccount
from integrations.platforms.google import targeting_rules
from integrations.platforms.tiktok import rules
from integrations.types import AdGroupPlan, CampaignPlan, Channel, Gender, Keyword, Platform, Targeting
from tests.campaigns.walking import errors_of
from tests.factories import START

pytestmark = pytest.mark.django_db


def groups_of(walk) -> list:
    return list(walk.draft.parts[0].ad_groups)


@pytest.fixture
def two_groups(begun, shelf):
    """Return a walk through a draft with two ad groups on Meta, its account's key, and how to send the platforms."""
    walk, key = begun("meta"), shelf.accounts["meta"]
    group = walk.draft.parts[0].ad_groups[0].key
    walk.client.post(walk.address("ads"), walk.shown("ads") | {"do": f"copy-group:{group}"})
    assert len(groups_of(walk)) == 2
    return walk, key


def test_one_budget_is_divided_among_ad_groups_and_added_up_again(two_groups):
    walk, key = two_groups
    walk.send("platforms", **{f"budget_{key}": "60.01", f"level_{key}": "ad_group"})
    part = walk.draft.parts[0]
    assert (part.budget_level, part.daily_budget_minor) == ("ad_group", None)
    assert [group.daily_budget_minor for group in groups_of(walk)] == [3001, 3000]
    second = f"budget_{groups_of(walk)[1].key}"
    walk.send("platforms", **{second: "10"})
    assert [group.daily_budget_minor for group in groups_of(walk)] == [3001, 1000]
    walk.send("platforms", **{f"level_{key}": "campaign"})
    part = walk.draft.parts[0]
    assert (part.budget_level, part.daily_budget_minor) == ("campaign", 4001)
    assert [group.daily_budget_minor for group in groups_of(walk)] == [None, None]


def test_what_one_ad_group_lacks_is_told_beside_its_own_input(two_groups):
    walk, key = two_groups
    walk.send("platforms", **{f"budget_{key}": "60", f"level_{key}": "ad_group"})
    second = f"budget_{groups_of(walk)[1].key}"
    assert list(errors_of(walk.send("platforms", **{second: ""}))) == [second]
    assert list(errors_of(walk.send("platforms", **{second: "much"}))) == [second]


def test_one_account_has_a_budget_a_day_and_another_one_in_all(begun, shelf):
    walk, (meta, tiktok) = begun("meta"), (shelf.accounts["meta"], shelf.accounts["tiktok"])
    sent = {f"budget_{tiktok}": "2000", f"kind_{tiktok}": "lifetime"}
    walk.send("platforms", ad_account=[meta, tiktok], **sent)
    first, second = walk.draft.parts
    assert (first.daily_budget_minor, first.lifetime_budget_minor) == (6000, None)
    assert (second.daily_budget_minor, second.lifetime_budget_minor) == (None, 200000)
    assert list(list_gaps(walk.campaign, START)["schedule"]) == ["parts.1.end_date"]


def test_google_has_no_levels_to_choose(begun, shelf):
    walk, key = begun("google"), shelf.accounts["google"]
    page = walk.client.get(walk.address("platforms")).content.decode()
    assert f'name="level_{key}"' not in page
    assert "On Google a budget belongs to the whole campaign." in page


@pytest.mark.parametrize("name", ["kind", "level"])
def test_what_is_no_choice_is_refused(begun, shelf, name, nothing_changes):
    walk, field = begun("meta"), f"{name}_{shelf.accounts['meta']}"
    with nothing_changes(walk):
        assert list(errors_of(walk.send("platforms", **{field: "<b>"}))) == [field]


SAMPLES = {
    "ages": ("age_min", {"age_min": 25}), "genders": ("genders", {"genders": (Gender.WOMEN,)}),
    "interests": ("interests", {"interests": ("6003",)}), "audiences": ("audiences", {"audiences": ("71",)}),
    "excluded_audiences": ("excluded_audiences", {"excluded_audiences": ("71",)}),
    "keywords": ("keywords", {"keywords": (Keyword("cake"),)}),
    "placements": ("placements", {"placements": ("search_partners",)}),
}  # fmt: skip


@pytest.mark.parametrize("channel", [kind[1] for kind in CANNOT if kind[0] == Platform.GOOGLE])
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_page_says_of_google_what_googles_own_rules_say(channel, name):
    field, values = SAMPLES[name]
    words = {"keywords": (Keyword("cake"),)} if channel == Channel.SEARCH else {}
    aim = Targeting(countries=("IE",), **(words | values))
    plan = CampaignPlan.__new__(CampaignPlan)
    object.__setattr__(plan, "ad_groups", (AdGroupPlan("a", "A", aim, ()),))
    refused = {problem.field for problem in targeting_rules.check_targetings(plan, channel)}
    spot = Spot(AdAccount(platform="google"), channel)
    assert (field in refused) == (name in spot.cannot)


def test_the_page_says_of_tiktok_what_tiktoks_own_rules_say():
    spot = Spot(AdAccount(platform="tiktok"))
    aim = Targeting(countries=("IE",), placements=("elsewhere",))
    assert [one.field for one in rules.check_targeting(aim, is_special=False)] == ["placements"]
    assert set(spot.cannot) == {"keywords", "radii", "placements"}
