"""The saga: one step makes one object, and every object can be found again by the mark in its name.

Names are searched for fuzzily and compared exactly. A set of buttons has no name: a second one costs nothing, for one
without an ad is never shown. `ad/create/` takes no `request_id`, so an ad is looked for among its ad group's ads.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from integrations import types as t
from integrations.errors import InvalidRequest, Temporary
from integrations.platforms.tiktok import creatives, params, steps
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.media import Media
from integrations.platforms.tiktok.places import Places
from integrations.platforms.tiktok.purposes import Aim, aim_for
from integrations.platforms.tiktok.reading import NAMES, id_field, read_rows
from tenants import clock

Done = Mapping[str, t.StepResult]
_ABOVE = {t.ObjectKind.AD_GROUP: "campaign_ids", t.ObjectKind.AD: "adgroup_ids"}
_BUTTONS_MOST = 10
NO_SUCH_APP = "This app is not in the ad account's list. Add it in TikTok Ads Manager under Tools, Events, App."


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

    def try_out(self) -> None:
        """Ask TikTok what can be asked with nothing made yet: does it know the countries and the app."""
        places = Places(self.api, self.link.external_id, self.aim.objective)
        for group in self.plan.ad_groups:
            places.ids_for(group.targeting)
        _ = self._app_id

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
            steps.BUTTON: self._make_button,
            steps.CAMPAIGN: self._make_campaign,
            steps.AD_GROUP: self._make_ad_group,
            steps.AD: self._make_ad,
        }
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

    def _make_button(self, step: t.Step, done: Done) -> str:
        """Make a set of buttons: the one that was chosen where TikTok has it for this aim, else what it recommends."""
        asked = {"new_version": True, "objective_type": self.aim.objective, "promotion_type": self.aim.promotion}
        offered = self.api.get("creative/cta/recommend/", advertiser_id=self.link.external_id, **asked)
        wanted = step.key.partition(":")[2].replace("_", " ")
        assets = [
            {"asset_content": row["asset_content"], "asset_ids": row["asset_ids"]}
            for row in offered.get("recommend_assets") or []
        ]
        chosen = [row for row in assets if wanted in row["asset_content"].lower()] or assets[:_BUTTONS_MOST]
        if not chosen:
            raise Temporary("TikTok offered no buttons for this ad.")
        body = {"creative_portfolio_type": "CTA", "portfolio_content": chosen}
        return str(self._post("creative/portfolio/create/", body)["creative_portfolio_id"])

    def _make_campaign(self, step: t.Step, done: Done) -> str:
        body = params.campaign(
            self.plan, self.aim, steps.name_of(self.plan, step), steps.request_id_of(self.plan, step)
        )
        return str(self._post(f"{self.aim.kind_path}campaign/create/", body)["campaign_id"])

    def _make_ad_group(self, step: t.Step, done: Done) -> str:
        group = steps.group_of(self.plan, step)
        ids = {
            "campaign_id": done[steps.CAMPAIGN].external_id,
            "adgroup_name": steps.name_of(self.plan, step),
            "request_id": steps.request_id_of(self.plan, step),
            "pixel_id": self.link.presence.get("pixel_id", "") if self.aim.event else "",
            "app_id": self._app_id,
        }
        places = Places(self.api, self.link.external_id, self.aim.objective).ids_for(group.targeting)
        body = params.ad_group(self.plan, group, self.aim, places=places, now=clock.now(), ids=ids)
        return str(self._post(f"{self.aim.kind_path}adgroup/create/", body)["adgroup_id"])

    @cached_property
    def _app_id(self) -> str:
        """Return TikTok's id of the promoted app, if there is one; raises InvalidRequest (`app`) where it is not listed."""
        wanted = self.plan.app
        if self.aim.objective != "APP_PROMOTION" or not wanted:
            return ""
        if wanted.external_id:
            return wanted.external_id
        data = self.api.get("app/list/", advertiser_id=self.link.external_id)
        for row in data.get("apps") or []:
            if wanted.store_id in (row.get("package_name"), str(row.get("app_id"))):
                return str(row["app_id"])
        raise InvalidRequest(NO_SUCH_APP, fields={"app": NO_SUCH_APP})

    def _make_ad(self, step: t.Step, done: Done) -> str:
        group, ad = steps.ad_of(self.plan, step)
        ids = {"adgroup_id": done[f"{steps.AD_GROUP}:{group.key}"].external_id}
        name, media = steps.name_of(self.plan, step), self.media_of(ad, done)
        if self.aim.is_smart:
            made = creatives.smart_ad(ad, self.aim, media, self.link.presence)
            body = {**ids, "ad_name": name, "operation_status": "DISABLE", **made}
            return str(self._post("smart_plus/ad/create/", body)["smart_plus_ad_id"])
        made = creatives.manual_ad(ad, self.aim, name, media, self.link.presence)
        return str(self._post("ad/create/", {**ids, "creatives": [made]})["ad_ids"][0])

    def media_of(self, ad: t.AdPlan, done: Done) -> creatives.Media:
        """Return the ids of an ad's files; a carousel's music is chosen here."""
        button = done.get(f"{steps.BUTTON}:{ad.call_to_action}")
        button_id = button.external_id if button else ""
        for video in steps.shown_videos(ad):
            ids = (done[f"{steps.VIDEO}:{video.sha256}"], done[f"{steps.COVER}:{video.sha256}"])
            return creatives.Media(ids[0].external_id, (ids[1].external_id,), button_id=button_id)
        images = tuple(done[f"{steps.IMAGE}:{image.sha256}"].external_id for image in steps.shown_images(ad))
        return creatives.Media("", images, self.media.choose_music(images), button_id)

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        return self.api.post(path, {"advertiser_id": self.link.external_id, **body})
