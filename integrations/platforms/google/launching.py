"""The saga: videos first, each sent and waited for, then everything else in one atomic call; additions likewise.

Atomic means that after a lost answer either nothing is there or all of it: the campaign is looked up by its exact name,
and what is in it is read from there. Names may be used again once a campaign is removed, so removed ones do not count.
"""

from collections.abc import Mapping
from dataclasses import replace

from integrations import types as t
from integrations.errors import OutcomeUnknown
from integrations.platforms.google import gaql, ids, steps
from integrations.platforms.google.ad_rules import refuse
from integrations.platforms.google.additions import Additions
from integrations.platforms.google.batch import Batch
from integrations.platforms.google.blame import name_ads
from integrations.platforms.google.building import Building
from integrations.platforms.google.client import Ads
from integrations.platforms.google.errors import Refused
from integrations.platforms.google.finding import find_made
from integrations.platforms.google.goals import list_goals
from integrations.platforms.google.rules import check_additions
from integrations.platforms.google.videos import Videos
from integrations.platforms.google.words import LOST_ANSWER

Done = Mapping[str, t.StepResult]


class Launch:
    """Makes one plan on one account."""

    def __init__(self, ads: Ads, videos: Videos, plan: t.CampaignPlan, link: t.AccountLink):
        self.ads = ads
        self.videos = videos
        self.plan = plan
        self.link = link

    def find(self, step: t.Step, done: Done) -> t.StepResult | None:
        """Return what an earlier try of a step made; waiting makes nothing."""
        kind, _, sha256 = step.key.partition(":")
        if kind == steps.VIDEO:
            found = self.videos.find(steps.videos_of(self.plan)[sha256])
            return t.StepResult(found) if found else None
        if kind == steps.ADDITIONS:
            return Additions(self.ads, self.plan, self.link, done).find()
        return self._find_campaign() if kind == steps.CAMPAIGN else None

    def perform(self, step: t.Step, done: Done) -> t.StepResult:
        """Do one step with the results of those before it."""
        kind, _, sha256 = step.key.partition(":")
        if kind == steps.VIDEO:
            if steps.CAMPAIGN in done:
                refuse(check_additions(self.plan, self.link, done))
            return t.StepResult(self.videos.send(steps.videos_of(self.plan)[sha256]))
        if kind == steps.READY:
            return t.StepResult(self.videos.wait(done[f"{steps.VIDEO}:{sha256}"].external_id))
        if kind == steps.ADDITIONS:
            added = Additions(self.ads, self.plan, self.link, done)
            return replace(self._make(added.build()), external_id=added.campaign)
        videos = {sha: done[f"{steps.READY}:{sha}"].external_id for sha in steps.videos_of(self.plan)}
        return self._make(self._build(videos))

    def try_out(self) -> None:
        """Let Google check the whole plan, making nothing; one with videos cannot be checked before they are sent."""
        if not steps.videos_of(self.plan):
            self._mutate(self._build({}), validate_only=True)

    def _make(self, batch: Batch) -> t.StepResult:
        return _read_made(batch, self._mutate(batch))

    def _mutate(self, batch: Batch, *, validate_only: bool = False) -> list[str]:
        """Send a batch; a refusal that is about single ads only names them."""
        try:
            return self.ads.mutate(batch.operations, validate_only=validate_only)
        except Refused as error:
            error.ad_keys = name_ads(error, batch)
            raise

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
        return t.StepResult(number, also=tuple(find_made(self.ads, self.plan, number, {})))


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
