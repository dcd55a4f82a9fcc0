"""The saga: one step makes one object, and every object can be found again by the mark in its name.

A picture needs no looking up: Meta keeps one copy of the same bytes under the same hash, so sending it again makes
nothing new. A creative is looked up among the newest ones, since Meta documents no filter there; one that is missed
costs nothing, for a creative without an ad is never shown.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, cast

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.meta import creatives, forms, money, params, steps, videos
from integrations.platforms.meta.caps import Caps
from integrations.platforms.meta.client import id_of, list_edge
from integrations.platforms.meta.languages import find_locales
from integrations.platforms.meta.purposes import Aim, aim_for
from integrations.platforms.refusing import naming_ads

_PAGE_SIZE, _CREATIVES_SEEN = 100, 1000
_EDGES = {steps.CAMPAIGN: "campaigns", steps.AD_GROUP: "adsets", steps.CREATIVE: "adcreatives", steps.AD: "ads"}
Done = Mapping[str, t.StepResult]


class Launch:
    """Makes one plan's objects on one account."""

    def __init__(self, account: AdAccount, plan: t.CampaignPlan, presence: Mapping[str, str]):
        self.account, self.api = account, account.get_api()
        self.plan = plan
        self.presence = presence

    @property
    def aim(self) -> Aim:
        """Return what the purpose means on Meta."""
        aim = aim_for(self.plan, self.presence)
        if isinstance(aim, t.Problem):
            raise InvalidRequest(aim.text, fields={aim.field: aim.text})
        return aim

    def find(self, step: t.Step) -> t.StepResult | None:
        """Return what an earlier try of a step made; a video that is not ready yet counts as not made."""
        kind = steps.kind_of(step)
        if kind == steps.IMAGE:
            return None
        if kind == steps.VIDEO:
            found = videos.find(self.account, self._video(step))
            return self._result(found) if found and found.state == t.MediaState.READY else None
        name = steps.name_of(self.plan, step)
        if kind == steps.FORM:
            form = forms.find_form(forms.open_page(self.api, self.presence["page_id"]), name)
            return t.StepResult(form) if form else None
        return next((t.StepResult(row["id"]) for row in self._search(kind, name) if row.get("name") == name), None)

    def perform(self, step: t.Step, done: Done) -> t.StepResult:
        """Do one step with the results of those before it."""
        makers: dict[str, Callable[[t.Step, Done], t.StepResult]] = {
            steps.IMAGE: self._upload_image,
            steps.VIDEO: self._upload_video,
            steps.FORM: self._make_form,
            steps.CAMPAIGN: self._make_campaign,
            steps.AD_GROUP: self._make_ad_set,
            steps.CREATIVE: self._make_creative,
            steps.AD: self._make_ad,
        }
        with naming_ads(steps.ads_about(self.plan, step)):
            return makers[steps.kind_of(step)](step, done)

    def _upload_image(self, step: t.Step, done: Done) -> t.StepResult:
        sha256 = step.key.partition(":")[2]
        pictures = (image for ad in self._ads() for image in steps.pictures_of(ad))
        return t.StepResult(upload_image(self.account, next(i for i in pictures if i.sha256 == sha256)).external_id)

    def _upload_video(self, step: t.Step, done: Done) -> t.StepResult:
        """Upload once, then come back until Meta is done with it."""
        media = videos.wait_for(videos.upload(self.account, self._video(step)))
        if media.state == t.MediaState.FAILED:
            raise InvalidRequest(media.reason, fields={"videos": media.reason})
        return self._result(media)

    def _result(self, video: t.UploadedMedia) -> t.StepResult:
        return t.StepResult(video.external_id, {"still_url": videos.pick_still(self.api, video.external_id)})

    def _make_form(self, step: t.Step, done: Done) -> t.StepResult:
        page = forms.open_page(self.api, self.presence["page_id"])
        wanted, link = cast(t.LeadForm, steps.new_form(self.plan)), next(self._ads()).link
        return t.StepResult(forms.make_form(page, wanted, steps.name_of(self.plan, step), link))

    def _make_campaign(self, step: t.Step, done: Done) -> t.StepResult:
        made = self.campaign_params(steps.name_of(self.plan, step))
        return t.StepResult(id_of(self.account.create_campaign(params=made)))

    def campaign_params(self, name: str) -> dict[str, Any]:
        """Return what makes the campaign, with its spending limit, if it gets one."""
        cap = Caps(self.api).new_cap(self.account["id"], self.plan)
        return params.campaign(self.plan, self.aim, name) | cap

    def _make_ad_set(self, step: t.Step, done: Done) -> t.StepResult:
        group = steps.group_of(self.plan, step)
        locales, campaign_id = find_locales(self.api, group.targeting), done[steps.CAMPAIGN].external_id
        if group.daily_budget_minor and self.plan.budget_level == t.BudgetLevel.AD_GROUP and self.plan.end_at:
            amount = money.to_meta(group.daily_budget_minor, self.plan.currency)
            Caps(self.api).make_room(campaign_id, budgets={group.key: amount})
        name = steps.name_of(self.plan, step)
        made = params.ad_set(self.plan, group, self.aim, name, campaign_id=campaign_id, locales=locales)
        made |= params.transparency(group, self.presence)
        return t.StepResult(id_of(self.api.post(self.account["id"], "adsets", params=made)))

    def _make_creative(self, step: t.Step, done: Done) -> t.StepResult:
        group, ad = steps.ad_of(self.plan, step)
        subject = creatives.Subject(self.plan, group, ad)
        made = creatives.build(subject, steps.name_of(self.plan, step), self.presence, self._media(ad, done))
        return t.StepResult(id_of(self.account.create_ad_creative(params=made)))

    def _media(self, ad: t.AdPlan, done: Done) -> creatives.Media:
        video = steps.video_of(ad)
        film = done[f"{steps.VIDEO}:{video.sha256}"] if video else None
        hashes = {image.sha256: done[f"{steps.IMAGE}:{image.sha256}"].external_id for image in steps.pictures_of(ad)}
        form = self.plan.lead_form if self.plan.purpose == t.Purpose.LEAD_GENERATION else None
        form_id = (form.external_id or done[steps.FORM].external_id) if form else ""
        still = film.extra.get("still_url", "") if film else ""
        return creatives.Media(hashes, film.external_id if film else "", still, form_id)

    def _make_ad(self, step: t.Step, done: Done) -> t.StepResult:
        group, ad = steps.ad_of(self.plan, step)
        made = params.ad(
            steps.name_of(self.plan, step),
            ad_set_id=done[f"{steps.AD_GROUP}:{group.key}"].external_id,
            creative_id=done[f"{steps.CREATIVE}:{ad.key}"].external_id,
        )
        return t.StepResult(id_of(self.account.create_ad(params=made)))

    def _search(self, kind: str, name: str) -> Iterator:
        named = [{"field": "name", "operator": "EQUAL", "value": name}]
        found = list_edge(self.account, _EDGES[kind], ["id", "name"], filtering=named, limit=_PAGE_SIZE)
        return islice(found, _CREATIVES_SEEN)

    def _ads(self) -> Iterator[t.AdPlan]:
        return (ad for group in self.plan.ad_groups for ad in group.ads)

    def _video(self, step: t.Step) -> t.VideoFile:
        sha256 = step.key.partition(":")[2]
        films = (video for ad in self._ads() if (video := steps.video_of(ad)))
        return next(film for film in films if film.sha256 == sha256)


def upload_image(account: AdAccount, image: t.ImageFile) -> t.UploadedMedia:
    """Upload a picture; the same bytes get the same hash, so sending them again makes nothing new."""
    content = base64.b64encode(image.read()).decode()
    made = account.create_ad_image(params={"bytes": content})
    return t.UploadedMedia(made["hash"], url=made.get("url") or "")
