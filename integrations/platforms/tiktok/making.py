"""Makes what has no file: sets of buttons, campaigns, ad groups, ads; everything switched off."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from integrations import types as t
from integrations.errors import InvalidRequest, OutcomeUnknown, Temporary
from integrations.platforms.tiktok import creatives, params, steps
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.errors import LOST_ANSWER
from integrations.platforms.tiktok.places import Places
from integrations.platforms.tiktok.purposes import Aim
from tenants import clock

Done = Mapping[str, t.StepResult]
_BUTTONS_MOST = 10
ENDED = "The end has passed. Choose a later day."
NOT_HERE = (
    "TikTok takes ads for housing, jobs or credit in the US and Canada only from advertisers registered there. Leave these "
    "countries out, or leave TikTok out."
)
NO_SUCH_APP = "This app is not in the ad account's list. Add it in TikTok Ads Manager under Tools, Events, App."


class Making:
    """One plan's objects on one account."""

    def __init__(self, api: TikTokApi, link: t.AccountLink, plan: t.CampaignPlan, aim: Aim):
        self.api = api
        self.link = link
        self.plan = plan
        self.aim = aim

    def try_out(self) -> None:
        """Ask TikTok what can be asked with nothing made yet; raises InvalidRequest: does it know the places, the languages
        and the app, does the end lie ahead, may this advertiser declare what the law wants declared."""
        if self.plan.end_at and self.plan.end_at <= clock.now():
            raise InvalidRequest(ENDED, fields={"end_at": ENDED})
        places = Places(self.api, self.link.external_id, self.aim.objective)
        for group in self.plan.ad_groups:
            places.ids_for(group.targeting)
        self.check_languages()
        if params.special_industries(self.plan) and self._country() not in params.SPECIAL_IN:
            raise InvalidRequest(NOT_HERE, fields={"special_categories": NOT_HERE})
        _ = self.app_id

    def check_languages(self) -> None:
        """Raise InvalidRequest (`languages`) for one that TikTok does not aim at."""
        wanted = {code for group in self.plan.ad_groups for code in group.targeting.languages}
        if not wanted:
            return
        rows = self.api.get("tool/language/", advertiser_id=self.link.external_id).get("languages") or []
        if missing := sorted(wanted - {row["code"] for row in rows}):
            text = f"TikTok does not aim at the language {', '.join(missing)}. Leave it out."
            raise InvalidRequest(text, fields={"languages": text})

    def _country(self) -> str:
        """Return where the advertiser is registered."""
        data = self.api.get(
            "advertiser/info/", advertiser_ids=[self.link.external_id], fields=["advertiser_id", "country"]
        )
        return next((row.get("country") or "" for row in data.get("list") or []), "")

    def make_button(self, step: t.Step, done: Done) -> str:
        """Make a set of buttons: the one that was chosen where TikTok has it for this aim, else what it recommends."""
        asked = {"new_version": True, "objective_type": self.aim.objective, "promotion_type": self.aim.promotion}
        offered = self.api.get("creative/cta/recommend/", advertiser_id=self.link.external_id, **asked)
        wanted = _plain(creatives.CALLS_TO_ACTION[step.key.partition(":")[2]])
        assets = [
            {"asset_content": row["asset_content"], "asset_ids": row["asset_ids"]}
            for row in offered.get("recommend_assets") or []
        ]
        chosen = [row for row in assets if _plain(row["asset_content"]) == wanted] or assets[:_BUTTONS_MOST]
        if not chosen:
            raise Temporary("TikTok offered no buttons for this ad.")
        body = {"creative_portfolio_type": "CTA", "portfolio_content": chosen}
        return self._make("creative/portfolio/create/", body, "creative_portfolio_id")

    def make_campaign(self, step: t.Step, done: Done) -> str:
        """Make the campaign."""
        body = params.campaign(
            self.plan, self.aim, steps.name_of(self.plan, step), steps.request_id_of(self.plan, step)
        )
        return self._make(f"{self.aim.kind_path}campaign/create/", body, "campaign_id")

    def make_ad_group(self, step: t.Step, done: Done) -> str:
        """Make an ad group, aimed by TikTok's own ids."""
        group = steps.group_of(self.plan, step)
        ids = {
            "campaign_id": done[steps.CAMPAIGN].external_id,
            "adgroup_name": steps.name_of(self.plan, step),
            "request_id": steps.request_id_of(self.plan, step),
            "pixel_id": self.link.presence.get("pixel_id", "") if self.aim.event else "",
            "app_id": self.app_id,
        }
        places = Places(self.api, self.link.external_id, self.aim.objective).ids_for(group.targeting)
        body = params.ad_group(self.plan, group, self.aim, places=places, now=clock.now(), ids=ids)
        return self._make(f"{self.aim.kind_path}adgroup/create/", body, "adgroup_id")

    @cached_property
    def app_id(self) -> str:
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

    def make_ad(self, step: t.Step, done: Done, media: creatives.Media) -> str:
        """Make an ad of files that are there."""
        group, ad = steps.ad_of(self.plan, step)
        ids = {"adgroup_id": done[f"{steps.AD_GROUP}:{group.key}"].external_id}
        name = steps.name_of(self.plan, step)
        if self.aim.is_smart:
            made = creatives.smart_ad(ad, self.aim, media, self.link.presence)
            body = {**ids, "ad_name": name, "operation_status": "DISABLE", **made}
            return self._make("smart_plus/ad/create/", body, "smart_plus_ad_id")
        made = creatives.manual_ad(ad, self.aim, name, media, self.link.presence)
        return self._make("ad/create/", {**ids, "creatives": [made]}, "ad_ids")

    def _make(self, path: str, body: Mapping[str, Any], field: str) -> str:
        """Make an object and return its id, or the first of its ids; an answer without one counts as lost."""
        made = self.api.post(path, {"advertiser_id": self.link.external_id, **body})
        found = made.get(field) if isinstance(made, dict) else None
        key = next(iter(found), None) if isinstance(found, list) else found
        if not key:
            raise OutcomeUnknown(LOST_ANSWER)
        return str(key)


def _plain(words: str) -> str:
    """Return a button's words so that "Shop now" and SHOP_NOW are the same."""
    return words.replace("_", " ").strip().lower()
