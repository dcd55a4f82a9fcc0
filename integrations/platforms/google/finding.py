"""What a plan's earlier try made in a campaign: ad groups are known by their names, ads by their marks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from integrations import types as t
from integrations.platforms.google import gaql, ids, steps
from integrations.platforms.google.client import Ads
from integrations.platforms.google.purposes import APP, PERFORMANCE_MAX, channel_for

_AD_FIELDS = (
    "ad_group.id", "ad_group.name", "ad_group_ad.resource_name", "ad_group_ad.ad.id", "ad_group_ad.ad.url_custom_parameters",
)  # fmt: skip
There = Mapping[str, str]
"""The ids of ad groups that were there before the plan, by their keys in it."""


def find_made(ads: Ads, plan: t.CampaignPlan, campaign: str, there: There) -> Iterator[t.Made]:
    """Yield the ad groups and ads of a plan that are in a campaign; ad groups that were `there` before are not told."""
    if channel_for(plan) == PERFORMANCE_MAX:
        return _find_asset_groups(ads, plan, campaign)
    return _find_ads(ads, plan, campaign, there)


def _find_asset_groups(ads: Ads, plan: t.CampaignPlan, campaign: str) -> Iterator[t.Made]:
    fields, there = (
        ["asset_group.id", "asset_group.name"],
        (f"campaign.id = {campaign}", "asset_group.status != 'REMOVED'"),
    )
    rows = ads.rows(gaql.select(fields, "asset_group", *there))
    by_name = {row["asset_group"]["name"]: f"{ids.GROUP}~{row['asset_group']['id']}" for row in rows}
    for group in plan.ad_groups:
        found = by_name.get(steps.group_name(plan, group))
        if found:
            yield t.Made(t.ObjectKind.AD_GROUP, group.key, found)
            yield t.Made(t.ObjectKind.AD, group.ads[0].key, ids.asset_group_ad(found))


def _find_ads(ads: Ads, plan: t.CampaignPlan, campaign: str, there: There) -> Iterator[t.Made]:
    """Yield ad groups by their names and ads by their marks; an ad that is alone in its ad group needs none."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    where = (f"campaign.id = {campaign}", "ad_group.status != 'REMOVED'", "ad_group_ad.status != 'REMOVED'")
    for row in ads.rows(gaql.select(_AD_FIELDS, "ad_group_ad", *where, order="ad_group_ad.ad.id")):
        key, mark = ids.external_id(row["ad_group_ad"]["resource_name"]), _mark_of(row["ad_group_ad"]["ad"])
        for known_by in (row["ad_group"]["id"], row["ad_group"]["name"]):
            found[known_by][mark] = key
    by_group = [(group, found[there.get(group.key) or steps.group_name(plan, group)]) for group in plan.ad_groups]
    for group, made in by_group:
        if made and group.key not in there:
            yield t.Made(t.ObjectKind.AD_GROUP, group.key, next(iter(made.values())).partition("~")[0])
    for group, made in by_group:
        for ad in group.ads:
            mark = "" if channel_for(plan) == APP else steps.ad_mark(plan, ad)["value"]
            if mark in made:
                yield t.Made(t.ObjectKind.AD, ad.key, made[mark])


def _mark_of(ad: Mapping[str, Any]) -> str:
    """Return the mark that an ad bears, or ""."""
    parameters = ad.get("url_custom_parameters", ())
    return next((one.get("value", "") for one in parameters if one.get("key") == steps.MARK_KEY), "")
