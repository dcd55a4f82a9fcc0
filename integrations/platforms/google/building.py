"""Turns a whole plan into one batch of operations. Pure but for reading the pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrations import types as t
from integrations.platforms.google import campaigns, money, steps, targeting
from integrations.platforms.google.ad_fields import ad_fields
from integrations.platforms.google.asset_groups import group_assets
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.media import Media
from integrations.platforms.google.purposes import (
    APP,
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
        return self.add_to(self._campaign(), {})

    def add_to(self, campaign: str, there: Mapping[str, str]) -> Batch:
        """Return the batch that makes the ad groups in a campaign; of those that are `there` (key: name), the ads only."""
        for group in self.plan.ad_groups:
            if self.channel == PERFORMANCE_MAX:
                self._asset_group(group, campaign)
            else:
                self._ads(group, there.get(group.key) or self._ad_group(group, campaign))
        return self.batch

    def _campaign(self) -> str:
        plan, bid = self.plan, bid_for(self.plan, self.link.presence)
        budget = self.batch.create("campaign_budget", campaigns.budget(plan))
        made = campaigns.campaign(plan, self.channel, bid, budget_name=budget, time_zone=self.link.time_zone)
        campaign = self.batch.create("campaign", made, (_CAMPAIGN, ""))
        for criterion in targeting.of_campaign(plan.ad_groups[0].targeting, self.channel):
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

    def _ad_group(self, group: t.AdGroupPlan, campaign: str) -> str:
        made: dict[str, Any] = {"name": steps.group_name(self.plan, group), "campaign": campaign, "status": "PAUSED"}
        if self.channel in _GROUP_TYPES:
            made["type_"] = _GROUP_TYPES[self.channel]
        bid = bid_for(self.plan, self.link.presence)
        if bid.strategy == t.BidStrategy.MANUAL and bid.amount_minor:
            made["cpc_bid_micros"] = money.to_micros(bid.amount_minor, self.plan.currency)
        if self.plan.purpose == t.Purpose.RETARGETING:
            made["optimized_targeting_enabled"] = False
        name = self.batch.create("ad_group", made, (_AD_GROUP, group.key))
        for criterion in targeting.of_group(group.targeting, self.channel, self.link.external_id):
            self.batch.create("ad_group_criterion", {"ad_group": name, **criterion})
        return name

    def _ads(self, group: t.AdGroupPlan, name: str) -> None:
        for ad in group.ads:
            fields = ad_fields(ad, self.channel, self.media, self._business_name)
            if self.channel != APP:
                fields["url_custom_parameters"] = [steps.ad_mark(self.plan, ad)]
            self.batch.create("ad_group_ad", {"ad_group": name, "status": "PAUSED", "ad": fields}, (_AD, ad.key))

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
