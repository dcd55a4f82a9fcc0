"""Adding ad groups and ads to a campaign that exists, in one atomic call: all of it is there afterwards, or nothing.

The campaign itself says which channel it is and how it bids, whatever the plan thinks. Places and languages are the
campaign's (but in Demand Gen): an ad group that wants others is refused, for it would be shown where the campaign is.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from integrations import errors
from integrations import types as t
from integrations.platforms.google import bidding, campaigns, criteria, gaql, ids, money, steps
from integrations.platforms.google.ad_rules import refuse
from integrations.platforms.google.audience import AREA, aim_of, changed_kinds
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.building import Building
from integrations.platforms.google.client import Ads
from integrations.platforms.google.finding import find_made
from integrations.platforms.google.purposes import DEMAND_GEN, NAMES, channel_for
from integrations.platforms.google.rules import check_additions
from integrations.platforms.google.targeting_rules import OTHER_AREA

_CAMPAIGN = ("campaign.resource_name", "campaign.advertising_channel_type", "campaign.bidding_strategy_type")
_GONE = "Google does not find this campaign any more."
_OTHER = "Adwright cannot add to this kind of campaign. Add to it in Google Ads."
_NO_VIDEO = "This campaign shows videos, and the ad's was not sent to YouTube. Make the ad anew with it."
Done = Mapping[str, t.StepResult]


class Additions:
    """What one plan adds to one campaign."""

    def __init__(self, ads: Ads, plan: t.CampaignPlan, link: t.AccountLink, done: Done):
        self.ads = ads
        self.link = link
        self.done = done
        self.campaign = done[steps.CAMPAIGN].external_id
        self.there = {
            group.key: done[key].external_id for group in plan.ad_groups if (key := steps.group_key(group)) in done
        }
        self.name = ids.resource_name(link.external_id, t.ObjectRef(t.ObjectKind.CAMPAIGN, self.campaign))
        self.plan = self._suited(plan)

    def find(self) -> t.StepResult | None:
        """Return what an earlier try made."""
        also = tuple(find_made(self.ads, self.plan, self.campaign, self.there))
        return t.StepResult(self.campaign, also=also) if also else None

    def build(self) -> Batch:
        """Return what makes it. Raises InvalidRequest where Google or our own rules would refuse it."""
        refuse(check_additions(self.plan, self.link, self.done))
        self._check_area()
        videos = steps.videos_of(self.plan)
        ready = {sha: self.done[key].external_id for sha in videos if (key := f"{steps.READY}:{sha}") in self.done}
        if ready.keys() != videos.keys():
            raise errors.InvalidRequest(_NO_VIDEO, fields={"videos": _NO_VIDEO})
        names = {
            key: ids.resource_name(self.link.external_id, t.ObjectRef(t.ObjectKind.AD_GROUP, group))
            for key, group in self.there.items()
        }
        return Building(self.plan, self.link, ready, []).add_to(self.name, names)

    def _suited(self, plan: t.CampaignPlan) -> t.CampaignPlan:
        """Return the plan with the channel and the way of bidding that the campaign has."""
        there = (f"campaign.resource_name = {gaql.quote(self.name)}", "campaign.status != 'REMOVED'")
        row = next(self.ads.rows(gaql.select(_CAMPAIGN, "campaign", *there)), None)
        if row is None:
            raise errors.ObjectNotFound(_GONE)
        channel = campaigns.CHANNELS.get(row["campaign"].get("advertising_channel_type", ""))
        if channel is None:
            raise errors.InvalidRequest(_OTHER)
        return replace(plan, channel=channel, bid=self._bid(plan, row["campaign"]))

    def _bid(self, plan: t.CampaignPlan, campaign: Mapping[str, Any]) -> t.Bid:
        """Return the bid; where the campaign bids per click, the plan's, else that of another ad group."""
        found = bidding.read_bid(campaign, self.link.currency)
        if found is None or found.strategy != t.BidStrategy.MANUAL:
            return found or t.Bid(t.BidStrategy.MAXIMIZE_CLICKS)
        if plan.bid and plan.bid.strategy == t.BidStrategy.MANUAL and plan.bid.amount_minor:
            return plan.bid
        there = (f"campaign.id = {self.campaign}", "ad_group.status != 'REMOVED'")
        rows = self.ads.rows(gaql.select(["ad_group.cpc_bid_micros"], "ad_group", *there, order="ad_group.id"))
        told = [money.from_micros(row["ad_group"].get("cpc_bid_micros"), self.link.currency) for row in rows]
        return replace(found, amount_minor=next(filter(None, told), None))

    def _check_area(self) -> None:
        channel = channel_for(self.plan)
        new = [group.targeting for group in self.plan.ad_groups if group.key not in self.there]
        if not new or channel == DEMAND_GEN:
            return
        there = aim_of(criteria.read(self.ads, "campaign", self.name))
        if any(changed_kinds(there, wanted) & AREA for wanted in new):
            text = OTHER_AREA.format(channel=NAMES[channel])
            raise errors.InvalidRequest(text, fields={"countries": text})
