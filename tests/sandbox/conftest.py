"""A sandbox over the wire, the official SDK pointed at it, and a small market for property tests."""

import base64
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from facebook_business.adobjects.ad import Ad
from facebook_business.adobjects.adaccount import AdAccount
from facebook_business.adobjects.adset import AdSet
from facebook_business.adobjects.campaign import Campaign
from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession
from PIL import Image

from integrations.sandbox.testing import SandboxProcess

START = datetime(2026, 8, 3, 7, tzinfo=UTC).timestamp()  # a Monday
MARLOW = "act_1029384756"


class GraphSession(FacebookSession):
    """The SDK's session with another address."""

    def __init__(self, process: SandboxProcess, token: str) -> None:
        super().__init__(process.app_id, process.app_secret, token, timeout=(2, 10))
        self.GRAPH = process.graph_url


class Meta:
    """What an adapter does, as short as tests want it: the SDK on the bakery's account."""

    def __init__(self, process: SandboxProcess, token: str, account: str = MARLOW) -> None:
        self.sandbox, self.token = process, token
        self.api = FacebookAdsApi(GraphSession(process, token), api_version="v26.0")
        self.account = AdAccount(account, api=self.api)
        self.page = self._first("/me/accounts")
        self.pixel = self._first(f"/{account}/adspixels")

    def _first(self, path: str) -> str:
        rows = self.call("GET", path)["data"]
        return rows[0]["id"] if rows else ""

    def call(self, method: str, path: str, **params: Any) -> Any:
        return self.api.call(method, tuple(path.strip("/").split("/")), params=params).json()

    def campaign(self, **more: Any) -> str:
        wish = {"name": "Bread", "objective": "OUTCOME_SALES", "special_ad_categories": [], "status": "PAUSED"}
        wish |= {} if "daily_budget" in more else {"is_adset_budget_sharing_enabled": False}
        return self.account.create_campaign(params=_given(wish | more))["id"]

    def adset_wish(self, campaign: str, **more: Any) -> dict[str, Any]:
        place = {"geo_locations": {"countries": ["IE"]}, "targeting_automation": {"advantage_audience": 0}}
        wish = {
            "name": "Dublin",
            "campaign_id": campaign,
            "optimization_goal": "OFFSITE_CONVERSIONS",
            "targeting": place,
        }
        wish |= {
            "billing_event": "IMPRESSIONS",
            "daily_budget": 2400,
            "status": "PAUSED",
            "destination_type": "WEBSITE",
        }
        wish |= {"promoted_object": {"pixel_id": self.pixel, "custom_event_type": "PURCHASE"}}
        return _given(wish | {"dsa_beneficiary": "Marlow", "dsa_payor": "Marlow"} | more)

    def adset(self, campaign: str, **more: Any) -> str:
        return self.account.create_ad_set(params=self.adset_wish(campaign, **more))["id"]

    def image(self, content: bytes = b"") -> str:
        return self.account.create_ad_image(params={"bytes": base64.b64encode(content or picture()).decode()})["hash"]

    def creative_wish(self, **more: Any) -> dict[str, Any]:
        link = {"link": "https://marlow.example.com/", "message": "Fresh from the oven.", "name": "Bread, daily"}
        link |= {"call_to_action": {"type": "SHOP_NOW", "value": {"link": "https://marlow.example.com/"}}}
        return {"name": "Loaf", "object_story_spec": {"page_id": self.page, "link_data": _given(link | more)}}

    def creative(self, **more: Any) -> str:
        return self.account.create_ad_creative(params=self.creative_wish(**more))["id"]

    def ad(self, adset: str, creative: str = "", **more: Any) -> str:
        wish = {
            "name": "Loaf",
            "adset_id": adset,
            "status": "PAUSED",
            "creative": {"creative_id": creative or self.creative()},
        }
        return self.account.create_ad(params=_given(wish | more))["id"]

    def launch(self, *, daily: int = 2400, **more: Any) -> tuple[str, str, str]:
        """Make a campaign with one ad, let it be reviewed, switch it on; return the three ids."""
        campaign = self.campaign(name=more.pop("name", "Bread"), objective=more.pop("objective", "OUTCOME_SALES"))
        adset = self.adset(campaign, daily_budget=daily, **more)
        ad = self.ad(adset, self.creative(image_hash=self.image()))
        self.sandbox.advance(minutes=20)
        for node in (Ad(ad, api=self.api), AdSet(adset, api=self.api), Campaign(campaign, api=self.api)):
            node.api_update(params={"status": "ACTIVE"})
        return campaign, adset, ad

    def get(self, node: str, fields: str) -> dict[str, Any]:
        return self.call("GET", f"/{node}", fields=fields)

    def insights(self, node: str = MARLOW, **params: Any) -> list[dict[str, Any]]:
        """Return all pages of an insights call."""
        params = {
            "fields": "campaign_id,adset_id,ad_id,impressions,clicks,spend,actions,action_values",
            "limit": 500,
        } | params
        rows, answer = [], self.call("GET", f"/{node}/insights", **params)
        while True:
            rows += answer["data"]
            if "next" not in answer.get("paging", {}):
                return rows
            answer = self.call("GET", f"/{node}/insights", **params, after=answer["paging"]["cursors"]["after"])


def _given(wish: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wish.items() if value is not None}


def picture(size: tuple[int, int] = (600, 600), kind: str = "PNG") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, "saddlebrown").save(content, kind)
    return content.getvalue()


def counted(row: dict[str, Any], name: str = "omni_purchase", what: str = "actions") -> float:
    return next((float(action["value"]) for action in row.get(what, []) if action["action_type"] == name), 0.0)


@pytest.fixture(scope="session")
def _monday(sandbox_process) -> str:
    """The name under which a Monday morning in August is kept."""
    sandbox_process.reset(now=START, speed=0)
    sandbox_process.keep("a Monday")
    return "a Monday"


@pytest.fixture
def sandbox(sandbox_process, _monday):
    """The sandbox as new, standing still on a Monday morning in August."""
    sandbox_process.reset(kept=_monday)
    return sandbox_process


@pytest.fixture
def meta(sandbox):
    """Nora Marlow's way in."""
    return Meta(sandbox, sandbox.token("marlow"))
