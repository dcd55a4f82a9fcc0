"""Wrong values in what only some platforms take, by the API: named, in words, and nothing is half-made."""

import json
from uuid import uuid4

import pytest

from tests.bad_input.answers import is_problem, send
from tests.bad_input.platforms import PLATFORMS, Shelf, put
from tests.factories import make_page_client
from tests.plugins.habits import sample

LISTS = ("languages", "interests", "audiences", "excluded_audiences", "placements")
TEXTS = (None, 1, [], {}, "a\x00b", "\ud800", "a\x01b", "x" * 10_000)
CARD = {"headline": "One", "link": "https://a.example"}
CIRCLE = {"latitude": 53.3, "longitude": -6.2, "km": 5}
APP = {"store": "google_play", "store_id": "com.example.app"}
FORM = {"headline": "Ask", "description": "", "questions": ["email"], "privacy_url": "https://a.example/p"}

ANYWHERE = [
    *[(f"targeting.{name}", [value]) for name in LISTS for value in (*TEXTS, "", "  ")],
    *[(f"targeting.{name}", ["x"] * 101) for name in LISTS],
    *[("targeting.places", [{"key": "1", "name": "x", "kind": "city", name: value}]) for name in ("key", "name", "kind")
      for value in TEXTS],
    *[("targeting.radii", [CIRCLE | {name: value}]) for name, values in {
        "latitude": (None, "x", 91, -91, "NaN", 1e308, 10**30), "longitude": (None, 181, "Infinity"),
        "km": (None, 0, -1, 801, 1.5, 10**30, "x"), "name": TEXTS,
    }.items() for value in values],
    ("targeting.radii", [CIRCLE] * 101), ("targeting.radii", [{}]), ("targeting.genders", ["x"]),
    ("targeting.unknown", 1), ("targeting.deep", {"a": {"b": [{}] * 1000}}), ("targeting", "x"), ("targeting", []),
    ("targeting.countries", ["ie"]), ("targeting.countries", []), ("targeting.age_min", 12), ("targeting.age_max", 66),
    ("targeting.interests", ["x" * 1_000_000]), ("targeting.interests", ["x"] * 100_000),
    *[("targeting.keywords", [{"text": value}]) for value in (*TEXTS, "", "  ", "x" * 81, "w " * 11)],
    ("targeting.keywords", [{"text": "a", "match": "near"}]), ("targeting.keywords", [{"text": f"w{n}"} for n in range(201)]),
    *[("creative.cards", [CARD | {name: value}] * 2) for name in ("headline", "link", "description") for value in TEXTS],
    *[("creative.cards", [CARD | {"image": value}] * 2) for value in (None, "x", str(uuid4()))],
    ("creative.link", "ftp://a.example"), ("creative.link", "javascript:alert(1)"), ("creative.unknown", 1),
    *[("creative.images", [value]) for value in (None, "x", 1)], ("creative.call_to_action", "press"),
    *[("parts.0.bid", {"strategy": strategy, **more}) for strategy, more in (
        ("x", {}), ("target_cpa", {}), ("target_cpa", {"amount_minor": 0}), ("bid_cap", {"amount_minor": -1}),
        ("cost_cap", {"amount_minor": 10**30}), ("target_roas", {}), ("target_roas", {"roas": "NaN"}),
        ("target_roas", {"roas": -1}), ("target_roas", {"roas": 1e308}),
    )],
    *[("parts.0.daily_budget_minor", value) for value in (None, 0, -1, 2**63, "6000", 60.5, True)],
    *[("parts.0.lifetime_budget_minor", value) for value in (0, 5000, -1)],
    ("parts.0.budget_level", "x"), ("parts.0.channel", "radio"), ("parts.0.conversion", "x" * 256),
    ("parts.0.conversion", "\x01"), ("parts.0.ad_account", str(uuid4())), ("parts.0.unknown", 1), ("parts", [{}] * 11),
    *[("app", APP | {"store_id": value}) for value in (*TEXTS, "cake", "../../etc")], ("app", APP | {"store": "x"}),
    ("app", APP | {"store_url": "ftp://x"}), ("app", APP | {"external_id": "x" * 65}),
    *[("lead_form", FORM | {name: value}) for name in ("headline", "description", "thanks") for value in TEXTS],
    ("lead_form", FORM | {"questions": []}), ("lead_form", FORM | {"questions": ["q"] * 11}), ("lead_form", FORM | {"privacy_url": "x"}),
    ("special_categories", ["cakes"]), ("special_category_countries", ["ie"]), ("is_eu_political", "perhaps"),
]  # fmt: skip


@pytest.fixture
def shelf(once, organization, clock) -> Shelf:
    return once("shelf", Shelf)


def refused(answer) -> dict[str, str]:
    """Check that it is a problem that names its fields; return what is said of each."""
    is_problem(answer, 422)
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


@pytest.mark.parametrize("case", sample(range(len(ANYWHERE)), 24))
def test_a_wrong_value_is_named_on_every_platform(api_client, shelf, nothing_made, case):
    path, value = ANYWHERE[case]
    api = api_client()
    with nothing_made():
        for platform in PLATFORMS:
            answer = send(api, "POST", "/campaigns", json.dumps(put(shelf.body(platform), path, value)))
            assert refused(answer), (platform, path)


OF_A_PLATFORM = [
    ("google", "creative.headlines", [f"h{n}" for n in range(16)], "15 fit"),
    ("google", "creative.headlines", ["a", "a", "a"], "3 headlines are needed"),
    ("google", "creative.headlines", ["蛋" * 16, "b", "c"], "32 characters; 30 fit"),
    ("google", "creative.descriptions", ["one"], "2 descriptions"),
    ("google", "creative.display_path", ["x" * 16], "15 fit"),
    ("google", "targeting.keywords", [], "search for"),
    ("google", "parts.0.budget_level", "ad_group", "at the campaign"),
    ("google", "parts.0.channel", "performance_max", "long headline"),
    ("meta", "creative.primary_texts", ["x" * 2001], "2000 fit"),
    ("meta", "creative.headlines", [f"h{n}" for n in range(6)], "5 fit"),
    ("meta", "creative.images", [], "Choose a picture"),
    ("meta", "parts.0.channel", "search", "Only Google"),
    ("tiktok", "creative.primary_texts", ["蛋" * 51], "102 characters; 100 fit"),
    ("tiktok", "creative.videos", [], "Choose one, or upload one"),
]


@pytest.mark.parametrize(("platform", "path", "value", "said"), OF_A_PLATFORM, ids=lambda value: repr(value)[:24])
def test_each_platforms_own_limits_are_told(api_client, shelf, nothing_made, platform, path, value, said):
    api = api_client()
    with nothing_made():
        answer = send(api, "POST", "/campaigns", json.dumps(put(shelf.body(platform), path, value)))
        assert said in " ".join(refused(answer).values())


def test_a_picture_is_no_video_and_a_video_no_picture(api_client, shelf, nothing_made):
    api = api_client()
    wrong = [("tiktok", "creative.videos", shelf.square), ("meta", "creative.images", shelf.video)]
    wrong += [("meta", "creative.videos", str(uuid4())), ("tiktok", "creative.videos", str(uuid4()))]
    with nothing_made():
        for platform, path, asset in wrong:
            refused(send(api, "POST", "/campaigns", json.dumps(put(shelf.body(platform), path, [asset]))))
        card = {"headline": "One", "link": "https://a.example", "image": shelf.video}
        refused(send(api, "POST", "/campaigns", json.dumps(put(shelf.body("meta"), "creative.cards", [card, card]))))


def test_a_stale_part_launches_nothing(page_client, books, nothing_made):
    page = page_client()
    with nothing_made():
        for part in (str(uuid4()), "x", "\x00"):
            assert page.post(f"/campaigns/{books.draft}/launch/", {"part": part}).status_code == 302


def test_what_belongs_to_another_organisation_is_not_there(
    organization, other_organization, member, shelf, nothing_made
):
    body = json.dumps(shelf.body("google"))
    foreign = make_page_client(other_organization, member().user)
    with nothing_made():
        assert foreign.post("/campaigns/new/", {"name": "Cakes", "purpose": "sales"}).status_code in (403, 404)
        assert foreign.post("/api/v1/campaigns", body, content_type="application/json").status_code in (401, 403, 404)
