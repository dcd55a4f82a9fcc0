"""Steps are saved whichever way one leaves them, a draft is resumed where something is missing, and nothing gets lost."""

import pytest

from campaigns.models import Campaign
from campaigns.selectors import get_campaign
from integrations.models import AdAccount
from tests.campaigns.walking import Walk, errors_of

pytestmark = pytest.mark.django_db


def path_of(answer) -> str:
    return answer.request["PATH_INFO"]


def test_a_campaign_grows_step_by_step_and_is_resumed_where_something_is_missing(shelf, page_client):
    walk = Walk.begin(page_client(), purpose="sales")
    resume = f"/campaigns/{walk.uuid}/edit/"
    assert walk.client.get(resume).url == walk.address("platforms")
    meta = shelf.accounts["meta"]
    answer = walk.send("platforms", ad_account=[meta], **{f"budget_{meta}": "25"})
    assert answer.redirect_chain[-1][0] == walk.address("audience")
    assert walk.client.get(resume).url == walk.address("audience")
    assert walk.send("audience", countries=["IE"]).redirect_chain[-1][0] == walk.address("ads")
    assert walk.client.get(resume).url == walk.address("ads")
    walk.write(link="https://marlow.example/", primary_texts_1="Order.", headlines_1="Cakes", images=shelf.square)
    assert walk.client.get(resume).url == f"/campaigns/{walk.uuid}/edit/review/"
    assert "Draft saved at" in walk.client.get(walk.address("goal")).content.decode()


@pytest.mark.parametrize(
    ("go", "there"),
    [("back", "audience"), ("platforms", "platforms"), ("audience", "audience"), ("leave", None), ("review", "review")],
)
def test_a_step_is_saved_whichever_way_one_leaves_it(begun, monkeypatch, go, there):
    monkeypatch.setattr("campaigns.services.preview_campaign", lambda **_: pytest.skip("asks a platform"))
    walk = begun("meta")
    sent = walk.shown("ads") | {"link": "https://marlow.example/stollen", "go": go}
    answer = walk.client.post(walk.address("ads"), sent)
    assert answer.url == (walk.address(there) if there else f"/campaigns/{walk.uuid}/")
    assert {spot.creative.link for spot in walk.spots} == {"https://marlow.example/stollen"}


def test_what_is_missing_is_kept_and_told_and_does_not_lock_anybody_in(begun):
    walk = begun("meta")
    answer = walk.send("audience", countries=[], age_min="30")
    assert (path_of(answer), list(errors_of(answer))) == (walk.address("audience"), ["countries"])
    assert (walk.draft.targeting.age_min, walk.draft.targeting.countries) == (30, ())
    assert path_of(walk.send("audience", go="goal")) == walk.address("goal")
    assert "1 thing missing" in walk.answer.content.decode()


def test_what_cannot_be_read_is_not_kept_and_still_stands_there(begun, shelf):
    walk, name = begun("meta"), f"budget_{shelf.accounts['meta']}"
    before = walk.campaign.version
    answer = walk.send("platforms", go="back", **{name: "much"})
    assert (answer.status_code, list(errors_of(answer))) == (422, [name])
    assert 'value="much"' in answer.content.decode()
    assert walk.campaign.version == before


def test_a_town_and_ages_of_one_platform_follow_what_is_said_for_all(begun, shelf):
    walk = begun("meta")
    walk.send("goal", purpose="store_visits")
    key = shelf.accounts["meta"]
    walk.send("audience", **{f"places_{key}": ["city:2413|Dublin"]})
    assert walk.draft.parts[0].targeting.places[0].name == "Dublin"
    walk.send("audience", age_min="30", countries=["GB"])
    aim = walk.draft.whole_parts()[0].targeting
    assert (aim.places[0].name, aim.countries, aim.age_min) == ("Dublin", (), 30)
    walk.send("audience", **{f"places_{key}": []})
    assert walk.draft.whole_parts()[0].targeting.countries == ("GB",)


def test_what_only_programs_say_stays_when_a_page_saves(begun, shelf, api_client):
    body = shelf.body("meta") | {
        "targeting": {"countries": ["IE"], "interests": ["6003"], "languages": ["en"]},
        "creative": {"link": "https://a.example/", "primary_texts": ["One", "Two"], "headlines": ["First", "Second"],
                     "images": [shelf.square, shelf.wide]},
    }  # fmt: skip
    made = api_client().post("/api/v1/campaigns", body, content_type="application/json")
    walk = Walk.on(begun("meta").client, get_campaign(made.json()["id"]))
    walk.send("audience", age_min="20")
    walk.write(headlines_1="Another")
    aim, said = walk.draft.whole_parts()[0].targeting, walk.spots[0].creative
    assert (aim.interests, aim.languages, aim.age_min) == (("6003",), ("en",), 20)
    assert (said.primary_texts, said.headlines) == (("One", "Two"), ("Another", "Second"))
    assert [str(one) for one in said.images] == [shelf.square, shelf.wide]


def test_a_lead_form_and_a_circle_are_kept_as_filled_in(begun):
    walk = begun("meta")
    form = {
        "form_headline": "Ask for a cake", "form_questions": ["full_name", "email"], "form_question": "For how many?",
        "form_privacy": "https://marlow.example/privacy",
    }  # fmt: skip
    walk.send("goal", purpose="lead_generation", **form)
    assert walk.campaign.platform_campaigns.get().lead_form["questions"] == ["full_name", "email", "For how many?"]
    walk.send("audience", area="circle", point="53.3331, -6.2489", km="5", point_name="the bakehouse")
    group = walk.campaign.platform_campaigns.get().ad_groups.get()
    assert group.name == "5 km around the bakehouse"
    assert group.targeting["radii"] == [
        {"latitude": "53.3331", "longitude": "-6.2489", "km": 5, "name": "the bakehouse"}
    ]


def test_another_platform_leaves_and_comes_without_touching_the_others(begun, shelf):
    walk = begun("meta")
    both = [shelf.accounts["meta"], shelf.accounts["tiktok"]]
    walk.send("platforms", ad_account=both, **{f"budget_{shelf.accounts['tiktok']}": "60"})
    assert [str(part.ad_account) for part in walk.draft.parts] == both
    walk.send("platforms", ad_account=both[:1])
    assert walk.spots[0].creative.headlines == ("Cakes",)
    assert walk.campaign.platform_campaigns.count() == 1


def test_what_counts_is_chosen_of_what_the_account_has(begun, shelf):
    account = AdAccount.objects.get(uuid=shelf.accounts["meta"])
    account.candidates = [{"kind": "pixel", "external_id": "77", "name": "Shop", "sets": {}}]
    account.save()
    walk, name = begun("meta"), f"conversion_{account.uuid}"
    walk.send("schedule", **{name: "77"})
    assert walk.campaign.platform_campaigns.get().conversion == "77"
    assert list(errors_of(walk.send("schedule", **{name: "78"}))) == [name]
    walk.send("platforms")
    assert walk.campaign.platform_campaigns.get().conversion == "77"


def test_two_people_see_each_others_changes(begun, page_client):
    nora, tom = begun("meta"), None
    tom = Walk.on(page_client(), nora.campaign)
    old = tom.shown("schedule")
    nora.send("schedule", end_date="2027-02-01")
    answer = tom.client.post(tom.address("schedule"), old | {"end_date": "2027-03-01"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "saved this draft at" in page
    assert "2027-02-01" in page
    assert 'value="2027-03-01"' in page
    assert str(nora.draft.end_date) == "2027-02-01"
    again = {**old, "end_date": "2027-03-01", "version": answer.context["form"]["version"].value()}
    assert tom.client.post(tom.address("schedule"), again).status_code == 302
    assert (str(nora.draft.end_date), Campaign.objects.count()) == ("2027-03-01", 1)
