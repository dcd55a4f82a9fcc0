"""Figures by parts of ads against a reference that adds up fact by fact, over random worlds."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analytics import services
from analytics.selectors import Cut, Dimension, Scope, gather
from analytics.types import ELEMENTS, Period
from campaigns.models import Ad
from creatives.models import Asset
from creatives.types import AssetKind
from tests.analytics.build import NOW, days_before, make_account, make_campaign, row, store

LATER = NOW + timedelta(hours=3)
DAYS = 12
IDS = [str(UUID(int=n)) for n in range(1, 7)]
WORDS = ["Fresh bread", "Every day", "Half price", "حلويات"]
OTHERS = [
    Dimension.PLATFORM,
    Dimension.ACCOUNT,
    Dimension.CAMPAIGN,
    Dimension.AD,
    Dimension.DAY,
    Dimension.WEEK,
    Dimension.MONTH,
]


@dataclass
class Fact:
    """One ad's day, as it was told at one moment."""

    ad: Ad
    day: date
    at: datetime
    clicks: int
    spend_micros: int


@dataclass
class World:
    """Ads in several campaigns and accounts, what each shows, and what was told of them."""

    random: Random
    ads: list[Ad] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    tags: dict[str, list[str]] = field(default_factory=dict)

    def fill(self) -> "World":
        for n, each in enumerate(IDS[:4]):
            self.tags[each] = sorted(self.random.sample(["winter", "blue", "children"], self.random.randrange(3)))
            keep_asset(each, self.tags[each], n)
        for platform in ("meta", "tiktok"):
            account = make_account(platform, platform=platform)
            for n in range(self.random.randrange(1, 4)):
                self._campaign(account, f"{platform} {n}")
            for at in (NOW, LATER):
                self._tell(account, at)
            services.link_account(account=account)
        return self

    def _campaign(self, account, name: str) -> None:
        campaign = make_campaign(account, name, creative=self._creative())
        ads = [Ad.objects.get(ad_group__platform_campaign__campaign=campaign)]
        for n in range(self.random.randrange(3)):
            ads.append(
                Ad.objects.create(
                    ad_group=ads[0].ad_group, name=f"{name}-{n}", external_id=f"{name}-{n}", creative=self._creative()
                )
            )
        self.ads += ads

    def _tell(self, account, at: datetime) -> None:
        ads = [ad for ad in self.ads if ad.ad_group.platform_campaign.account_id == account.pk]
        told = [self._fact(ad, days_before(n), at) for ad in ads for n in range(DAYS) if self.random.random() < 0.4]
        store(account, [as_row(fact) for fact in told], at=at)
        self.facts += told

    def _fact(self, ad: Ad, day: date, at: datetime) -> Fact:
        return Fact(ad, day, at, self.random.randrange(50), self.random.randrange(9) * 1_000_000)

    def _creative(self) -> dict:
        some = lambda values: self.random.choices(values, k=self.random.randrange(4))  # noqa: E731
        cards = [
            {"headline": text, "link": "", "image": each} for text, each in zip(some(WORDS), some(IDS), strict=False)
        ]
        found = {
            "images": some(IDS), "videos": some(IDS), "logos": some(IDS), "cards": cards, "headlines": some(WORDS),
            "long_headlines": some(WORDS), "call_to_action": self.random.choice(["", "shop_now", "book_now"]),
        }  # fmt: skip
        return {key: value for key, value in found.items() if value}

    def keys(self, element: Dimension, ad: Ad) -> set[str]:
        """Return under which keys an ad counts: said once more, in the simplest way."""
        shown = {
            name: ad.creative.get(name, []) for name in ("images", "videos", "logos", "headlines", "long_headlines")
        }
        cards = ad.creative.get("cards", [])
        pictures = [*shown["images"], *[card["image"] for card in cards]]
        media = [*pictures, *shown["videos"], *shown["logos"]]
        return {
            Dimension.IMAGE: set(pictures),
            Dimension.VIDEO: set(shown["videos"]),
            Dimension.HEADLINE: {*shown["headlines"], *shown["long_headlines"], *[card["headline"] for card in cards]},
            Dimension.CALL_TO_ACTION: {ad.creative.get("call_to_action", "learn_more")},
            Dimension.TAG: {tag for each in media for tag in self.tags.get(each, [])},
        }[element]

    def answer(self, cut: Cut) -> dict[tuple, tuple[int, int]]:
        """Return clicks and spend of each group, fact by fact."""
        newest: dict[tuple[int, date], Fact] = {}
        for fact in sorted(self.facts, key=lambda one: one.at):
            if cut.as_of is None or fact.at <= cut.as_of:
                newest[fact.ad.pk, fact.day] = fact
        found: dict[tuple, tuple[int, int]] = {}
        for fact in newest.values():
            campaign = fact.ad.ad_group.platform_campaign.campaign_id
            if not cut.period.since <= fact.day <= cut.period.until or campaign not in (
                cut.scope.campaign_ids or [campaign]
            ):
                continue
            for value in self.keys(cut.part_of_ads, fact.ad):
                key = tuple(value if each == cut.part_of_ads else value_of(each, fact) for each in cut.dimensions)
                clicks, spent = found.get(key, (0, 0))
                found[key] = (clicks + fact.clicks, spent + fact.spend_micros)
        return found


def keep_asset(uuid: str, tags: list[str], n: int) -> None:
    Asset.objects.create(
        uuid=uuid, kind=AssetKind.IMAGE, label=f"Picture {n}", tags=tags, sha256=f"{n:064}", mime="image/png", width=600,
        height=600, byte_size=1, created_by_kind="user", created_by_label="Nora", created_at=NOW,
    )  # fmt: skip


def as_row(fact: Fact):
    campaign = fact.ad.ad_group.platform_campaign.external_id
    return row(fact.day, fact.ad.external_id, campaign=campaign, clicks=fact.clicks, spend_micros=fact.spend_micros)


def value_of(dimension: Dimension, fact: Fact):
    part = fact.ad.ad_group.platform_campaign
    return {
        Dimension.PLATFORM: part.platform, Dimension.ACCOUNT: part.account_id, Dimension.CAMPAIGN: part.campaign_id,
        Dimension.AD: fact.ad.pk, Dimension.DAY: fact.day, Dimension.MONTH: fact.day.replace(day=1),
        Dimension.WEEK: fact.day - timedelta(days=fact.day.weekday()),
    }[dimension]  # fmt: skip


@pytest.mark.django_db
@given(seed=st.integers(0, 2**32), data=st.data())
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_group_is_the_sum_of_the_facts_of_its_ads(organization, clock, seed, data):
    with transaction.atomic():
        world = World(Random(seed)).fill()
        for element in ELEMENTS:
            by = data.draw(
                st.permutations([element, *data.draw(st.lists(st.sampled_from(OTHERS), max_size=2, unique=True))])
            )
            campaigns = sorted({ad.ad_group.platform_campaign.campaign_id for ad in world.ads})
            cut = Cut(
                Period(days_before(data.draw(st.integers(3, DAYS + 2))), days_before(data.draw(st.integers(0, 3)))),
                tuple(by),
                Scope(campaign_ids=data.draw(st.sampled_from([None, campaigns[:1], campaigns[1:] or campaigns]))),
                as_of=data.draw(st.sampled_from([None, NOW, LATER, NOW - timedelta(days=1)])),
            )
            (answer,) = gather([cut])
            sums = {key: (each.clicks, each.spend_micros) for key, each in answer.sums.items()}
            assert sums == world.answer(cut), cut
        transaction.set_rollback(True)
