"""What only one platform knows of an audience is searched for there by name, ticked, kept, named, and let go again."""

import pytest

import integrations.services
from campaigns.forms.targeting import KINDS, Spot, name_of
from campaigns.views import targets
from integrations.errors import Temporary
from integrations.models import AdAccount
from integrations.types import TargetingKind, TargetingOption
from tests.campaigns.walking import errors_of

pytestmark = pytest.mark.django_db
OFFERED = {
    TargetingKind.INTEREST: [TargetingOption(TargetingKind.INTEREST, "6003", "Baking", ("Food",), 1200000)],
    TargetingKind.PLACE: [TargetingOption(TargetingKind.PLACE, "city:1", "Dublin", ("city", "Ireland"))],
    TargetingKind.AUDIENCE: [
        TargetingOption(TargetingKind.AUDIENCE, "71", "Buyers", (), 900),
        TargetingOption(TargetingKind.AUDIENCE, "72", "<b>مشترون</b>"),
    ],
}


@pytest.fixture
def platform(monkeypatch):
    """Let every platform offer the same, and remember what it was asked; the names are remembered as usual."""
    asked = []

    def ask(account, call):
        return call(_Platform(asked))

    monkeypatch.setattr("integrations.services.platform_calls.ask", ask)
    return asked


class _Platform:
    def __init__(self, asked):
        self.asked = asked

    def search_targeting(self, kind, query, *, limit):
        self.asked.append((kind.value, query))
        return [one for one in OFFERED[kind] if query.lower() in one.name.lower()][:limit]


@pytest.fixture
def key(shelf):
    return shelf.accounts["meta"]


def test_what_is_searched_without_scripts_is_saved_found_ticked_and_named(begun, key, platform):
    walk = begun("meta")
    answer = walk.send("audience", go=f"find:interests_{key}", age_min="30", **{f"words_interests_{key}": "bak"})
    page = answer.content.decode()
    assert platform == [("interest", "bak")]
    assert walk.draft.targeting.age_min == 30
    assert "Baking" in page
    assert "about 1,200,000 people" in page
    walk.send("audience", **{f"interests_{key}": ["6003"], f"excluded_audiences_{key}": ["71"]})
    aim = walk.draft.whole_parts()[0].targeting
    assert (aim.interests, aim.excluded_audiences, aim.countries) == (("6003",), ("71",), ("IE",))
    assert walk.draft.targeting.interests == ()
    page = walk.client.get(walk.address("audience")).content.decode()
    assert "<span>Baking</span>" in page
    assert "Meta’s number 71" in page
    walk.send("audience", **{f"interests_{key}": [], f"excluded_audiences_{key}": []})
    assert walk.draft.parts[0].targeting is None


def test_enter_in_a_search_searches_and_does_not_leave_the_page(begun, key, platform):
    walk = begun("meta")
    answer = walk.send("audience", go="enter", **{f"words_places_{key}": "dub"})
    assert answer.request["PATH_INFO"] == walk.address("audience")
    assert "Dublin" in answer.content.decode()
    assert walk.send("audience", go="enter").request["PATH_INFO"] == walk.address("ads")


def test_a_page_with_scripts_gets_what_is_chosen_and_what_is_found_and_each_stands_once(begun, key, platform):
    walk = begun("meta")
    address = f"/ad-accounts/{key}/targets/audiences/"
    page = walk.client.get(address, {f"audiences_{key}": ["71", "71"]}).content.decode()
    assert page.count('value="71"') == 1
    assert "&lt;b&gt;مشترون&lt;/b&gt;" in page
    assert "is called “nobody”" in walk.client.get(address, {f"words_audiences_{key}": "nobody"}).content.decode()
    assert targets.NO_WORDS in walk.client.get(f"/ad-accounts/{key}/targets/interests/").content.decode()
    assert walk.client.get(f"/ad-accounts/{key}/targets/keywords/").status_code == 404


def test_a_platform_that_does_not_answer_is_said_and_nothing_gets_lost(begun, key, monkeypatch):
    def fails(**_):
        raise Temporary("Meta does not answer. Try again in a minute.")

    monkeypatch.setattr(integrations.services, "search_targeting", fails)
    walk = begun("meta")
    answer = walk.send("audience", go=f"find:audiences_{key}", **{f"audiences_{key}": ["71"]})
    assert "Meta does not answer." in answer.content.decode()
    assert walk.draft.whole_parts()[0].targeting.audiences == ("71",)


@pytest.mark.parametrize("value", ["", " ", "x" * 600, "a\x00b"])
@pytest.mark.parametrize("field", sorted(KINDS))
def test_what_is_no_key_is_refused_beside_its_search(begun, key, field, value, nothing_changes):
    walk = begun("meta")
    name = f"{field}_{key}"
    with nothing_changes(walk):
        answer = walk.send("audience", **{name: [value]})
    assert list(errors_of(answer)) == [name]


def test_towns_take_the_place_of_countries_and_an_ad_group_may_have_its_own(begun, key):
    walk = begun("meta")
    walk.send("audience", **{f"places_{key}": ["city:1|Dublin"], f"placements_{key}": ["instagram"]})
    aim = walk.draft.whole_parts()[0].targeting
    assert (aim.places[0].name, aim.countries, aim.placements) == ("Dublin", (), ("instagram",))
    group = walk.draft.parts[0].ad_groups[0].key
    sent = {"whose": "own", f"places_{key}": ["city:2|Cork"], f"interests_{key}": ["6003"]}
    walk.send(f"ad-groups/{group}", go="ads", **sent)
    own = walk.draft.parts[0].ad_groups[0].targeting
    assert (own.places[0].name, own.interests, own.placements) == ("Cork", ("6003",), ("instagram",))


def test_what_a_platform_cannot_do_is_said_and_not_asked_for(begun, shelf):
    walk = begun("google")
    key = shelf.accounts["google"]
    walk.send("platforms", **{f"channel_{key}": "performance_max"})
    page = walk.client.get(walk.address("audience")).content.decode()
    assert "Performance Max finds its people itself" in page
    assert f'name="words_interests_{key}"' not in page
    assert f'name="words_places_{key}"' in page


def test_names_of_inputs_are_the_accounts_own(shelf):
    spot = Spot(AdAccount.objects.get(uuid=shelf.accounts["meta"]))
    assert name_of("places", spot) == f"places_{shelf.accounts['meta']}"
