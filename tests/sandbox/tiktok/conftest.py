"""TikTok over the wire: a client as thin as an adapter's, on the bakery's advertiser."""

import hashlib
import json
from typing import Any

import pytest
import requests

from integrations.sandbox.testing import SandboxProcess
from tests.integrations.contract.media import make_mp4
from tests.sandbox.conftest import picture

MARLOW = "7261048537209845761"
IRELAND = "2963597"
START = "2026-08-03 08:00:00"


class TikTok:
    """What a client of the Business API does, as short as tests want it."""

    def __init__(self, process: SandboxProcess, token: str, advertiser: str = MARLOW) -> None:
        self.sandbox, self.token, self.advertiser = process, token, advertiser
        self._numbers = iter(range(1, 10_000))

    def send(self, method: str, path: str, **more: Any) -> requests.Response:
        """Call and return the bare answer."""
        headers = {"Access-Token": self.token} | more.pop("headers", {})
        return requests.request(
            method, f"{self.sandbox.tiktok_url}/open_api/v1.3{path}", headers=headers, timeout=10, **more
        )

    def raw(self, method: str, path: str, **fields: Any) -> dict[str, Any]:
        """Call and return the envelope; a query's lists and objects travel as JSON text."""
        fields = {"advertiser_id": self.advertiser} | fields
        fields = {name: value for name, value in fields.items() if value is not None}
        if method == "GET":
            params = {n: v if isinstance(v, str | int) else json.dumps(v) for n, v in fields.items()}
            return self.send("GET", path, params=params).json()
        return self.send("POST", path, json=fields).json()

    def get(self, path: str, **fields: Any) -> Any:
        return self._data(self.raw("GET", path, **fields))

    def post(self, path: str, **fields: Any) -> Any:
        return self._data(self.raw("POST", path, **fields))

    def refused(self, method: str, path: str, **fields: Any) -> tuple[int, str]:
        """Call, expect a refusal, return its code and words."""
        body = self.raw(method, path, **fields)
        assert body["code"] != 0, body
        return body["code"], body["message"]

    @staticmethod
    def _data(body: dict[str, Any]) -> Any:
        assert body["code"] == 0, body
        return body["data"]

    def request_id(self) -> str:
        return str(9_000_000_000_000_000 + next(self._numbers))

    def one(self, path: str, key: str = "list") -> dict[str, Any]:
        return self.get(path)[key][0]

    def identity(self) -> dict[str, str]:
        found = self.one("/identity/get/", "identity_list")
        return {"identity_type": found["identity_type"], "identity_id": found["identity_id"]}

    def upload(self, kind: str, content: bytes, name: str) -> Any:
        form = {"advertiser_id": self.advertiser, "file_name": name, "upload_type": "UPLOAD_BY_FILE"}
        form[f"{kind}_signature"] = hashlib.md5(content, usedforsecurity=False).hexdigest()
        files = {f"{kind}_file": (name, content)}
        return self.send("POST", f"/file/{kind}/ad/upload/", data=form, files=files).json()

    def video(self, name: str = "", *, wait: bool = True) -> str:
        name = name or f"cake-{next(self._numbers)}.mp4"
        content = make_mp4((1080, 1920), 10, name.encode().ljust(1000, b"\0"))
        (made,) = self._data(self.upload("video", content, name))
        if wait:
            self.sandbox.advance(minutes=2)
        return made["video_id"]

    def image(self, name: str = "", size: tuple[int, int] = (540, 960)) -> str:
        name = name or f"cover-{next(self._numbers)}.png"
        return self._data(self.upload("image", picture(size), name))["image_id"]

    def button(self) -> str:
        asset = self.get("/creative/cta/recommend/")["recommend_assets"][0]
        made = self.post("/creative/portfolio/create/", creative_portfolio_type="CTA", portfolio_content=[asset])
        return made["creative_portfolio_id"]

    def campaign_wish(self, **more: Any) -> dict[str, Any]:
        wish = {"campaign_name": "Bread", "objective_type": "TRAFFIC", "budget_optimize_on": True, "budget": 60.0}
        wish |= {"budget_mode": "BUDGET_MODE_DYNAMIC_DAILY_BUDGET", "operation_status": "DISABLE"}
        return wish | {"request_id": self.request_id()} | more

    def campaign(self, **more: Any) -> str:
        return self.post("/campaign/create/", **self.campaign_wish(**more))["campaign_id"]

    def smart_wish(self, **more: Any) -> dict[str, Any]:
        return self.campaign_wish(objective_type="WEB_CONVERSIONS", sales_destination="WEBSITE", **more)

    def smart_campaign(self, **more: Any) -> str:
        return self.post("/smart_plus/campaign/create/", **self.smart_wish(**more))["campaign_id"]

    def adgroup_wish(self, campaign: str, **more: Any) -> dict[str, Any]:
        wish = {
            "campaign_id": campaign,
            "adgroup_name": "Ireland",
            "promotion_type": "WEBSITE",
            "pacing": "PACING_MODE_SMOOTH",
        }
        wish |= {
            "placement_type": "PLACEMENT_TYPE_NORMAL",
            "placements": ["PLACEMENT_TIKTOK"],
            "location_ids": [IRELAND],
        }
        wish |= {"schedule_type": "SCHEDULE_FROM_NOW", "schedule_start_time": START, "optimization_goal": "CLICK"}
        wish |= {"billing_event": "CPC", "operation_status": "DISABLE", "request_id": self.request_id()}
        return wish | more

    def adgroup(self, campaign: str, **more: Any) -> str:
        return self.post("/adgroup/create/", **self.adgroup_wish(campaign, **more))["adgroup_id"]

    def smart_adgroup_wish(self, campaign: str, **more: Any) -> dict[str, Any]:
        wish = self.adgroup_wish(campaign, optimization_goal="CONVERT", billing_event="OCPM")
        del wish["location_ids"], wish["pacing"]
        wish |= {"pixel_id": self.one("/pixel/list/", "pixels")["pixel_id"], "optimization_event": "SHOPPING"}
        return wish | {"targeting_spec": {"location_ids": [IRELAND]}} | more

    def smart_adgroup(self, campaign: str, **more: Any) -> str:
        return self.post("/smart_plus/adgroup/create/", **self.smart_adgroup_wish(campaign, **more))["adgroup_id"]

    def creative_wish(self, **more: Any) -> dict[str, Any]:
        wish = {"ad_name": "Loaf", "ad_format": "SINGLE_VIDEO", **self.identity(), "ad_text": "Fresh from the oven."}
        wish |= {"call_to_action": "SHOP_NOW", "landing_page_url": "https://marlow.example.com/"}
        return wish | {"operation_status": "DISABLE"} | more

    def ad(self, adgroup: str, **more: Any) -> str:
        media = {} if "video_id" in more else {"video_id": self.video(), "image_ids": [self.image()]}
        return self.post("/ad/create/", adgroup_id=adgroup, creatives=[self.creative_wish(**media, **more)])["ad_ids"][
            0
        ]

    def smart_ad_wish(self, adgroup: str, video: str = "", cover: str = "", **more: Any) -> dict[str, Any]:
        video, cover = video or self.video(), cover or self.image()
        info = {"ad_format": "SINGLE_VIDEO", **self.identity(), "video_info": {"video_id": video}}
        info["image_info"] = [{"web_uri": cover}]
        wish = {"adgroup_id": adgroup, "ad_name": "Loaf", "creative_list": [{"creative_info": info}]}
        wish |= {"ad_text_list": [{"ad_text": "Fresh from the oven."}, {"ad_text": "Still warm."}]}
        wish |= {"landing_page_url_list": [{"landing_page_url": "https://marlow.example.com/"}]}
        return wish | {"ad_configuration": {"call_to_action_id": self.button()}, "operation_status": "DISABLE"} | more

    def smart_ad(self, adgroup: str, **more: Any) -> str:
        return self.post("/smart_plus/ad/create/", **self.smart_ad_wish(adgroup, **more))["smart_plus_ad_id"]

    def launch(self, **more: Any) -> tuple[str, str, str]:
        """Make a manual campaign with one ad, let it be reviewed, switch it on; return the three ids."""
        campaign = self.campaign(**more)
        adgroup = self.adgroup(campaign)
        return campaign, adgroup, self._start(campaign, adgroup, self.ad(adgroup))

    def launch_smart(self, **more: Any) -> tuple[str, str, str]:
        campaign = self.smart_campaign(**more)
        adgroup = self.smart_adgroup(campaign)
        return campaign, adgroup, self._start(campaign, adgroup, self.smart_ad(adgroup), "/smart_plus", "smart_plus_ad")

    def _start(self, campaign: str, adgroup: str, ad: str, prefix: str = "", word: str = "ad") -> str:
        self.sandbox.advance(minutes=20)
        for kind, name, one in (("ad", word, ad), ("adgroup", "adgroup", adgroup), ("campaign", "campaign", campaign)):
            self.post(f"{prefix}/{kind}/status/update/", **{f"{name}_ids": [one]}, operation_status="ENABLE")
        return ad

    def report(self, level: str = "AUCTION_AD", key: str = "ad_id_v2", **more: Any) -> list[dict[str, Any]]:
        """Return all rows of a report by day."""
        wish = {"report_type": "BASIC", "data_level": level, "dimensions": [key, "stat_time_day"], "page_size": 1000}
        wish |= {"metrics": ["spend", "impressions", "clicks", "conversion", "total_complete_payment_rate"]}
        wish |= {"start_date": "2026-08-03", "end_date": "2026-08-16"}
        return self.get("/report/integrated/get/", **(wish | more))["list"]


@pytest.fixture
def tiktok(sandbox):
    """Nora Marlow's way in."""
    return TikTok(sandbox, sandbox.token("marlow", platform="tiktok"))
