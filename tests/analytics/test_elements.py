"""Figures by picture, video, headline, call to action and tag, over all campaigns: page, API, file and selectors."""

import csv
import io
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics import services
from analytics.exports import Sheet, write_csv
from analytics.selectors import Cut, Dimension, Scope, gather
from analytics.tables import open_table, read_spec
from analytics.types import ELEMENTS, Period
from campaigns.models import Ad
from campaigns.selectors import list_elements
from creatives.models import Asset
from tests.analytics.build import NOW, TODAY, cells_of, days_before, make_account, make_campaign, row, store, text_of
from tests.creatives.test_tags import keep

WEEK = Period(days_before(7), days_before(1))
APART = "Hours, actions, parts of an audience and parts of an ad stand apart: ask for one of them."


@pytest.fixture
def account(organization, clock):
    return make_account()


def make_ad(account, name, creative, *, into=None, **figures):
    """Make an ad that shows this, in a campaign of its own or in that of another ad, with a day of figures."""
    if into is None:
        ad = Ad.objects.get(ad_group__platform_campaign__campaign=make_campaign(account, name, creative=creative))
    else:
        ad = Ad.objects.create(ad_group=into.ad_group, name=name, external_id=f"{name}-ad", creative=creative)
    outside = ad.ad_group.platform_campaign.external_id
    store(account, [row(days_before(1), ad.external_id, campaign=outside, **figures)])
    services.link_account(account=account)
    return ad


@pytest.fixture
def bakery(account) -> dict[str, Asset]:
    """Make three ads in two campaigns that share headlines and pictures."""
    cake, snow, film = keep("Cake", 1, ["blue"]), keep("Snow", 2, ["blue", "winter"]), keep("Film", 3, ["winter"])
    first = make_ad(
        account, "a", {"headlines": ["Fresh bread", "Every day"], "images": [str(cake.uuid), str(snow.uuid)]}, clicks=3
    )
    more = {"headlines": ["Every day"], "images": [str(cake.uuid)], "call_to_action": "shop_now"}
    make_ad(account, "b", more, into=first, clicks=5)
    make_ad(account, "c", {"headlines": ["Every day"], "videos": [str(film.uuid)], "logos": [str(snow.uuid)]}, clicks=7)
    return {"cake": cake, "snow": snow, "film": film}


def clicks(*dimensions, **more):
    (answer,) = gather([Cut(WEEK, dimensions, **more)])
    return {key[0] if len(key) == 1 else key: each.clicks for key, each in answer.sums.items()}


def test_an_ad_counts_whole_under_each_headline_and_once_under_one_it_has_twice(account):
    first = make_ad(account, "a", {"headlines": ["Fresh bread", "Fresh  bread ", "Every day"]}, clicks=3)
    make_ad(account, "b", {"headlines": ["Every day"], "long_headlines": ["Bread, every day"]}, clicks=5)
    card = {"headline": "Every day", "link": "", "image": str(uuid4())}
    make_ad(account, "c", {"cards": [card]}, into=first, clicks=7)
    make_ad(account, "d", {"primary_texts": ["No headline at all"]}, clicks=11)
    assert clicks(Dimension.HEADLINE) == {"Fresh bread": 3, "Every day": 15, "Bread, every day": 5}
    assert clicks(Dimension.IMAGE) == {card["image"]: 7}
    assert clicks() == {(): 26}


def test_each_part_of_ads_has_its_keys(bakery):
    cake, snow, film = (str(bakery[name].uuid) for name in ("cake", "snow", "film"))
    assert clicks(Dimension.IMAGE) == {cake: 8, snow: 3}
    assert clicks(Dimension.VIDEO) == {film: 7}
    assert clicks(Dimension.CALL_TO_ACTION) == {"learn_more": 10, "shop_now": 5}
    assert clicks(Dimension.TAG) == {"blue": 15, "winter": 10}


def test_what_has_no_button_on_google_is_under_none(organization, clock):
    google = make_account("Shop", platform="google")
    make_ad(google, "words", {"headlines": ["Every day"]}, clicks=3)
    make_ad(google, "picture", {"headlines": ["Every day"], "images": [str(uuid4())]}, clicks=5)
    assert clicks(Dimension.CALL_TO_ACTION) == {"learn_more": 5}


def test_money_is_converted_and_a_limit_holds(bakery, account):
    (part,) = {ad.ad_group.platform_campaign for ad in Ad.objects.filter(name="c")}
    scope = Scope(campaign_ids=[part.campaign_id])
    assert clicks(Dimension.HEADLINE, scope=scope) == {"Every day": 7}
    (answer,) = gather([Cut(WEEK, (Dimension.HEADLINE, Dimension.DAY), scope, currency="EUR", marks=True)])
    assert answer.sums["Every day", days_before(1)].spend_micros == 10_000_000
    assert answer.first_days == {("Every day", days_before(1)): days_before(1)}


def test_conversions_are_estimated_as_those_of_any_group(bakery):
    young = Period(TODAY - timedelta(days=7), TODAY)
    cut = Cut(young, (Dimension.HEADLINE,), matures=TODAY)
    by_ad = Cut(young, (Dimension.AD,), matures=TODAY)
    words, ads = gather([cut, by_ad])
    (only,) = Ad.objects.filter(creative__headlines__contains=["Fresh bread"])
    assert words.estimates["Fresh bread",] == ads.estimates[only.pk,]
    assert words.estimates["Every day",].final > words.estimates["Fresh bread",].final


@pytest.mark.parametrize(
    ("element", "other"), [("image", "hour"), ("tag", "action"), ("video", "age"), ("headline", "image")]
)
def test_one_part_of_ads_at_once_and_none_with_what_is_kept_apart(bakery, page_client, api_client, element, other):
    query = f"by={element}&by={other}"
    page = page_client().get(f"/explore/?{query}")
    assert page.status_code == 422
    assert f'id="by-1-problem" role="alert"><span>{APART}' in text_of(page)
    for path in ("metrics", "metrics.csv", "metrics.ndjson"):
        refused = api_client().get(f"/api/v1/{path}?{query}")
        assert (refused.status_code, refused.json()["errors"]) == (422, [{"field": "by", "message": APART}])
    body = {"query": query, "format": "csv"}
    assert api_client("member").post("/api/v1/exports", body, content_type="application/json").status_code == 422


@pytest.mark.parametrize("element", ELEMENTS)
def test_page_api_and_file_say_the_same(bakery, page_client, api_client, element):
    items = api_client().get(f"/api/v1/metrics?by={element}&by=platform").json()["items"]
    told = [(item[element]["name"] if isinstance(item[element], dict) else item[element]) for item in items]
    assert told == sorted(told) or element in ("image", "video")
    lines = list(
        csv.DictReader(
            api_client().get(f"/api/v1/metrics.csv?by={element}&by=platform").getvalue().decode().splitlines()
        )
    )
    assert [(line[element], int(line["clicks"])) for line in lines] == [
        (name, item["metrics"]["clicks"]) for name, item in zip(told, items, strict=True)
    ]
    page = cells_of(page_client().get(f"/explore/?by={element}&by=platform"))
    shown = {"learn_more": "Learn more", "shop_now": "Shop now"}
    for name, item in zip(told, items, strict=True):
        assert shown.get(name, name) in page
        assert f">{item['metrics']['clicks']}<" in page
    assert "An ad counts whole under each that it shows, so the rows do not add up." in page


def test_pictures_have_an_id_in_the_api_and_in_files(bakery, api_client):
    (item, *_) = api_client().get("/api/v1/metrics?by=image").json()["items"]
    cake = {"id": str(bakery["cake"].uuid), "name": "Cake"}
    assert item["image"] == cake
    assert (item["id"], item["name"]) == (cake["id"], "Cake")
    table = open_table(read_spec("by=image&period=28d"), now=NOW)
    lines = list(csv.DictReader(io.StringIO(b"".join(write_csv(Sheet(table))).decode())))
    assert next((line["image_id"], line["image"]) for line in lines) == (cake["id"], "Cake")


def test_a_picture_that_is_gone_from_the_library_still_has_its_figures(account, page_client, api_client):
    make_ad(account, "a", {"images": [str(uuid4())]}, clicks=3)
    (item,) = api_client().get("/api/v1/metrics?by=image").json()["items"]
    assert (item["image"], item["metrics"]["clicks"]) == (None, 3)
    assert "Not in the library" in text_of(page_client().get("/explore/?by=image"))


def test_a_row_leads_to_the_ads_that_have_it(bakery, page_client, api_client):
    cake = bakery["cake"]
    text = text_of(page_client().get("/explore/?by=image&period=28d"))
    part = urlencode({"part": f"image:{cake.uuid}"})
    assert f"/creatives/{cake.uuid}/preview" in text
    assert f'href="?by=ad&amp;period=28d&amp;currency=EUR&amp;{part}&amp;sort=-spend&amp;maturity=1"' in text
    inner = text_of(page_client().get(f"/explore/?by=ad&{part}"))
    assert "This picture" in inner
    assert 'name="part"' in inner
    names = {
        item["ad"]["name"]: item["metrics"]["clicks"]
        for item in api_client().get(f"/api/v1/metrics?by=ad&{part}").json()["items"]
    }
    assert names == {"a": 3, "b": 5}


@pytest.mark.parametrize(
    ("part", "clicks"),
    [("headline:Every day", 15), ("tag:winter", 10), ("call_to_action:shop_now", 5), ("tag:none", 0)],
)
def test_any_table_can_be_limited_to_ads_that_have_something(bakery, api_client, part, clicks):
    items = api_client().get(f"/api/v1/metrics?{urlencode({'by': 'platform', 'part': part})}").json()["items"]
    assert sum(item["metrics"]["clicks"] for item in items) == clicks
    assert read_spec(read_spec(urlencode({"part": part})).query).part == part


@pytest.mark.parametrize("part", ["hat:x", "tag:", "tag", "image:cake", ":", "video:0199AAAA"])
def test_a_part_that_there_cannot_be_is_refused(bakery, page_client, api_client, part):
    query = urlencode({"by": "ad", "part": part})
    refused = api_client().get(f"/api/v1/metrics?{query}")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "part")
    assert refused.json()["errors"][0]["message"] in text_of(page_client().get(f"/explore/?{query}")).replace(
        "&#x27;", "'"
    )


@pytest.mark.parametrize("query", ["by=ad&part=headline:%00", "by=ad&part=image:%00", "by=country&part=tag:winter"])
def test_what_cannot_be_looked_for_is_refused_by_page_and_api_alike(bakery, page_client, api_client, query):
    assert page_client().get(f"/explore/?{query}").status_code == 422
    assert api_client().get(f"/api/v1/metrics?{query}").status_code == 422
    assert api_client().get(f"/api/v1/metrics.csv?{query}").status_code == 422


def test_days_cannot_be_compared_and_the_page_leads_out(bakery, page_client):
    browser = page_client()
    refused = text_of(browser.get("/explore/?by=day&by=headline&compare=previous&period=28d"))
    way_out = "?by=day&amp;by=headline&amp;period=28d"
    assert f'<a href="{way_out}">Show it without the comparison</a>' in refused
    assert browser.get(f"/explore/{way_out.replace('&amp;', '&')}").status_code == 200
    assert "Show it without the comparison" not in text_of(browser.get("/explore/?by=hour&by=age&compare=previous"))
    assert "Compare with" not in text_of(browser.get("/explore/?by=day"))
    assert "Compare with" in text_of(browser.get("/explore/?by=headline"))


@pytest.mark.parametrize("element", ELEMENTS)
def test_the_page_asks_few_queries_whatever_the_number_of_ads(bakery, account, page_client, element):
    browser, counts = page_client(), []
    part = "&part=image:" + str(bakery["cake"].uuid)
    for n in range(2):
        for number in range(8 * n):
            creative = {"headlines": [f"Headline {number}"], "images": [str(bakery["snow"].uuid)]}
            make_ad(account, f"{n}-{number}", creative)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/explore/?by={element}&compare=previous&period=28d{part}").status_code == 200
        counts.append(len([each for each in queries if "SET search_path" not in each["sql"]]))
    assert max(counts) <= 15, counts


def test_a_part_that_stands_against_a_split_can_be_left(bakery, page_client):
    browser = page_client()
    refused = text_of(browser.get("/explore/?by=country&by=platform&part=tag:winter"))
    assert '<a href="?by=country&amp;by=platform">Show it of all ads</a>' in refused
    assert browser.get("/explore/?by=country&by=platform").status_code == 200
    assert 'name="part"' not in text_of(browser.get("/explore/?by=ad&part=hat:x"))


def test_pairs_of_some_campaigns_can_be_listed(bakery):
    ad = Ad.objects.get(name="c")
    campaign = ad.ad_group.platform_campaign.campaign_id
    assert list_elements("headline", campaign_ids=[campaign]) == [(ad.pk, "Every day")]
    assert sorted(list_elements("tag", campaign_ids=[campaign])) == [(ad.pk, "blue"), (ad.pk, "winter")]
    assert list_elements("image", campaign_ids=[]) == []
    assert len(list_elements("headline")) == 4
