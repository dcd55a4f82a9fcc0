"""Tired ads: on their page, on Home, on their campaign's page, and through the API."""

from unittest.mock import patch

import pytest

from analytics.models import DailyMetric, Feed
from analytics.selectors import wear
from campaigns.models import Campaign
from tenants import clock
from tests.analytics.ads_shown import STARTED, make_asset, show_ad, tell_reach
from tests.analytics.build import days_before, make_account, row, store, text_of

PAGE, PART = "/creatives/tired/", {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def account(organization, clock):
    return make_account()


@pytest.fixture
def tired(account):
    """Make an ad that was seen 1.6 times a week at first and 3.2 times now, and lost half of its clicks."""
    return show_ad(account, "Christmas cakes", clicks_at_last=15, reach_at_last=4_375)


def test_a_tired_ad_stands_there_with_its_evidence_and_what_to_do(tired, page_client):
    page = text_of(page_client().get(PAGE))
    assert "<mark>One ad is tired</mark>" in page
    assert (
        "In its first week, 23–29 Oct, each person saw it 1.6 times and 1.5% of the views were clicked. In the newest, "
        "13–19 Nov, each person saw it 3.2 times and 0.8% of the views were clicked: 39% to 59% fewer clicks" in page
    )
    assert f"/ad-groups/{tired.ad_group.uuid}/ads/add/?like={tired.uuid}" in page
    assert f"/ads/{tired.uuid}/creative/" in page
    assert page.count("data-chart") == 2
    assert '<th scope="row">29 Oct 2026</th> <td class="n">1.6</td>' in page.replace("</th><td", "</th> <td")


def test_other_states_are_told_apart(account, page_client):
    show_ad(account, "Fresh", reach_at_last=8_750)
    show_ad(account, "Untold", clicks_at_last=15)
    show_ad(account, "Otherwise", clicks_at_last=15, reach_at_last=8_750)
    answer = page_client().get("/api/v1/fatigue").json()
    assert {row["name"]: row["state"] for row in answer["items"]} == {
        "Fresh": "fresh",
        "Untold": "falling_untold",
        "Otherwise": "falling_otherwise",
    }
    page = text_of(page_client().get(PAGE))
    assert "<mark>No ad is tired</mark>, of 3 that can be judged." in page
    assert "How often people saw it is not told" in page
    assert "People do not see it more often" in page


def test_an_ad_of_a_few_days_is_too_early(account, page_client):
    ad = show_ad(account, "Young")
    DailyMetric.objects.filter(day__lt=days_before(5)).delete()
    page = text_of(page_client().get(PAGE))
    assert "<mark>No ad can be judged yet</mark>" in page
    assert "Two whole weeks are needed: 9 more days." in page
    (row_,) = page_client().get("/api/v1/fatigue").json()["items"]
    assert (row_["id"], row_["state"], row_["start"]) == (str(ad.uuid), "too_early", None)
    assert row_["missing"] == [{"want": "days", "has": 5, "needs": 14}]


def test_home_asks_for_it_after_the_page(tired, page_client):
    client = page_client()
    assert 'hx-get="/creatives/tired/need/?others=0"' in text_of(client.get("/"))
    need = text_of(client.get("/creatives/tired/need/?others=0", **PART))
    assert "“\u2068Christmas cakes\u2069” is getting tired" in need
    assert f'href="{PAGE}"' in need
    assert '<p hx-swap-oob="delete:#nothing-waits"></p>' in need
    assert ">3</span>" in text_of(client.get("/creatives/tired/need/?others=2", **PART))


def test_home_is_told_nothing_while_no_ad_is_tired(account, page_client):
    show_ad(account, "Fresh", reach_at_last=8_750)
    assert text_of(page_client().get("/creatives/tired/need/", **PART)) == ""


def test_home_judges_once_for_each_reading_of_who_saw_the_ads(account, page_client):
    client, address = page_client(), "/creatives/tired/need/"
    assert text_of(client.get(address, **PART)) == ""
    show_ad(account, "Christmas cakes", clicks_at_last=15, reach_at_last=4_375)
    assert text_of(client.get(address, **PART)) == ""
    Feed.objects.filter(account_id=account.pk).update(audiences_read_at=clock.now())
    assert "Christmas cakes" in text_of(client.get(address, **PART))
    with patch.object(wear, "list_wear", side_effect=AssertionError):
        assert "Christmas cakes" in text_of(client.get(address, **PART))


def test_an_ad_that_was_paused_is_not_told_of(tired, page_client):
    Campaign.objects.update(status="paused")
    assert text_of(page_client().get("/creatives/tired/need/", **PART)) == ""
    assert page_client().get("/api/v1/fatigue").json()["total"] == 0


def test_a_campaigns_numbers_show_its_own_tired_ads_only(tired, account, page_client):
    other = show_ad(account, "Bread", reach_at_last=8_750).ad_group.platform_campaign.campaign
    client, own = page_client(), tired.ad_group.platform_campaign.campaign
    assert f'hx-get="{PAGE}?campaign={own.uuid}"' in text_of(client.get(f"/campaigns/{own.uuid}/numbers/"))
    assert "Write its successor" in text_of(client.get(f"{PAGE}?campaign={own.uuid}", **PART))
    assert text_of(client.get(f"{PAGE}?campaign={other.uuid}", **PART)) == ""
    assert client.get("/api/v1/fatigue", {"campaign": str(own.uuid)}).json()["total"] == 1
    assert client.get(f"{PAGE}?campaign=nonsense").status_code == 404


def test_the_api_gives_the_same_evidence(tired, page_client):
    (one,) = page_client().get("/api/v1/fatigue").json()["items"]
    assert (one["state"], one["campaign"]["name"], one["platform"]) == ("tired", "Christmas cakes", "meta")
    assert (one["start"]["frequency"], one["now"]["frequency"]) == (1.6, 3.2)
    assert one["click_rate"]["low"] < one["click_rate"]["ratio"] == pytest.approx(0.5, abs=0.01)
    assert one["click_rate"]["high"] < 0.9


def test_an_old_ad_is_set_against_its_own_first_week(account, page_client):
    ad = show_ad(account, "Old")
    first = [row(days_before(n), ad.external_id, campaign=ad.ad_group.platform_campaign.external_id,
                 impressions=2_000, clicks=90) for n in range(180, 170, -1)]  # fmt: skip
    store(account, first)
    (one,) = page_client().get("/api/v1/fatigue").json()["items"]
    assert one["start"]["since"] == days_before(180).isoformat()
    assert one["state"] == "falling_untold"


def test_a_picture_stands_beside_its_ad(account, page_client):
    picture = make_asset("Cake")
    show_ad(account, "Cakes", clicks_at_last=15, reach_at_last=4_375, images=[str(picture.uuid)])
    assert f"/creatives/{picture.uuid}/preview" in text_of(page_client().get(PAGE, **PART))


def test_weeks_that_began_before_the_ad_are_left_aside(account, page_client):
    ad = show_ad(account, "Cakes", clicks_at_last=15)
    for began in range(STARTED + 6, 6, -1):  # a week ends on each day, as it is read every night
        tell_reach(ad, began, 10_000 if began > STARTED else round(8_750 - 4_375 * (STARTED - began) / 21))
    (one,) = page_client().get("/api/v1/fatigue").json()["items"]
    assert (one["start"]["since"], one["start"]["frequency"]) == (days_before(STARTED).isoformat(), 1.6)
    assert (one["now"]["until"], one["now"]["frequency"]) == (days_before(1).isoformat(), 3.2)
    assert one["state"] == "tired"
    page = text_of(page_client().get(PAGE))
    assert '<th scope="row">5 Nov 2026</th>' in page
    assert '<th scope="row">30 Oct 2026</th>' not in page
    assert page.count('<th scope="row">29 Oct 2026</th>') == page.count('<th scope="row">12 Nov 2026</th>') == 2


def test_weeks_on_any_weekday_are_seen(account, page_client):
    ad = show_ad(account, "Cakes", clicks_at_last=15, reach_at_last=4_375)
    tell_reach(ad, 18, 6_000)
    page = text_of(page_client().get(PAGE))
    assert page.count(f'<th scope="row">{days_before(12):%-d %b %Y}</th>') == 2
