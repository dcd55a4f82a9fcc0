"""Wrong input to the builder: told beside its field, what was typed is still there, and a draft is never made worse unsaid."""

from uuid import uuid4

import pytest

from campaigns.models import Campaign
from tests.bad_input.answers import is_told, shows
from tests.bad_input.platforms import PLATFORMS, Shelf
from tests.campaigns.walking import Walk
from tests.plugins.habits import sample

SCRIPT = "<script>alert(1)</script>"
UNCLEAN = ("a\x00b", "a\x01b")
TEXTS = (*UNCLEAN, "x" * 99, "蛋" * 46)
NOWHERE = "00000000-0000-0000-0000-000000000000"
CASES = [
    *[("google", "ad", name, value, name) for name in ("headlines_1", "descriptions_1", "display_path_1") for value in TEXTS],
    *[("google", "audience", "keywords", value, "keywords") for value in (
        "", *UNCLEAN, "x" * 81, "w " * 11, "[]", "\n".join(map(str, range(201))),
    )],
    *[("google", "audience", "negative_keywords", value, "negative_keywords") for value in (*UNCLEAN, "x" * 81, "w " * 11)],
    *[("google", "audience", name, SCRIPT, name) for name in ("match", "gender", "area", "languages", "countries")],
    *[("google", "platforms", name, SCRIPT, name) for name in ("bid_strategy",)],
    ("google", "ad", "headlines_3", "", "headlines_3"), ("google", "ad", "descriptions_2", "", "descriptions_2"),
    *[("google", "audience", name, value, name) for name in ("age_min", "age_max") for value in (
        "12", "66", "-1", "9" * 400, "old", "\x00",
    )],
    *[("tiktok", "ad", "primary_texts_1", value, "primary_texts_1") for value in ("", "  ", *UNCLEAN, "x" * 101, "蛋" * 51)],
    *[("tiktok", "ad", "videos", value, "videos") for value in ("", NOWHERE, "x")],
    *[("meta", "ad", "images", value, "images") for value in ("", NOWHERE, "x")],
    ("meta", "ad", "card_1_image", "x", "card_1_image"), ("meta", "ad", "card_1_headline", "One", "card_1_image"),
    ("meta", "ad", "card_10_link", "x", "card_10_image"), ("meta", "ad", "call_to_action", "x", "call_to_action"),
    *[("meta", "ad", name, value, name) for name in ("primary_texts_1", "headlines_1") for value in ("", "   ", *UNCLEAN)],
    ("meta", "ad", "headlines_1", "x" * 256, "headlines_1"), ("meta", "ad", "descriptions_1", "x" * 256, "descriptions_1"),
    *[("meta", "ad", "link", value, "link") for value in (
        "", "javascript:alert(1)", "/cakes", "https://", "a.example", "https://a b.example", "http://[::1",
        "http://a.example:99999999", "https://me:word@a.example", "https://localhost", "https://" + "a" * 2000 + ".example",
    )],
    ("meta", "platforms", "bid_amount", "3", "bid_strategy"), ("meta", "goal", "special_categories", "x", "special_categories"),
    *[("meta", "goal", "name", value, "name") for value in ("", "   ", "a\x00b", "x" * 151)],
    ("meta", "goal", "purpose", SCRIPT, "purpose"), ("meta", "audience", "countries", [], "countries"),
    ("meta", "audience", "countries", ["IE", "XX"], "countries"),
    *[("meta", "schedule", name, value, name) for name in ("start_date", "end_date") for value in (
        "2026-02-30", "tomorrow", "10000-01-01", "2036-11-21", "\x00",
    )], ("meta", "schedule", "end_date", "0001-01-01", "end_date"),
    ("meta", "schedule", "end_date", "2026-11-19", "end_date"), ("meta", "schedule", "utm_template", "utm_x={nobody}", "utm_template"),
]  # fmt: skip
AMOUNTS = (
    "", "0", "-5", "−5", "0.004", "9223372036854775808", "9" * 400, "1e308", "NaN", "Infinity", "25.001", "25,5,5", "1.2.3", "٢٥",
    "25 apples", "\x00", SCRIPT, "0x10", ".", ",", "-", "€", "100000000.00",
)  # fmt: skip


@pytest.fixture
def shelf(once, organization, clock) -> Shelf:
    return once("shelf", Shelf)


@pytest.fixture
def begun(once, shelf, api_client, page_client):
    """Return a walk through a right draft on a platform."""

    def begin(platform: str) -> Walk:
        made = once(f"a right draft on {platform}", lambda: shelf.make(platform, api_client()))
        return Walk.on(page_client(), made)

    return begin


def send(walk: Walk, step: str, **changes):
    return walk.write(**changes) if step == "ad" else walk.send(step, **changes)


@pytest.mark.parametrize("case", sample(range(len(CASES)), 16))
def test_a_wrong_input_is_told_beside_it_and_nothing_is_lost(begun, case):
    platform, step, name, value, field = CASES[case]
    walk = begun(platform)
    answer = send(walk, step, **{name: value})
    is_told(answer, field)
    if isinstance(value, str) and "\x00" not in value and name not in ("videos", "images", "purpose"):
        shows(answer, *[line for line in [value.strip()] if value != SCRIPT and len(line) < 300])
    assert SCRIPT not in answer.content.decode()
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize("typed", sample(AMOUNTS, 8))
def test_a_wrong_budget_is_told_beside_it(begun, shelf, typed):
    walk, name = begun("meta"), f"budget_{shelf.accounts['meta']}"
    is_told(walk.send("platforms", **{name: typed}), name)


@pytest.mark.parametrize(
    ("typed", "minor"), [("25,5", 2550), ("€25", 2500), ("1,200.00", 120_000), ("1.200,00", 120_000), (" 25 ", 2500)]
)
def test_money_is_read_as_people_write_it(begun, shelf, typed, minor):
    walk = begun("meta")
    walk.send("platforms", **{f"budget_{shelf.accounts['meta']}": typed})
    assert walk.campaign.platform_campaigns.get().daily_budget_minor == minor


def test_countries_that_are_named_twice_count_once(begun):
    walk = begun("meta")
    walk.send("audience", countries=["IE", "IE", "GB"])
    assert walk.campaign.platform_campaigns.get().ad_groups.get().countries == ["IE", "GB"]


@pytest.mark.parametrize("point", ["53,33, -6,24", "Dublin", "53.33", "53.33 N, 6.24 W", "91.0, 0.0", "0.0, 181.0", ""])
def test_a_point_that_cannot_be_read_never_becomes_a_whole_country(begun, point):
    walk = begun("meta")
    answer = walk.send("audience", area="circle", point=point, km="5")
    is_told(answer, "point" if point else "countries")
    shows(answer, point)
    assert "Ready for" not in walk.client.get(walk.address("review")).content.decode() or walk.draft.targeting.countries


@pytest.mark.parametrize("km", ["0", "801", "-5", "10.5", "x", "\x00", "9" * 400])
def test_a_circle_that_cannot_be_is_told(begun, km):
    is_told(begun("meta").send("audience", area="circle", point="53.33, -6.24", km=km), "km")


def test_the_end_before_the_start_names_the_start(begun):
    answer = begun("meta").send("schedule", start_date="2026-12-20", end_date="2026-12-01")
    is_told(answer, "end_date")
    shows(answer, "The end is before the start, 20 Dec 2026.", "2026-12-20", "2026-12-01")


@pytest.mark.parametrize("value", ["x", NOWHERE])
def test_a_picture_that_is_not_in_the_library_is_told(begun, shelf, value):
    walk = begun("google")
    walk.send("platforms", **{f"channel_{shelf.accounts['google']}": "display"})
    answer = walk.write(images=[value])
    is_told(answer, "images")
    shows(answer, "This picture is not in your library. Choose another.")


@pytest.mark.parametrize(
    ("purpose", "more", "field"),
    [
        ("lead_generation", {"form_privacy": "https://a.example/p"}, "form_headline"),
        (
            "lead_generation",
            {"form_headline": "Ask", "form_questions": ["email"], "form_privacy": "x"},
            "form_headline",
        ),
        ("app_installs", {"app_id": "com.example.app"}, "app_store"),
        ("app_installs", {"app_store": "google_play", "app_id": "cake"}, "app_id"),
    ],
)
def test_half_of_an_offer_is_told_and_kept(begun, purpose, more, field):
    answer = begun("meta").send("goal", purpose=purpose, **more)
    is_told(answer, field)
    shows(answer, *[text for text in more.values() if isinstance(text, str)])


@pytest.mark.parametrize("typed", ["1000.5", "0", "-1", "NaN", "9" * 400])
def test_a_budget_in_yen_has_no_decimals(begun, shelf, typed):
    name = f"budget_{shelf.yen}"
    is_told(begun("google").send("platforms", ad_account=[shelf.yen], **{name: typed}), name)


def test_every_account_has_its_own_budget_and_error(begun, shelf):
    names = {platform: f"budget_{uuid}" for platform, uuid in shelf.accounts.items()}
    typed = dict(zip(names.values(), ("", "0", "-1"), strict=True))
    answer = begun("meta").send("platforms", ad_account=list(shelf.accounts.values()), **typed)
    for name in names.values():
        is_told(answer, name)


@pytest.mark.parametrize("accounts", [[], ["x"], [str(uuid4())], ["\x00"]])
def test_an_account_that_is_not_ours_is_told(begun, accounts):
    is_told(begun("tiktok").send("platforms", ad_account=accounts), "ad_account")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_is_right_has_no_gaps_and_a_stale_save_overwrites_nothing(begun, platform):
    walk = begun(platform)
    before = walk.shown("goal")
    assert walk.send("goal", name="Other").redirect_chain
    stale = walk.client.post(walk.address("goal"), before | {"name": "A third"})
    assert (stale.status_code, walk.draft.name) == (409, "Other")
    shows(stale, "A third", "Other", "saved this draft")
    version = stale.context["form"]["version"].value()
    assert walk.client.post(walk.address("goal"), before | {"name": "A third", "version": version}).status_code == 302
    assert walk.draft.name == "A third"


@pytest.mark.parametrize(
    "sent", [{}, {"name": "  ", "purpose": "sales"}, {"name": "Cakes"}, {"name": "Cakes", "purpose": SCRIPT}]
)
def test_nothing_is_made_before_it_has_a_name_and_a_purpose(page_client, shelf, nothing_made, sent):
    client = page_client()
    with nothing_made():
        answer = client.post("/campaigns/new/", sent)
    is_told(answer, "name" if not sent.get("name", "").strip() else "purpose")


def test_the_first_step_sent_twice_makes_one(page_client, shelf):
    client, sent = page_client(), {"token": str(uuid4()), "name": "Cakes", "purpose": "sales"}
    first, again = client.post("/campaigns/new/", sent), client.post("/campaigns/new/", sent)
    assert (first.status_code, first.url) == (302, again.url)
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize("name", ["token", "version"])
def test_a_damaged_hidden_field_is_told_somewhere_on_the_page(begun, page_client, nothing_made, name):
    walk = begun("meta")
    answer = walk.client.post(walk.address("goal"), walk.shown("goal") | {name: "x"})
    assert answer.status_code == 422
    assert 'class="callout callout--bad"' in answer.content.decode()
