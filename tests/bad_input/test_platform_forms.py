"""Wrong input to what the pages ask for each platform: told beside its field, nothing is lost, nothing is half-made."""

from uuid import uuid4

import pytest

from campaigns.models import Campaign
from tests.bad_input.answers import is_beside, shows
from tests.bad_input.platforms import PLATFORMS, Shelf
from tests.plugins.habits import sample

SCRIPT = "<script>alert(1)</script>"
UNCLEAN = ("a\x00b", "a\x01b")
GOOGLE = [
    *[(name, value, name) for name in ("g_headline_1", "g_description_1", "g_path_1") for value in (*UNCLEAN, "x" * 99, "蛋" * 46)],
    *[("keywords", value, "keywords") for value in ("", *UNCLEAN, "x" * 81, "w " * 11, "[]", "\n".join(map(str, range(201))))],
    *[("negative_keywords", value, "negative_keywords") for value in (*UNCLEAN, "x" * 81, "w " * 11)],
    *[(name, SCRIPT, name) for name in ("match", "g_channel", "gender", "budget_kind", "bid_strategy")],
    ("g_headline_3", "", "g_headline_3"), ("g_description_2", "", "g_description_2"),
    *[(name, value, name) for name in ("age_min", "age_max") for value in ("12", "66", "-1", "9" * 400, "old", "\x00")],
]  # fmt: skip
TIKTOK = [
    *[("t_text", value, "t_text") for value in ("", "  ", *UNCLEAN, "x" * 101, "蛋" * 51)],
    *[("t_video", value, "t_video_file") for value in ("", "00000000-0000-0000-0000-000000000000")],
]
META = [
    ("card_1_image", "x", "card_1_image"), ("card_1_headline", "One", "card_1_image"), ("card_6_link", "x", "card_6_image"),
    ("bid_amount", "3", "bid_strategy"), ("special_categories", "x", "special_categories"),
]  # fmt: skip
CASES = [
    *(("google", *one) for one in GOOGLE),
    *(("tiktok", *one) for one in TIKTOK),
    *(("meta", *one) for one in META),
]


@pytest.fixture
def shelf(once, organization, clock) -> Shelf:
    return once("shelf", Shelf)


@pytest.mark.parametrize("case", sample(range(len(CASES)), 12))
def test_a_wrong_input_is_told_beside_it_and_nothing_is_lost(page_client, shelf, nothing_made, case):
    platform, name, value, field = CASES[case]
    client, form = page_client(), shelf.form(platform) | {name: value}
    with nothing_made():
        answer = client.post("/campaigns/new/", form)
    is_beside(answer, field)
    kept = [text for key, text in form.items() if key not in (name, "token", "ad_account", "countries")]
    shows(answer, *[text for text in kept if isinstance(text, str)])
    assert SCRIPT not in answer.content.decode()


@pytest.mark.parametrize("point", ["53,33, -6,24", "Dublin", "53.33", "53.33 N, 6.24 W", "91.0, 0.0", "0.0, 181.0"])
def test_a_point_that_cannot_be_read_never_becomes_a_whole_country(page_client, shelf, nothing_made, point):
    client, form = page_client(), shelf.form("meta") | {"purpose": "store_visits", "point": point, "km": "5"}
    with nothing_made():
        answer = client.post("/campaigns/new/", form)
    is_beside(answer, "point")
    shows(answer, point)


@pytest.mark.parametrize("km", ["0", "801", "-5", "10.5", "x", "\x00", "9" * 400])
def test_a_circle_that_cannot_be_is_told(page_client, shelf, nothing_made, km):
    client = page_client()
    form = shelf.form("meta") | {"purpose": "store_visits", "point": "53.33, -6.24", "km": km}
    with nothing_made():
        is_beside(client.post("/campaigns/new/", form), "km")


@pytest.mark.parametrize("picture", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_picture_that_is_not_in_the_library_is_told(page_client, shelf, nothing_made, picture):
    client = page_client()
    display = {"g_channel": "display", "g_long_headline": "Cakes", "g_business_name": "Marlow", "g_images": [picture]}
    with nothing_made():
        answer = client.post("/campaigns/new/", shelf.form("google") | display)
    is_beside(answer, "g_images")
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
def test_half_of_an_offer_is_told_and_kept(page_client, shelf, nothing_made, purpose, more, field):
    client = page_client()
    with nothing_made():
        answer = client.post("/campaigns/new/", shelf.form("meta") | {"purpose": purpose} | more)
    is_beside(answer, field)
    shows(answer, *[text for text in more.values() if isinstance(text, str)])


@pytest.mark.parametrize("typed", ["1000.5", "0", "-1", "NaN", "9" * 400])
def test_a_budget_in_yen_has_no_decimals(page_client, shelf, nothing_made, typed):
    client, form = page_client(), shelf.form("google") | {"ad_account": [shelf.yen], "daily_budget": typed}
    with nothing_made():
        is_beside(client.post("/campaigns/new/", form), "daily_budget")


def test_every_account_has_its_own_budget_and_error(page_client, shelf, nothing_made):
    client, form = page_client(), {}
    for platform in PLATFORMS:
        form |= shelf.form(platform)
    names = {platform: f"budget_{uuid.replace('-', '')}" for platform, uuid in shelf.accounts.items()}
    typed = dict(zip(names.values(), ("", "0", "-1"), strict=True))
    with nothing_made():
        answer = client.post("/campaigns/new/", form | typed | {"ad_account": list(shelf.accounts.values())})
    for name in names.values():
        is_beside(answer, name)


@pytest.mark.parametrize("accounts", [[], ["x"], [str(uuid4())], ["\x00"]])
def test_an_account_that_is_not_ours_is_told(page_client, shelf, nothing_made, accounts):
    client = page_client()
    with nothing_made():
        is_beside(client.post("/campaigns/new/", shelf.form("tiktok") | {"ad_account": accounts}), "ad_account")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_is_right_is_made_once_and_can_be_edited(page_client, shelf, platform):
    client, form = page_client(), shelf.form(platform)
    first, again = client.post("/campaigns/new/", form), client.post("/campaigns/new/", form)
    assert (first.status_code, again.status_code, first.url) == (302, 302, again.url)
    made = Campaign.objects.get()
    page = client.get(f"/campaigns/{made.uuid}/edit/")
    shows(page, form.get("g_headline_3") or form.get("t_text") or form["primary_text"])
    changed = client.post(f"/campaigns/{made.uuid}/edit/", form | {"version": made.version, "name": "Other"})
    assert changed.status_code == 302
    stale = client.post(f"/campaigns/{made.uuid}/edit/", form | {"version": made.version, "name": "A third"})
    assert stale.status_code == 409
    shows(stale, "A third")
