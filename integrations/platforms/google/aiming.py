"""Another audience for an ad group that exists: its criteria and its campaign's are replaced in one atomic call.

Places, languages and search partners are the campaign's (places and languages in Demand Gen the ad group's): they are
changed only while every ad group of the campaign is in the change's plan, for they would move with it unasked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from integrations import errors
from integrations import types as t
from integrations.platforms.google import criteria, gaql, ids, targeting
from integrations.platforms.google.ad_rules import refuse
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.campaigns import CHANNELS
from integrations.platforms.google.client import Ads
from integrations.platforms.google.purposes import NAMES, PERFORMANCE_MAX, SEARCH, check_people
from integrations.platforms.google.targeting_rules import OTHER_AREA, PARTNERS, area_of, check_targetings

_GONE = "Google does not find this ad group any more."
_OTHER = "Adwright cannot change whom this kind of campaign aims at. Change it in Google Ads."
_NETWORK = "network_settings.target_search_network"


@dataclass(frozen=True, slots=True)
class _Group:
    """An ad group (or asset group) and its campaign, by their resource names."""

    name: str
    campaign: Mapping[str, Any]
    channel: t.Channel

    @property
    def campaign_name(self) -> str:
        return self.campaign["resource_name"]


class Aims:
    """Changes of audiences on one account."""

    def __init__(self, ads: Ads, link: t.AccountLink):
        self.ads = ads
        self.link = link

    def change(self, ref: t.ObjectRef, change: t.TargetingChange) -> None:
        """Show an ad group to the plan's people. Three reads at most, and a write only where something differs."""
        group = self._group(ref)
        own = next(one for one in change.plan.ad_groups if one.key == change.group_key)
        plan, aim = replace(change.plan, channel=group.channel, ad_groups=(own,)), own.targeting
        refuse([*check_people(plan), *check_targetings(plan, group.channel)])
        batch = Batch(self.link.external_id)
        self._aim_campaign(batch, group, aim, [one.targeting for one in change.plan.ad_groups])
        if group.channel != PERFORMANCE_MAX:
            wanted = targeting.of_group(aim, group.channel, self.link.external_id)
            rows = criteria.read(self.ads, "ad_group", group.name)
            criteria.replace(batch, "ad_group", group.name, rows, aim, wanted)
        if batch.operations:
            self.ads.mutate(batch.operations)

    def _aim_campaign(self, batch: Batch, group: _Group, aim: t.Targeting, planned: list[t.Targeting]) -> None:
        if wanted := targeting.of_campaign(aim, group.channel):
            rows = criteria.read(self.ads, "campaign", group.campaign_name)
            criteria.replace(batch, "campaign", group.campaign_name, rows, aim, wanted)
        if group.channel == SEARCH:
            has = bool(group.campaign.get("network_settings", {}).get("target_search_network"))
            if has != (PARTNERS in aim.placements):
                changed = {"target_search_network": not has}
                batch.update("campaign", {"resource_name": group.campaign_name, "network_settings": changed}, _NETWORK)
        is_for_all = all(area_of(one) == area_of(aim) for one in planned)
        if batch.operations and not (is_for_all and self._count_groups(group) <= len(planned)):
            text = OTHER_AREA.format(channel=NAMES[group.channel])
            raise errors.InvalidRequest(text, fields={"countries": text})

    def _group(self, ref: t.ObjectRef) -> _Group:
        kind, name = _kind_of(ref), ids.resource_name(self.link.external_id, ref)
        fields = ("campaign.resource_name", "campaign.advertising_channel_type", f"campaign.{_NETWORK}")
        there = (f"{kind}.resource_name = {gaql.quote(name)}", f"{kind}.status != 'REMOVED'")
        row = next(self.ads.rows(gaql.select(fields, kind, *there)), None)
        if row is None:
            raise errors.ObjectNotFound(_GONE)
        channel = CHANNELS.get(row["campaign"].get("advertising_channel_type", ""))
        if channel is None:
            raise errors.InvalidRequest(_OTHER)
        return _Group(name, row["campaign"], channel)

    def _count_groups(self, group: _Group) -> int:
        kind = "asset_group" if group.channel == PERFORMANCE_MAX else "ad_group"
        there = (f"campaign.resource_name = {gaql.quote(group.campaign_name)}", f"{kind}.status != 'REMOVED'")
        return sum(1 for _ in self.ads.rows(gaql.select([f"{kind}.resource_name"], kind, *there)))


def _kind_of(ref: t.ObjectRef) -> str:
    if ref.kind != t.ObjectKind.AD_GROUP:
        text = "On Google an audience belongs to an ad group. Change it there."
        raise errors.InvalidRequest(text, fields={"targeting": text})
    return "asset_group" if ids.is_asset_group(ref) else "ad_group"
