"""Targeting: what the search offers is taken, what it does not know is refused."""

import pytest

from tests.sandbox.conftest import MARLOW
from tests.sandbox.meta.conftest import refusal

AUTO = {"targeting_automation": {"advantage_audience": 0}}
IRELAND = {"geo_locations": {"countries": ["IE"]}}
CIRCLE = {"latitude": 53.35, "longitude": -6.26, "radius": 10, "distance_unit": "kilometer"}


def search(meta, kind: str, words: str, **more) -> list[dict]:
    return meta.call("GET", "/search", type=kind, q=words, **more)["data"]


def adset(meta, spec: dict, **campaign) -> str:
    return meta.adset(meta.campaign(**campaign), targeting=spec | AUTO)


def places(**more) -> dict:
    return {"geo_locations": more}


def test_what_is_found_can_be_aimed_at(meta):
    city = search(meta, "adgeolocation", "dublin", location_types=["city"])[0]
    interest = search(meta, "adinterest", "baking")[0]
    locale = search(meta, "adlocale", "english")[0]
    assert (city["country_code"], city["region"]) == ("IE", "Leinster")
    assert interest["audience_size_lower_bound"] < interest["audience_size_upper_bound"]
    spec = places(cities=[{"key": city["key"]}]) | {
        "locales": [locale["key"]],
        "flexible_spec": [{"interests": [interest]}],
    }
    assert adset(meta, spec)


def test_a_name_that_two_places_bear_finds_both(meta):
    assert {row["country_code"] for row in search(meta, "adgeolocation", "Dublin")} == {"IE", "US"}


@pytest.mark.parametrize(
    ("spec", "error"),
    [
        (places(cities=[{"key": "1"}]), (100, 1487851)),
        (places(planets=["mars"]), (100, 0)),
        (places(countries=["XX"]), (100, 0)),
        (places(), (100, 1885364)),
        (places(custom_locations=[CIRCLE | {"radius": 81}]), (100, 1487851)),
        (places(custom_locations=[CIRCLE | {"latitude": 91}]), (100, 1487851)),
        (places(custom_locations=[CIRCLE | {"radius": "wide"}]), (100, 0)),
        (IRELAND | {"flexible_spec": [{"interests": [{"id": "1"}]}]}, (100, 1487694)),
        (IRELAND | {"interests": [{"id": "1"}]}, (100, 1487694)),
        (IRELAND | {"locales": [99999]}, (100, 0)),
        (IRELAND | {"genders": [3]}, (100, 0)),
        (IRELAND | {"publisher_platforms": ["tiktok"]}, (100, 0)),
        (IRELAND | {"custom_audiences": [{"id": "1"}]}, (100, 0)),
    ],
)
def test_an_ad_set_is_refused_with(meta, spec, error):
    assert refusal(lambda: adset(meta, spec)) == error
    assert meta.sandbox.count("adset") == 0


def test_a_city_and_the_country_it_lies_in_overlap(meta):
    key = search(meta, "adgeolocation", "cork", location_types=["city"])[0]["key"]
    assert refusal(lambda: adset(meta, places(countries=["IE"], cities=[{"key": key}]))) == (100, 1487756)
    assert adset(meta, places(countries=["GB"], cities=[{"key": key}]))


@pytest.mark.parametrize(
    "spec",
    [
        IRELAND | {"age_min": 25},
        IRELAND | {"genders": [1]},
        places(zips=[{"key": "IE:D01"}]),
        places(custom_locations=[CIRCLE]),
    ],
)
def test_ads_for_jobs_homes_and_loans_reach_everybody(meta, spec):
    special = {"special_ad_categories": ["HOUSING"], "special_ad_category_country": ["IE"]}
    assert refusal(lambda: adset(meta, spec, **special)) == (100, 2909034)
    assert adset(meta, spec)


@pytest.mark.parametrize(("kind", "words"), [("adplanet", "mars"), ("adgeolocation", None)])
def test_a_search_is_refused(meta, kind, words):
    params = {"type": kind} | ({"q": words} if words else {})
    assert refusal(lambda: meta.call("GET", "/search", **params))[0] == 100


def test_a_search_comes_in_pages(meta):
    first = meta.call("GET", "/search", type="adgeolocation", q="o", limit=3)
    more = meta.call("GET", "/search", type="adgeolocation", q="o", limit=3, after=first["paging"]["cursors"]["after"])
    assert len(first["data"]) == 3
    assert not {row["key"] for row in first["data"]} & {row["key"] for row in more["data"]}


def test_reach_is_told_in_bounds_and_not_for_a_few(meta):
    wide = meta.call("GET", f"/{MARLOW}/reachestimate", targeting_spec=IRELAND)["data"]
    assert 0 < wide["users_lower_bound"] < wide["users_upper_bound"]
    (audience,) = meta.call("GET", f"/{MARLOW}/customaudiences")["data"]
    meta.sandbox.control("POST", f"objects/{audience['id']}", approximate_count_lower_bound=10)
    few = meta.call("GET", f"/{MARLOW}/reachestimate", targeting_spec=IRELAND | {"custom_audiences": [audience]})[
        "data"
    ]
    assert few["users_lower_bound"] == -1
    assert refusal(lambda: meta.call("GET", f"/{MARLOW}/reachestimate")) == (100, 0)
    row = meta.call("GET", f"/{MARLOW}/delivery_estimate", targeting_spec=IRELAND, optimization_goal="REACH")["data"][0]
    assert row["estimate_mau_lower_bound"] < row["estimate_mau_upper_bound"]
