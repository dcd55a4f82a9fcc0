"""TikTok's answers without a TikTok: a client whose transport is a function, and what it was asked."""

import io
import json
from dataclasses import dataclass, field, replace
from typing import Any

import httpx2

from integrations import types as t
from integrations.platforms.tiktok.client import TikTokApi

APP = t.App("7000000000000000001", "sandbox-secret", "http://tiktok.test/tiktok")
TOKEN = "0123456789abcdef0123456789abcdef01234567"
PRESENCE = {
    "identity_id": "71",
    "identity_type": "TT_USER",
    "pixel_id": "81",
    "pixel_name": "Shop",
    "pixel_events": "SHOPPING,FORM",
}
LINK = t.AccountLink("7261048537209845761", "EUR", "Europe/Dublin", TOKEN, PRESENCE)


@dataclass
class Spending:
    """A meter that lets everything through and remembers."""

    spent: list[bool] = field(default_factory=list)

    def spend(self, *, cost: int = 1, writes: bool = False) -> None:
        self.spent.append(writes)

    def report(self, usage: t.Usage) -> None:
        raise AssertionError("TikTok tells nothing of its quotas")


@dataclass
class Wire:
    """Answers by path, in order; the last one stays. An answer is `data`, a Response, or an exception to raise."""

    answers: dict[str, Any]
    asked: list[httpx2.Request] = field(default_factory=list)
    meter: Spending = field(default_factory=Spending)

    def api(self) -> TikTokApi:
        api = TikTokApi(APP, TOKEN, self.meter)
        transport = httpx2.MockTransport(self.answer)
        api.__dict__["_http"] = httpx2.Client(
            transport=transport, base_url="http://tiktok.test/tiktok/open_api/v1.3/", headers={"Access-Token": TOKEN}
        )
        return api

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        path = request.url.path.partition("/v1.3/")[2]
        found = self.answers[path]
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if isinstance(found, Exception):
            raise found
        return found if isinstance(found, httpx2.Response) else ok(found)

    def bodies(self, path: str) -> list[dict[str, Any]]:
        """What was posted there."""
        return [json.loads(one.content) for one in self.asked if one.url.path.endswith(f"/v1.3/{path}") and one.content]

    def queries(self, path: str) -> list[dict[str, str]]:
        """What was asked for there."""
        return [dict(one.url.params) for one in self.asked if one.url.path.endswith(f"/v1.3/{path}")]


def ok(data: Any, headers: dict[str, str] | None = None) -> httpx2.Response:
    return httpx2.Response(200, json={"code": 0, "message": "OK", "request_id": "r1", "data": data}, headers=headers)


def refusal(code: int, message: str = "no", data: Any = None) -> httpx2.Response:
    return httpx2.Response(200, json={"code": code, "message": message, "request_id": "r9", "data": data or {}})


def rows(*found: dict[str, Any], key: str = "list") -> dict[str, Any]:
    return {key: list(found), "page_info": {"page": 1, "page_size": 1000, "total_number": len(found), "total_page": 1}}


def make_image(sha: str = "i" * 64, **more: Any) -> t.ImageFile:
    return t.ImageFile(sha, "cake.jpg", lambda: b"jpeg", 1080, 1080, **more)


def make_video(sha: str = "v" * 64, **more: Any) -> t.VideoFile:
    video = t.VideoFile(sha, "cake.mp4", 4, lambda: io.BytesIO(b"mpeg"), 1080, 1920, 12.0)
    return replace(video, **more)


def make_ad(key: str = "ad-1", **more: Any) -> t.AdPlan:
    texts = ("Order a Christmas cake by 10 December.", "Baked in Dublin.")
    ad = t.AdPlan(key, "Cake", "https://marlow.example/cakes", texts, call_to_action="shop_now", videos=(make_video(),))
    return replace(ad, **more)


def make_plan(purpose: t.Purpose = t.Purpose.TRAFFIC, **more: Any) -> t.CampaignPlan:
    """One ad group in Ireland with one video."""
    group = t.AdGroupPlan("group-1", "Ireland", t.Targeting(("IE",)), (make_ad(),))
    plan = t.CampaignPlan("0190b0de-op-1", "Christmas cakes", purpose, "EUR", (group,), daily_budget_minor=5000)
    return replace(plan, **more)


def aimed(plan: t.CampaignPlan, **targeting: Any) -> t.CampaignPlan:
    """The plan with every ad group aimed otherwise."""
    groups = tuple(replace(group, targeting=replace(group.targeting, **targeting)) for group in plan.ad_groups)
    return replace(plan, ad_groups=groups)


def with_ad(plan: t.CampaignPlan, **ad: Any) -> t.CampaignPlan:
    """The plan with its one ad changed."""
    group = plan.ad_groups[0]
    return replace(plan, ad_groups=(replace(group, ads=(replace(group.ads[0], **ad),)),))
