"""The saga: one step makes one object, and every object can be found again by the mark in its name.

A picture needs no looking up: Meta keeps one copy of the same bytes under the same hash, so sending it again makes
nothing new. A creative is looked up among the newest ones, since Meta documents no filter there; one that is missed
costs nothing, for a creative without an ad is never shown.
"""

import base64
from collections.abc import Iterator, Mapping
from itertools import islice

from facebook_business.adobjects.ad import Ad
from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.adcreative import AdCreative
from facebook_business.adobjects.adset import AdSet
from facebook_business.adobjects.campaign import Campaign

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.meta import params, steps
from integrations.platforms.meta.client import list_edge
from integrations.platforms.meta.purposes import Aim, aim_for

_PAGE_SIZE, _CREATIVES_SEEN = 100, 1000
Done = Mapping[str, t.StepResult]


class Launch:
    """Makes one plan's objects on one account."""

    def __init__(self, account: AdAccount, plan: t.CampaignPlan, presence: Mapping[str, str]):
        self.account = account
        self.plan = plan
        self.presence = presence

    def find(self, step: t.Step) -> t.StepResult | None:
        """Return what an earlier try of a step made."""
        kind = steps.kind_of(step)
        if kind == steps.IMAGE:
            return None
        name = self._name(step)
        for found in self._search(kind, name):
            if found.get("name") == name:
                return t.StepResult(found["id"])
        return None

    def perform(self, step: t.Step, done: Done) -> t.StepResult:
        """Do one step with the results of those before it."""
        makers = {
            steps.IMAGE: self._upload,
            steps.CAMPAIGN: self._make_campaign,
            steps.AD_GROUP: self._make_ad_set,
            steps.CREATIVE: self._make_creative,
            steps.AD: self._make_ad,
        }
        return t.StepResult(makers[steps.kind_of(step)](step, done))

    def try_out(self) -> None:
        """Let Meta check what can be checked with nothing made yet: the campaign, and each ad's text and link."""
        only = {"execution_options": ["validate_only"]}
        self.account.create_campaign(params=params.campaign(self.plan, self.aim, self.plan.name) | only)
        for group in self.plan.ad_groups:
            for ad in group.ads:
                made = params.creative(ad, ad.name, page_id=self.presence["page_id"], image_hash=None)
                self.account.create_ad_creative(params=made | only)

    @property
    def aim(self) -> Aim:
        """Return what the purpose means on Meta."""
        aim = aim_for(self.plan.purpose, self.presence)
        if isinstance(aim, t.Problem):
            raise InvalidRequest(aim.text, fields={aim.field: aim.text})
        return aim

    def _upload(self, step: t.Step, done: Done) -> str:
        sha256 = step.key.partition(":")[2]
        image = next(ad.images[0] for group in self.plan.ad_groups for ad in group.ads if ad.images[0].sha256 == sha256)
        content = base64.b64encode(image.read()).decode()
        return self.account.create_ad_image(params={"bytes": content})["hash"]

    def _make_campaign(self, step: t.Step, done: Done) -> str:
        return self.account.create_campaign(params=params.campaign(self.plan, self.aim, self._name(step)))["id"]

    def _make_ad_set(self, step: t.Step, done: Done) -> str:
        made = params.ad_set(
            self.plan,
            steps.group_of(self.plan, step),
            self.aim,
            self._name(step),
            campaign_id=done[steps.CAMPAIGN].external_id,
            presence=self.presence,
        )
        return self.account.create_ad_set(params=made)["id"]

    def _make_creative(self, step: t.Step, done: Done) -> str:
        _, ad = steps.ad_of(self.plan, step)
        image = done[f"{steps.IMAGE}:{ad.images[0].sha256}"].external_id
        made = params.creative(ad, self._name(step), page_id=self.presence["page_id"], image_hash=image)
        return self.account.create_ad_creative(params=made)["id"]

    def _make_ad(self, step: t.Step, done: Done) -> str:
        group, ad = steps.ad_of(self.plan, step)
        made = params.ad(
            self._name(step),
            ad_set_id=done[f"{steps.AD_GROUP}:{group.key}"].external_id,
            creative_id=done[f"{steps.CREATIVE}:{ad.key}"].external_id,
        )
        return self.account.create_ad(params=made)["id"]

    def _name(self, step: t.Step) -> str:
        kind = steps.kind_of(step)
        if kind == steps.CAMPAIGN:
            return steps.marked_name(self.plan, step, self.plan.name)
        name = steps.group_of(self.plan, step).name if kind == steps.AD_GROUP else steps.ad_of(self.plan, step)[1].name
        return steps.marked_name(self.plan, step, name)

    def _search(self, kind: str, name: str) -> Iterator:
        kinds = {steps.CAMPAIGN: Campaign, steps.AD_GROUP: AdSet, steps.CREATIVE: AdCreative, steps.AD: Ad}
        named = [{"field": "name", "operator": "EQUAL", "value": name}]
        found = list_edge(self.account, kinds[kind], ["id", "name"], filtering=named, limit=_PAGE_SIZE)
        return islice(found, _CREATIVES_SEEN)
