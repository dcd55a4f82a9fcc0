"""Ads and an ad group for a campaign that runs."""

from campaigns import services
from campaigns.types import DraftAd, DraftGroup
from integrations.types import Targeting
from tests.campaigns.test_refused_ads import words
from tests.factories import START

APPLY = ["campaigns.apply_change_set"]


def add(group, actor, *numbers, **more):
    """Add ads with these numbers; return the change set."""
    ads = [DraftAd(name=f"Cake {number}", creative=words(actor, number)) for number in numbers]
    return services.add_ads(ad_group_id=group.uuid, ads=ads, actor=actor, now=START, **more)


def add_group(part, actor, **more):
    """Add an ad group for Germany with two ads; return the change set."""
    ads = tuple(DraftAd(name=f"Cake {number}", creative=words(actor, number)) for number in (7, 8))
    wanted = {"name": "Germany", "targeting": Targeting(countries=("DE",)), "ads": ads, **more}
    return services.add_ad_group(part_id=part.uuid, group=DraftGroup(**wanted), actor=actor, now=START)
