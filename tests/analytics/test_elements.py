"""Figures by picture, video, headline, call to action and tag: an ad counts whole under each that it has, over all campaigns."""

from uuid import uuid4

import pytest

from analytics import services
from analytics.selectors import Cut, Dimension, gather
from analytics.types import Period
from campaigns.models import Ad
from tests.analytics.build import days_before, make_account, make_campaign, row, store

WEEK = Period(days_before(7), days_before(1))


@pytest.fixture
def account(organization, clock):
    return make_account()


def make_ad(account, name, creative, *, into=None, **figures):
    """Make an ad that shows this, in a campaign of its own or in that of another ad, with a day of figures."""
    if into is None:
        ad = Ad.objects.get(ad_group__platform_campaign__campaign=make_campaign(account, name, creative=creative))
    else:
        ad = Ad.objects.create(ad_group=into.ad_group, name=name, external_id=f"{name}-ad", creative=creative)
    store(account, [row(days_before(1), ad.external_id, campaign=campaign_of(ad), **figures)])
    services.link_account(account=account)
    return ad


def campaign_of(ad) -> str:
    return ad.ad_group.platform_campaign.external_id


def clicks(*dimensions, **more):
    (answer,) = gather([Cut(WEEK, dimensions, **more)])
    return {key[0] if len(key) == 1 else key: each.clicks for key, each in answer.sums.items()}


def test_an_ad_counts_whole_under_each_headline_and_once_under_one_it_has_twice(account):
    first = make_ad(account, "a", {"headlines": ["Fresh bread", "Fresh  bread ", "Every day"]}, clicks=3)
    make_ad(account, "b", {"headlines": ["Every day"], "long_headlines": ["Bread, every day"]}, clicks=5)
    make_ad(
        account, "c", {"cards": [{"headline": "Every day", "link": "", "image": str(uuid4())}]}, into=first, clicks=7
    )
    make_ad(account, "d", {"primary_texts": ["No headline at all"]}, clicks=11)
    assert clicks(Dimension.HEADLINE) == {"Fresh bread": 3, "Every day": 15, "Bread, every day": 5}
    assert clicks() == {(): 26}
