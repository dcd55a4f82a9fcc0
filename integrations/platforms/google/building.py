"""Turns a whole plan into one batch of operations. Pure but for reading the pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from integrations import types as t
from integrations.platforms.google import ads, campaigns, limits, money, pictures, steps, targeting
from integrations.platforms.google.asset_groups import group_assets
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.media import Media
from integrations.platforms.google.purposes import (
    APP,
    DEMAND_GEN,
    DISPLAY,
    PERFORMANCE_MAX,
    SEARCH,
    bid_for,
    channel_for,
)

_GROUP_TYPES = {SEARCH: "SEARCH_STANDARD", DISPLAY: "DISPLAY_STANDARD"}
_AD, _AD_GROUP, _CAMPAIGN = t.ObjectKind.AD, t.ObjectKind.AD_GROUP, t.ObjectKind.CAMPAIGN


@dataclass(frozen=True, slots=True)
class Goal:
    """A kind of conversion that a campaign may bid for, by Google's words, and whether it shall."""

    category: str
    origin: str
    is_wanted: bool


class Building:
    """Makes the operations of one plan on one account."""

    def __init__(self, plan: t.CampaignPlan, link: t.AccountLink, videos: Mapping[str, str], goals: list[Goal]):
        self.plan = plan
        self.link = link
        self.goals = goals
        self.channel = channel_for(plan)
        self.batch = Batch(link.external_id)
        self.media = Media(self.batch, videos)

    def build(self) -> Batch:
        """Return the batch; what each operation makes stands in `targets`."""
        campaign = self._campaign()
        for group in self.plan.ad_groups:
            if self.channel == PERFORMANCE_MAX:
                self._asset_group(group, campaign)
            else:
                self._ad_group(group, campaign)
        return self.batch

    def _campaign(self) -> str:
        plan, bid = self.plan, bid_for(self.plan, self.link.presence)
        budget = self.batch.create("campaign_budget", campaigns.budget(plan))
        made = campaigns.campaign(plan, self.channel, bid, budget_name=budget, time_zone=self.link.time_zone)
        campaign = self.batch.create("campaign", made, (_CAMPAIGN, ""))
        if self.channel != DEMAND_GEN:
            for criterion in targeting.area(plan.ad_groups[0].targeting):
                self.batch.create("campaign_criterion", {"campaign": campaign, **criterion})
        for goal in self.goals:
            self._goal(goal, campaign)
        if plan.lead_form:
            asset = self._lead_form(plan.lead_form)
            self.batch.create("campaign_asset", {"campaign": campaign, "asset": asset, "field_type": "LEAD_FORM"})
        return campaign

    def _goal(self, goal: Goal, campaign: str) -> None:
        number = campaign.rpartition("/")[2]
        owner = f"customers/{self.link.external_id}/campaignConversionGoals"
        name = f"{owner}/{number}~{goal.category}~{goal.origin}"
        self.batch.update("campaign_conversion_goal", {"resource_name": name, "biddable": goal.is_wanted}, "biddable")

    def _lead_form(self, form: t.LeadForm) -> str:
        if form.external_id:
            return f"customers/{self.link.external_id}/assets/{form.external_id}"
        ad = self.plan.ad_groups[0].ads[0]
        return self.batch.create("asset", campaigns.lead_form(form, ad, self._business_name))

    def _ad_group(self, group: t.AdGroupPlan, campaign: str) -> None:
        made: dict[str, Any] = {"name": steps.group_name(self.plan, group), "campaign": campaign, "status": "PAUSED"}
        if self.channel in _GROUP_TYPES:
            made["type_"] = _GROUP_TYPES[self.channel]
        bid = bid_for(self.plan, self.link.presence)
        if bid.strategy == t.BidStrategy.MANUAL:
            made["cpc_bid_micros"] = money.to_micros(bid.amount_minor or 0, self.plan.currency)
        if self.plan.purpose == t.Purpose.RETARGETING:
            made["optimized_targeting_enabled"] = False
        name = self.batch.create("ad_group", made, (_AD_GROUP, group.key))
        for criterion in self._criteria(group.targeting):
            self.batch.create("ad_group_criterion", {"ad_group": name, **criterion})
        for ad in group.ads:
            fields = ad_fields(ad, self.channel, self.media, self._business_name)
            if self.channel != APP:
                fields["url_custom_parameters"] = [steps.ad_mark(self.plan, ad)]
            self.batch.create("ad_group_ad", {"ad_group": name, "status": "PAUSED", "ad": fields}, (_AD, ad.key))

    def _criteria(self, wanted: t.Targeting) -> Iterator[targeting.Criterion]:
        if self.channel == DEMAND_GEN:
            yield from targeting.area(wanted)
        if self.channel != APP:
            yield from targeting.people(wanted, self.link.external_id)

    def _asset_group(self, group: t.AdGroupPlan, campaign: str) -> None:
        ad = group.ads[0]
        made = {
            "name": steps.group_name(self.plan, group),
            "campaign": campaign,
            "final_urls": [ad.link],
            "status": "PAUSED",
            **{f"path{number}": part for number, part in enumerate(ad.display_path, 1) if part},
        }
        name = self.batch.create("asset_group", made, (_AD_GROUP, group.key), (_AD, ad.key))
        for field_type, asset in group_assets(ad, self.media, self._business_name):
            self.batch.create("asset_group_asset", {"asset_group": name, "asset": asset, "field_type": field_type})

    @property
    def _business_name(self) -> str:
        return self.link.presence.get("business_name", "")


def ad_fields(ad: t.AdPlan, channel: t.Channel, media: Media, business_name: str) -> dict[str, Any]:
    """Return an ad of a channel; its assets are made in the media's batch."""
    texts = limits.texts_of(ad, limits.limits_for(ad, channel), business_name)
    if channel == APP:
        images = [media.image(one) for one in ad.images if pictures.format_of(one)]
        return {**ads.app_ad(texts, images, [media.video(one) for one in ad.videos])}
    made: dict[str, Any] = {"final_urls": [ad.link]}
    if channel == SEARCH:
        return made | ads.search_ad(texts, ad.display_path)
    if channel == DISPLAY:
        videos = [media.video(video) for video in ad.videos[:5]]
        return made | ads.display_ad(texts, media.images(ad.images), media.logos(ad.logos), ad.call_to_action, videos)
    return made | _demand_gen_ad(ad, texts, media)


def _demand_gen_ad(ad: t.AdPlan, texts: ads.Texts, media: Media) -> dict[str, Any]:
    logos, call = media.logos(ad.logos), ad.call_to_action
    if ad.cards:
        return ads.carousel_ad(texts, [media.card(card, call) for card in ad.cards], logos, call)
    if ad.videos:
        return ads.video_ad(texts, [media.video(video) for video in ad.videos], logos, media.call(call))
    return ads.picture_ad(texts, media.images(ad.images), logos, call)
