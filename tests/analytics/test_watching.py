"""How long videos are watched: each against the usual one, over all ads that play it."""

import pytest

from tests.analytics.ads_shown import make_asset, show_ad, watch
from tests.analytics.build import cells_of, make_account, text_of

PAGE = "/creatives/watching/"


@pytest.fixture
def account(organization, clock):
    return make_account()


def play(account, name, *counts):
    film = make_asset(name, "video")
    watch(show_ad(account, name, videos=[str(film.uuid)]), *counts)
    return film


def test_a_curve_for_each_video_against_the_median(account, page_client):
    for name, end in (("a", 10), ("b", 20), ("c", 60)):
        play(account, name, 200, 160, 120, 2 * end + 10, 2 * end)
    page = cells_of(page_client().get(PAGE))
    assert "<mark>60% of the plays of “\u2068c\u2069” come to its end</mark>; of the usual video it is 20%." in page
    assert page.count("data-chart") == 3
    assert '<th scope="row">The end</th><td class="n">60%</td><td class="n">20%</td>' in page


def test_a_video_counts_over_all_ads_that_play_it(account, page_client):
    film = make_asset("film", "video")
    for name in ("one", "two"):
        watch(show_ad(account, name, videos=[str(film.uuid)]), 100, 80, 60, 40, 20)
    answer = page_client().get("/api/v1/watching?period=7d").json()
    assert [(each["id"], each["plays"], each["shares"]) for each in answer["items"]] == [
        (str(film.uuid), 200, [1.0, 0.8, 0.6, 0.4, 0.2])
    ]
    assert answer["items"][0]["usual"] is None


def test_few_plays_are_named_but_not_drawn(account, page_client):
    play(account, "seldom", 99, 90, 80, 70, 60)
    page = text_of(page_client().get(PAGE))
    assert "<mark>No video</mark> was played often enough to tell." in page
    assert "Too few plays to tell: <bdi>seldom</bdi>" in page
    assert "data-chart" not in page


def test_an_ad_whose_video_lies_with_the_platform_stands_by_its_own_name(account, page_client):
    watch(show_ad(account, "imported"), 300, 200, 100, 50, 25)
    (one,) = page_client().get("/api/v1/watching").json()["items"]
    assert (one["id"], one["name"]) == (None, "imported (ad)")


def test_the_videos_results_ask_for_it_after_the_page(account, page_client):
    play(account, "film", 200, 160, 120, 80, 40)
    client = page_client()
    assert 'hx-get="/creatives/watching/?period=28d"' in text_of(client.get("/creatives/results/?by=video"))
    part = text_of(client.get(f"{PAGE}?period=28d", HTTP_HX_REQUEST="true"))
    assert "<html" not in part
    assert "20% to the end" in part
    assert client.get(f"{PAGE}?period=nonsense").status_code == 422
