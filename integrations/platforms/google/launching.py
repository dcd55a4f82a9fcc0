"""The saga: videos first, each sent and waited for, then everything else in one atomic call.

Atomic means that after a lost answer either nothing is there or all of it: the campaign is looked up by its exact name,
and what is in it is read from there. Names may be used again once a campaign is removed, so removed ones do not count.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from integrations import types as t
from integrations.errors import OutcomeUnknown
from integrations.platforms.google import gaql, ids, steps
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.building import Building
from integrations.platforms.google.client import Ads
from integrations.platforms.google.goals import list_goals
from integrations.platforms.google.purposes import APP, PERFORMANCE_MAX, channel_for
from integrations.platforms.google.videos import Videos
from integrations.platforms.google.words import LOST_ANSWER

_AD_FIELDS = (
    "ad_group.name", "ad_group_ad.resource_name", "ad_group_ad.ad.id", "ad_group_ad.ad.url_custom_parameters",
)  # fmt: skip
Done = Mapping[str, t.StepResult]


class Launch:
    """Makes one plan on one account."""

    def __init__(self, ads: Ads, videos: Videos, plan: t.CampaignPlan, link: t.AccountLink):
        self.ads = ads
        self.videos = videos
        self.plan = plan
        self.link = link
        self.channel = channel_for(plan)

    def find(self, step: t.Step) -> t.StepResult | None:
        """Return what an earlier try of a step made; waiting makes nothing."""
        kind, _, sha256 = step.key.partition(":")
        if kind == steps.VIDEO:
            found = self.videos.find(steps.videos_of(self.plan)[sha256])
            return t.StepResult(found) if found else None
        return self._find_campaign() if kind == steps.CAMPAIGN else None

    def perform(self, step: t.Step, done: Done) -> t.StepResult:
        """Do one step with the results of those before it."""
        kind, _, sha256 = step.key.partition(":")
        if kind == steps.VIDEO:
            return t.StepResult(self.videos.send(steps.videos_of(self.plan)[sha256]))
        if kind == steps.READY:
            return t.StepResult(self.videos.wait(done[f"{steps.VIDEO}:{sha256}"].external_id))
        videos = {sha: done[f"{steps.READY}:{sha}"].external_id for sha in steps.videos_of(self.plan)}
        batch = self._build(videos)
        return _read_made(batch, self.ads.mutate(batch.operations))

    def try_out(self) -> None:
        """Let Google check the whole plan, making nothing; one with videos cannot be checked before they are sent."""
        if not steps.videos_of(self.plan):
            self.ads.mutate(self._build({}).operations, validate_only=True)

    def _build(self, videos: Mapping[str, str]) -> Batch:
        goals = list_goals(self.ads, self.plan, self.link.presence)
        return Building(self.plan, self.link, videos, goals).build()

    def _find_campaign(self) -> t.StepResult | None:
        name = gaql.quote(steps.campaign_name(self.plan))
        there = (f"campaign.name = {name}", "campaign.status != 'REMOVED'")
        row = next(self.ads.rows(gaql.select(["campaign.id"], "campaign", *there)), None)
        if row is None:
            return None
        number = row["campaign"]["id"]
        is_grouped = self.channel == PERFORMANCE_MAX
        also = self._find_asset_groups(number) if is_grouped else self._find_ads(number)
        return t.StepResult(number, also=tuple(also))

    def _find_asset_groups(self, campaign: str) -> Iterator[t.Made]:
        fields = ["asset_group.id", "asset_group.name"]
        rows = self.ads.rows(gaql.select(fields, "asset_group", f"campaign.id = {campaign}"))
        by_name = {row["asset_group"]["name"]: f"{ids.GROUP}~{row['asset_group']['id']}" for row in rows}
        for group in self.plan.ad_groups:
            found = by_name.get(steps.group_name(self.plan, group))
            if found:
                yield t.Made(t.ObjectKind.AD_GROUP, group.key, found)
                yield t.Made(t.ObjectKind.AD, group.ads[0].key, ids.asset_group_ad(found))

    def _find_ads(self, campaign: str) -> Iterator[t.Made]:
        """Yield ad groups by their names and ads by their marks; an ad that is alone in its ad group needs none."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        there = (f"campaign.id = {campaign}", "ad_group.status != 'REMOVED'", "ad_group_ad.status != 'REMOVED'")
        for row in self.ads.rows(gaql.select(_AD_FIELDS, "ad_group_ad", *there, order="ad_group_ad.ad.id")):
            key = ids.external_id(row["ad_group_ad"]["resource_name"])
            found[row["ad_group"]["name"]][_mark_of(row["ad_group_ad"]["ad"])] = key
        by_group = [(group, found.get(steps.group_name(self.plan, group), {})) for group in self.plan.ad_groups]
        for group, ads in by_group:
            if ads:
                yield t.Made(t.ObjectKind.AD_GROUP, group.key, next(iter(ads.values())).partition("~")[0])
        for group, ads in by_group:
            for ad in group.ads:
                mark = "" if self.channel == APP else steps.ad_mark(self.plan, ad)["value"]
                if mark in ads:
                    yield t.Made(t.ObjectKind.AD, ad.key, ads[mark])


def _read_made(batch: Batch, names: list[str]) -> t.StepResult:
    """Return what a batch made; an answer that does not name all of it counts as lost."""
    if len(names) != len(batch.targets) or not all(names):
        raise OutcomeUnknown(LOST_ANSWER)
    campaign, also = "", []
    for targets, name in zip(batch.targets, names, strict=True):
        key = ids.external_id(name)
        for kind, target_key in targets:
            if kind == t.ObjectKind.CAMPAIGN:
                campaign = key
            else:
                is_ad_of_group = kind == t.ObjectKind.AD and key.startswith(ids.GROUP)
                also.append(t.Made(kind, target_key, ids.asset_group_ad(key) if is_ad_of_group else key))
    return t.StepResult(campaign, also=tuple(also))


def _mark_of(ad: Mapping[str, Any]) -> str:
    """Return the mark that an ad bears, or ""."""
    parameters = ad.get("url_custom_parameters", ())
    return next((one.get("value", "") for one in parameters if one.get("key") == steps.MARK_KEY), "")
