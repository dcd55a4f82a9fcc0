"""What pictures, videos, headlines, calls to action and tags brought: the page, its rows' ads, and its other states."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics import services
from tests.analytics.ads_shown import make_asset, show_ad
from tests.analytics.build import cells_of, days_before, make_account, make_campaign, row, store, text_of

PAGE = "/creatives/results/"
LONG = "Bread " * 33 + "!!"


@pytest.fixture
def account(organization, clock):
    return make_account()


def spend(account, name, **creative):
    """Make a campaign whose ad spent €10 yesterday for two orders."""
    made = make_campaign(account, name, creative=creative)
    store(account, [row(days_before(1), f"{name}-ad", campaign=f"c-{made.pk}")])
    services.link_account(account=account)
    return made


def test_a_picture_is_added_up_over_the_campaigns_that_show_it(account, page_client):
    cake, bread = make_asset("Cake on a table"), make_asset("Bread")
    spend(account, "a", images=[str(cake.uuid)])
    spend(account, "b", images=[str(cake.uuid)])
    spend(account, "c", images=[str(bread.uuid)])
    page = cells_of(page_client().get(PAGE))
    assert "Most money went to the picture “\u2068Cake on a table\u2069”: <mark>€20.00 brought 4" in page
    assert page.index("Cake on a table</a>") < page.index("Bread</a>")
    assert f"/creatives/{cake.uuid}/preview" in page
    assert 'data-label="Spent">€20.00' in page
    assert 'name="query" value="by=image' in page


def test_a_row_leads_to_the_ads_that_use_it(account, page_client):
    cake = make_asset("Cake")
    first, other = spend(account, "a", images=[str(cake.uuid)]), spend(account, "b")
    client = page_client()
    address = f"{PAGE}ads/?by=image&key={cake.uuid}"
    assert address.replace("&", "&amp;") in client.get(PAGE).content.decode()
    page = text_of(client.get(address))
    assert f'href="/campaigns/{first.uuid}/"' in page
    assert f'href="/campaigns/{other.uuid}/"' not in page
    for key in ("image&key=nonsense", "headline&key=Never said", "tag&key=%00"):
        assert client.get(f"{PAGE}ads/?by={key}").status_code == 404
    assert 'name="query" value="by=ad' in page
    assert client.get(f"{PAGE}ads/").status_code == 302


def test_headlines_buttons_and_tags_have_their_rows(account, page_client):
    picture = make_asset("Cake")
    picture.tags = ["snow"]
    picture.save()
    spend(account, "a", headlines=[LONG], call_to_action="shop_now", images=[str(picture.uuid)])
    client = page_client()
    assert LONG.strip() in text_of(client.get(f"{PAGE}?by=headline"))
    assert ">Shop now</a>" in text_of(client.get(f"{PAGE}?by=call_to_action"))
    assert ">snow</a>" in text_of(client.get(f"{PAGE}?by=tag"))
    assert "platforms do not tell which of them was shown" in text_of(client.get(f"{PAGE}?by=headline"))


def test_rows_are_sorted_and_set_against_the_days_before(account, page_client):
    for name, clicks in (("few", 1), ("many", 50)):
        made = make_campaign(account, name, creative={"headlines": [name]})
        days = [row(days_before(n), f"{name}-ad", campaign=f"c-{made.pk}", clicks=clicks) for n in (1, 29)]
        store(account, [*days, row(days_before(30), f"{name}-ad", campaign=f"c-{made.pk}", clicks=clicks)])
    services.link_account(account=account)
    client = page_client()
    up, down = (text_of(client.get(f"{PAGE}?by=headline&sort={sort}")) for sort in ("ctr", "-ctr"))
    assert up.index(">few</a>") < up.index(">many</a>")
    assert down.index(">many</a>") < down.index(">few</a>")
    assert 'aria-sort="descending"' in down
    assert 'href="?period=7d&amp;by=headline&amp;sort=-ctr"' in down
    assert "50%" in down  # half of the money of the 28 days before
    assert "50%" not in text_of(client.get(f"{PAGE}?by=headline&compare=none"))


def test_days_that_are_none_are_said_beside_the_fields(account, page_client):
    spend(account, "a", headlines=["Bread"])
    for wrong in ("period=nonsense", "since=2026-11-20&until=2026-11-01", "sort=nonsense"):
        answer = page_client().get(f"{PAGE}?by=headline&{wrong}")
        assert (answer.status_code, "cannot be shown" in text_of(answer)) == (422, True), wrong


def test_each_kind_teaches_when_there_is_nothing(organization, clock, page_client):
    client = page_client()
    assert "once an ad account is connected" in text_of(client.get(PAGE))
    make_account()
    said = {
        by: text_of(client.get(f"{PAGE}?by={by}")) for by in ("image", "video", "headline", "call_to_action", "tag")
    }
    assert "Tags say what pictures have in common" in said["tag"]
    assert all("in these days." in page for page in said.values())


def test_the_pages_ask_at_most_fifteen_times(account, page_client):
    picture = make_asset("Cake")
    for n in range(20):
        show_ad(account, f"ad {n}", clicks_at_last=15, reach_at_last=4_375, images=[str(picture.uuid)])
    client = page_client()
    ads = f"{PAGE}ads/?by=image&key={picture.uuid}"
    for path in (PAGE, f"{PAGE}?by=tag", ads, "/creatives/tired/", "/creatives/tired/need/", "/creatives/watching/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        asked = [query["sql"] for query in queries if not query["sql"].startswith("SET search_path")]
        assert len(asked) <= 15, (path, len(asked), asked)
