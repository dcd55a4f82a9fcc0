"""The way in: consent, the code, the token, whose advertisers it opens; and how TikTok's HTTP behaves."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from .conftest import MARLOW, TikTok

BACK = "http://localhost:8000/oauth/tiktok/callback"


def app(tiktok, **more):
    keys = {"app_id": tiktok.sandbox.settings["TIKTOK_APP_ID"], "secret": tiktok.sandbox.settings["TIKTOK_APP_SECRET"]}
    return keys | more


def code_of(tiktok):
    back = tiktok.sandbox.grant("marlow", platform="tiktok", state="abc")
    query = parse_qs(urlsplit(back).query)
    assert (back.split("?")[0], query["state"]) == (BACK, ["abc"])
    return query["auth_code"][0]


def test_a_code_gives_a_token_without_an_end_once(tiktok):
    code = code_of(tiktok)
    made = tiktok.post("/oauth2/access_token/", **app(tiktok, auth_code=code))
    assert made["advertiser_ids"] == [MARLOW]
    assert all(isinstance(scope, int) for scope in made["scope"])
    assert "expires_in" not in made
    assert tiktok.refused("POST", "/oauth2/access_token/", **app(tiktok, auth_code=code))[0] == 40110
    tiktok.sandbox.advance(days=400)
    assert TikTok(tiktok.sandbox, made["access_token"]).get("/user/info/")["display_name"] == "Nora Marlow"


def test_a_code_lives_for_an_hour(tiktok):
    code = code_of(tiktok)
    tiktok.sandbox.advance(minutes=61)
    assert tiktok.refused("POST", "/oauth2/access_token/", **app(tiktok, auth_code=code))[0] == 40110


def test_a_wrong_secret_is_refused(tiktok):
    assert tiktok.refused("POST", "/oauth2/access_token/", **app(tiktok, auth_code="x", secret="no"))[0] == 40101


def test_who_cancels_comes_back_without_a_code(tiktok):
    form = {
        "app_id": tiktok.sandbox.settings["TIKTOK_APP_ID"],
        "redirect_uri": BACK,
        "state": "s",
        "decision": "cancel",
    }
    answer = requests.post(f"{tiktok.sandbox.tiktok_url}/portal/auth", data=form, allow_redirects=False, timeout=10)
    assert "auth_code" not in answer.headers["location"]
    assert "error=access_denied" in answer.headers["location"]


@pytest.mark.parametrize("wish", [{"app_id": "1"}, {"redirect_uri": "https://evil.example/"}])
def test_the_portal_refuses_a_wrong_app_and_foreign_addresses(tiktok, wish):
    asked = {"app_id": tiktok.sandbox.settings["TIKTOK_APP_ID"], "redirect_uri": BACK} | wish
    for method in ("GET", "POST"):
        sent = {"params": asked} if method == "GET" else {"data": asked | {"decision": "allow", "person": "new"}}
        address = f"{tiktok.sandbox.tiktok_url}/portal/auth"
        assert requests.request(method, address, timeout=10, allow_redirects=False, **sent).status_code == 400


def test_somebody_new_has_two_advertisers_and_a_campaign_that_runs(tiktok):
    other = TikTok(tiktok.sandbox, tiktok.sandbox.token("new", platform="tiktok"))
    mine = other.get("/oauth2/advertiser/get/", **app(tiktok))["list"]
    assert len(mine) == 2
    other.advertiser = mine[0]["advertiser_id"]
    (campaign,) = other.get("/smart_plus/campaign/get/")["list"]
    assert campaign["secondary_status"] == "CAMPAIGN_STATUS_ENABLE"
    rows = other.report(key="campaign_id", level="AUCTION_CAMPAIGN", start_date="2026-07-01", end_date="2026-07-28")
    assert len(rows) == 28


@pytest.mark.parametrize(
    ("how", "code"), [("expire", 40102), ("revoke", 40105), ("password", 40114), ("invalid", 40105)]
)
def test_a_token_that_was_ended_says_how(tiktok, how, code):
    tiktok.sandbox.control("POST", "tokens", person="marlow", how=how, platform="tiktok")
    assert tiktok.refused("GET", "/campaign/get/")[0] == code


def test_a_token_given_back_is_dead(tiktok):
    given = tiktok.post("/oauth2/revoke_token/", **app(tiktok, access_token=tiktok.token))
    assert given["advertiser_ids"] == [MARLOW]
    assert tiktok.refused("GET", "/user/info/")[0] == 40105


def test_the_other_platforms_tokens_are_ended_apart(tiktok):
    tiktok.sandbox.token("marlow")
    assert tiktok.sandbox.control("POST", "tokens", person="marlow", how="revoke")["ended"]
    assert tiktok.get("/user/info/")["email"] == "nora@marlow.example"
    assert tiktok.sandbox.control("POST", "tokens", person="marlow", how="revoke", platform="all")["ended"] == 1


@pytest.mark.parametrize(("headers", "code"), [({"Access-Token": ""}, 40104), ({"Access-Token": "x"}, 40105)])
def test_without_a_good_token_nothing_is_answered(tiktok, headers, code):
    answer = tiktok.send("GET", "/campaign/get/", params={"advertiser_id": MARLOW}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (200, code)


def test_a_bearer_header_is_not_tiktoks(tiktok):
    headers = {"Access-Token": "", "Authorization": f"Bearer {tiktok.token}"}
    answer = tiktok.send("GET", "/campaign/get/", params={"advertiser_id": MARLOW}, headers=headers)
    assert answer.json()["code"] == 40104


def test_a_foreign_advertiser_is_refused(tiktok):
    tiktok.sandbox.control("POST", "people", name="Ben Byrne", key="ben", platform="tiktok")
    foreign = tiktok.sandbox.control("GET", "people")["people"][1]["accounts"][0]
    assert (foreign["platform"], foreign["status"]) == ("tiktok", "STATUS_ENABLE")
    for one in (foreign["id"], "123", "1029384756"):
        assert tiktok.refused("GET", "/campaign/get/", advertiser_id=one)[0] == 40001


def test_the_slash_at_the_end_is_part_of_the_path(tiktok):
    assert tiktok.send("GET", "/campaign/get", params={"advertiser_id": MARLOW}).status_code == 404
    assert tiktok.send("GET", "/campaign/get/", params={"advertiser_id": MARLOW}).status_code == 200


def test_an_envelope_surrounds_every_answer(tiktok):
    body = tiktok.raw("GET", "/campaign/get/")
    assert set(body) == {"code", "message", "request_id", "data"}
    assert (body["code"], body["message"], len(body["request_id"])) == (0, "OK", 34)
    assert tiktok.refused("GET", "/nothing/here/")[0] == 40400
    assert tiktok.send("POST", "/campaign/create/", data="{").json()["code"] == 40000


def test_fields_are_read_strictly(tiktok):
    assert tiktok.refused("POST", "/campaign/create/", advertiser_id=int(MARLOW))[0] == 40002
    assert "advertiser_id" in tiktok.refused("GET", "/campaign/get/", advertiser_id=None)[1]
    code, words = tiktok.refused("POST", "/campaign/create/", **tiktok.campaign_wish(budget="much"))
    assert (code, "budget" in words) == (40002, True)


def test_an_advertiser_tells_its_money_and_its_time(tiktok):
    (told,) = tiktok.get("/advertiser/info/", advertiser_ids=[MARLOW])["list"]
    assert (told["currency"], told["display_timezone"], told["status"]) == ("EUR", "Europe/Dublin", "STATUS_ENABLE")
    (short,) = tiktok.get("/advertiser/info/", advertiser_ids=[MARLOW], fields=["name"])["list"]
    assert short == {"name": "Marlow Bakehouse"}


def test_what_hangs_on_an_advertiser_is_listed(tiktok):
    identity = tiktok.one("/identity/get/", "identity_list")
    assert (identity["display_name"], identity["identity_type"]) == ("Marlow Bakehouse", "TT_USER")
    assert {event["optimization_event"] for event in tiktok.one("/pixel/list/", "pixels")["events"]} >= {
        "SHOPPING",
        "FORM",
    }
    assert tiktok.get("/page/get/", business_type="LEAD_GEN", page_status="PUBLISHED")["page_info"]["total_number"] == 1
    assert {one["platform"] for one in tiktok.get("/app/list/")["apps"]} == {"ANDROID", "IOS"}
    assert tiktok.one("/dmp/custom_audience/list/")["cover_num"] > 1000


def test_an_advertiser_can_lack_pixel_and_identity(tiktok):
    made = tiktok.sandbox.control(
        "POST", "accounts", person="marlow", platform="tiktok", name="Bare", pixel=False, page=False
    )
    bare = TikTok(tiktok.sandbox, tiktok.token, made["id"])
    assert made["pixels"] == []
    assert bare.get("/pixel/list/")["pixels"] == []
    assert bare.get("/identity/get/")["identity_list"] == []


def test_places_languages_and_interests_can_be_looked_up(tiktok):
    asked = {"placements": ["PLACEMENT_TIKTOK"], "objective_type": "TRAFFIC", "level_range": "TO_CITY"}
    found = {one["name"]: one for one in tiktok.get("/tool/region/", **asked)["region_info"]}
    assert found["Dublin"]["parent_id"] == found["Leinster"]["location_id"]
    assert found["Leinster"]["parent_id"] == found["Ireland"]["location_id"]
    countries = tiktok.get("/tool/region/", **asked | {"level_range": "TO_COUNTRY"})["region_info"]
    assert {one["level"] for one in countries} == {"COUNTRY"}
    assert {"code": "de", "name": "German"} in tiktok.get("/tool/language/")["languages"]
    rows = tiktok.get("/tool/interest_category/", version=2)["interest_categories"]
    by_id = {row["interest_category_id"]: row for row in rows}
    assert all(by_id[one]["level"] == 2 for row in rows for one in row["sub_category_ids"])
    assert tiktok.refused("GET", "/tool/region/")[0] == 40002


def test_an_audiences_size_is_guessed(tiktok):
    wide = tiktok.post("/ad/audience_size/estimate/", objective_type="TRAFFIC", location_ids=["2963597", "2635167"])
    narrow = tiktok.post("/ad/audience_size/estimate/", objective_type="TRAFFIC", location_ids=["2964574"])
    assert narrow["user_count"]["upper_end"] < wide["user_count"]["lower_end"]


def test_a_place_is_found_by_its_name(tiktok):
    asked = {"objective_type": "TRAFFIC", "placements": ["PLACEMENT_TIKTOK"], "search_type": "FUZZY_SEARCH"}
    (found,) = tiktok.post("/tool/targeting/search/", **asked, keywords=["dubl"])["targeting_tag_list"]
    assert (found["name"], found["geo"]["geo_id"], found["geo"]["geo_type"]) == ("Dublin", "2964574", "CITY")
    many = asked | {
        "search_type": "BATCH_REGION_SEARCH",
        "keywords": ["Cork", "Galway", "Paris"],
        "region_codes": ["IE"],
    }
    named = tiktok.post("/tool/targeting/search/", **many)["targeting_tag_list"]
    assert [one["name"] for one in named] == ["Cork", "Galway"]
    assert tiktok.refused("POST", "/tool/targeting/search/", **asked, keywords=["a", "b"])[0] == 40002
