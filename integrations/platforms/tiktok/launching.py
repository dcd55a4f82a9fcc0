"""The saga: one step makes one object, and every object can be found again by the mark in its name.

Names are searched for fuzzily and compared exactly. A set of buttons has no name: a second one costs nothing, for one
without an ad is never shown. `ad/create/` takes no `request_id`, so an ad is looked for among its ad group's ads.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.refusing import naming_ads
from integrations.platforms.tiktok import creatives, steps
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.making import Making
from integrations.platforms.tiktok.media import Media
from integrations.platforms.tiktok.objects import NAMES, id_field, read_rows
from integrations.platforms.tiktok.purposes import Aim, aim_for

Done = Mapping[str, t.StepResult]
_ABOVE = {t.ObjectKind.AD_GROUP: "campaign_ids", t.ObjectKind.AD: "adgroup_ids"}


class Launch:
    """Makes one plan's objects on one account."""

    def __init__(self, api: TikTokApi, link: t.AccountLink, plan: t.CampaignPlan):
        self.api = api
        self.link = link
        self.plan = plan
        self.media = Media(api, link.external_id)

    @cached_property
    def aim(self) -> Aim:
        """Return what the purpose means on TikTok."""
        aim = aim_for(self.plan, self.link.presence)
        if isinstance(aim, t.Problem):
            raise InvalidRequest(aim.text, fields={aim.field: aim.text})
        return aim

    @cached_property
    def making(self) -> Making:
        """Return what makes the objects of the plan."""
        return Making(self.api, self.link, self.plan, self.aim)

    def find(self, step: t.Step, done: Done) -> t.StepResult | None:
        """Return what an earlier try of a step made."""
        kind = steps.kind_of(step)
        if kind == steps.VIDEO:
            found = self.media.find_video(steps.video_of(self.plan, step))
        elif kind == steps.IMAGE:
            found = self.media.find_image(steps.image_of(self.plan, step))
        elif kind == steps.COVER:
            found = self.media.find_cover(steps.video_of(self.plan, step))
        else:
            found = self._find_object(step, done) if step.makes else None
        return t.StepResult(found) if found else None

    def _find_object(self, step: t.Step, done: Done) -> str | None:
        if step.makes is None or (narrowed := self._narrow(step, done)) is None:
            return None
        name, is_smart = steps.name_of(self.plan, step), self.aim.is_smart
        for row in read_rows(self.api, self.link.external_id, step.makes, is_smart=is_smart, filtering=narrowed):
            if row.get(f"{NAMES[step.makes]}_name") == name:
                return str(row[id_field(step.makes, is_smart=is_smart)])
        return None

    def _narrow(self, step: t.Step, done: Done) -> dict[str, Any] | None:
        """Return what to search among; None where what it hangs on was never made."""
        if step.makes == t.ObjectKind.CAMPAIGN:
            return {"campaign_name": steps.name_of(self.plan, step)}
        above = self._above(step)
        return {_ABOVE[step.makes]: [done[above].external_id]} if step.makes and above in done else None

    def _above(self, step: t.Step) -> str:
        if step.makes == t.ObjectKind.AD:
            return f"{steps.AD_GROUP}:{steps.ad_of(self.plan, step)[0].key}"
        return steps.CAMPAIGN

    def perform(self, step: t.Step, done: Done) -> t.StepResult:
        """Do one step with the results of those before it."""
        makers = {
            steps.VIDEO: self._upload_video,
            steps.IMAGE: self._upload_image,
            steps.READY: self._wait,
            steps.COVER: self._make_cover,
            steps.BUTTON: self.making.make_button,
            steps.CAMPAIGN: self.making.make_campaign,
            steps.AD_GROUP: self.making.make_ad_group,
            steps.AD: self._make_ad,
        }
        with naming_ads(steps.ads_about(self.plan, step)):
            return t.StepResult(makers[steps.kind_of(step)](step, done))

    def _upload_video(self, step: t.Step, done: Done) -> str:
        return self.media.upload_video(steps.video_of(self.plan, step))

    def _upload_image(self, step: t.Step, done: Done) -> str:
        return self.media.upload_image(steps.image_of(self.plan, step))

    def _wait(self, step: t.Step, done: Done) -> str:
        return self.media.wait_for_video(self._video_id(step, done)).external_id

    def _make_cover(self, step: t.Step, done: Done) -> str:
        return self.media.make_cover(steps.video_of(self.plan, step), self._video_id(step, done))

    def _video_id(self, step: t.Step, done: Done) -> str:
        return done[f"{steps.VIDEO}:{step.key.partition(':')[2]}"].external_id

    def _make_ad(self, step: t.Step, done: Done) -> str:
        return self.making.make_ad(step, done, self.media_of(steps.ad_of(self.plan, step)[1], done))

    def media_of(self, ad: t.AdPlan, done: Done) -> creatives.Media:
        """Return the ids of an ad's files; a carousel's music is chosen here."""
        button = done.get(f"{steps.BUTTON}:{ad.call_to_action}")
        button_id = button.external_id if button else ""
        for video in steps.shown_videos(ad):
            ids = (done[f"{steps.VIDEO}:{video.sha256}"], done[f"{steps.COVER}:{video.sha256}"])
            return creatives.Media(ids[0].external_id, (ids[1].external_id,), button_id=button_id)
        images = tuple(done[f"{steps.IMAGE}:{image.sha256}"].external_id for image in steps.shown_images(ad))
        return creatives.Media("", images, self.media.choose_music(images), button_id)
