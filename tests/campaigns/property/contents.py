"""Whom ad groups aim at and what ads say: changed, added, copied, put away."""

import uuid
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from campaigns import services
from campaigns.models import Ad, AdGroup
from campaigns.types import Creative, DraftAd, DraftGroup, load
from integrations.types import BudgetLevel, Keyword, Targeting
from tests.campaigns.property.accidents import WRITES
from tests.campaigns.property.base import BUDGETS, Base, people, pick, which

MOST_GROUPS, MOST_ADS, MOST_CAMPAIGNS = 8, 14, 6
AIMS = (
    Targeting(countries=("IE",), age_min=25, keywords=(Keyword("christmas cake delivery"), Keyword("plum cake"))),
    Targeting(countries=("IE",), keywords=(Keyword("christmas cake delivery"),)),
    Targeting(countries=("IE",), languages=("en",), keywords=(Keyword("bakery dublin"),)),
)


class Contents(Base):
    """Ads, ad groups and what they hold, by whoever may change it or only ask for it."""

    @rule(who=people, number=which, aim=st.sampled_from(AIMS))
    def aim(self, who: str, number: int, aim: Targeting):
        group = pick(self._groups(), number)
        if group.platform_campaign.platform != "google":
            aim = replace(aim, keywords=())
        common = {"ad_group_id": group.uuid, "targeting": aim, **self._by(who)}
        self.house.attempt("targeting", lambda: services.change_targeting(**common))

    @rule(who=people, number=which, text=st.sampled_from(("by Monday", "by Friday", "in time")))
    def reword(self, who: str, number: int, text: str):
        ad = pick(list(Ad.objects.order_by("pk")), number)
        common = {"ad_id": ad.uuid, "creative": _saying(ad, f"Order {text}"), **self._by(who)}
        self.house.attempt("creative", lambda: services.change_creative(**common))

    @rule(who=people, number=which, again=st.booleans())
    def add_ad(self, who: str, number: int, again: bool):
        """Add an ad; who sends it twice (`again`) has added one."""
        like = pick(list(Ad.objects.exclude(external_id="").order_by("pk")), number)
        if Ad.objects.count() < MOST_ADS:
            ad = DraftAd(uuid.uuid5(uuid.NAMESPACE_OID, str(Ad.objects.count())), creative=_next(like))
            common = {"ad_group_id": like.ad_group.uuid, "ads": [ad], **self._by(who)}
            for _ in range(2 if again else 1):
                self.house.attempt("add ad", lambda: services.add_ads(**common))

    @rule(who=people, number=which, minor=st.sampled_from(BUDGETS))
    def add_group(self, who: str, number: int, minor: int):
        like = pick(self._groups(), number)
        ad = like.ads.exclude(external_id="").first()
        part, count = like.platform_campaign, AdGroup.objects.count()
        if ad and count < MOST_GROUPS:
            own = {"daily_budget_minor": minor} if part.budget_level == BudgetLevel.AD_GROUP else {}
            aim, ads = load(Targeting, like.targeting), (DraftAd(creative=_next(ad)),)
            group = DraftGroup(name=f"Group {count}", targeting=aim, ads=ads, **own)
            common = {"part_id": part.uuid, "group": group, **self._by(who)}
            self.house.attempt("add group", lambda: services.add_ad_group(**common))

    @rule(number=which, skip=st.integers(0, 3), whole=st.booleans())
    def add_and_hear_nothing(self, number: int, skip: int, whole: bool):
        """The owner adds an ad, or an ad group (`whole`), and the answer to one of the calls that make it is lost."""
        group = pick(self._groups(), number)
        platform = group.platform_campaign.platform
        method, path = WRITES[platform]
        self.house.sandbox.fault("drop_after_commit", platform=platform, method=method, path=path, skip=skip)
        if whole:
            self.add_group(who="owner", number=number, minor=BUDGETS[0])
        else:
            ads = list(Ad.objects.exclude(external_id="").order_by("pk"))
            same = [place for place, ad in enumerate(ads) if ad.ad_group.platform_campaign.platform == platform]
            self.add_ad(who="owner", number=same[0] if same else 0, again=False)
        self.house.work()

    @rule(who=people, number=which, what=st.sampled_from(("ad", "ad_group", "campaign")))
    def copy(self, who: str, number: int, what: str):
        rows = {"ad": list(Ad.objects.order_by("pk")), "ad_group": self._groups(), "campaign": self.house.campaigns()}
        most = {"ad": MOST_ADS, "ad_group": MOST_GROUPS, "campaign": MOST_CAMPAIGNS}
        if len(rows[what]) < most[what]:
            row = pick(rows[what], number)
            names = {"ad": ("ad_id", row.uuid), "ad_group": ("group_id", row.uuid), "campaign": ("campaign", row)}
            name, given = names[what]
            copy = getattr(services, f"duplicate_{what}")
            self.house.attempt(f"copy {what}", lambda: copy(**{name: given}, **self._by(who)))

    @rule(who=st.sampled_from(("owner", "manager", "member", "key")), number=st.integers(1, 30))
    def archive(self, who: str, number: int):
        """Put one away; seldom, because nothing more happens to it."""
        campaigns = self.house.campaigns()
        if number >= len(campaigns):
            return
        campaign = campaigns[number]
        if who == "key":
            self.house.attempt("archive", lambda: self.house.ask(f"/campaigns/{campaign.uuid}/archive"))
            return
        self.house.attempt("archive", lambda: services.archive_campaign(campaign=campaign, **self._by(who)))

    @rule(who=people, number=which)
    def discard(self, who: str, number: int):
        if waiting := list(Ad.objects.filter(external_id="", gone_at=None).order_by("pk")):
            ad = pick(waiting, number)
            self.house.attempt("discard", lambda: services.discard_ad(ad_id=ad.uuid, **self._by(who)))

    def _groups(self) -> list[AdGroup]:
        return list(AdGroup.objects.select_related("platform_campaign__campaign").order_by("pk"))


def _saying(ad: Ad, text: str) -> Creative:
    creative = load(Creative, ad.creative)
    name = "primary_texts" if creative.primary_texts else "headlines"
    return replace(creative, **{name: (text, *getattr(creative, name)[1:])})


def _next(ad: Ad) -> Creative:
    return _saying(ad, f"Number {Ad.objects.count()}, order today")
