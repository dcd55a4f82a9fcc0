"""Campaigns as our adapter makes them, for tests: one mutate with temporary ids."""

import io
from typing import Any

from PIL import Image

from tests.sandbox.google.wire import Account

NO_POLITICS = "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING"
HEADLINES = ("Fresh bread daily", "Baked at five", "Order online")
DESCRIPTIONS = ("Sourdough from Dublin.", "Order today, eat tomorrow.")


def picture(width: int = 1200, height: int = 628, color: str = "orange", form: str = "PNG", mode: str = "RGB") -> bytes:
    content = io.BytesIO()
    Image.new(mode, (width, height), color).save(content, form)
    return content.getvalue()


def budget(account: Account, number: int = -1, micros: int = 10_000_000) -> tuple[Any, Any]:
    one, made = account.operation("campaign_budget")
    made.resource_name = account.name("campaignBudgets", number)
    made.amount_micros, made.explicitly_shared = micros, False
    return one, made


def campaign(account: Account, name: str = "Bread", channel: str = "SEARCH", number: int = -2) -> tuple[Any, Any]:
    one, made = account.operation("campaign")
    made.resource_name, made.name = account.name("campaigns", number), name
    made.campaign_budget = account.name("campaignBudgets", -1)
    made.advertising_channel_type, made.status = channel, "PAUSED"
    made.contains_eu_political_advertising = NO_POLITICS
    made.maximize_conversions.target_cpa_micros = 0
    return one, made


def group(account: Account, name: str = "Everyone", number: int = -3) -> tuple[Any, Any]:
    one, made = account.operation("ad_group")
    made.resource_name, made.name = account.name("adGroups", number), name
    made.campaign = account.name("campaigns", -2)
    return one, made


def search_ad(account: Account, headlines: tuple[str, ...] = HEADLINES) -> tuple[Any, Any]:
    one, made = account.operation("ad_group_ad")
    made.ad_group = account.name("adGroups", -3)
    made.ad.final_urls.append("https://marlow.example/")
    made.ad.responsive_search_ad.headlines.extend({"text": text} for text in headlines)
    made.ad.responsive_search_ad.descriptions.extend({"text": text} for text in DESCRIPTIONS)
    return one, made


def keyword(account: Account, text: str = "fresh bread", match: str = "PHRASE") -> tuple[Any, Any]:
    one, made = account.operation("ad_group_criterion")
    made.ad_group = account.name("adGroups", -3)
    made.keyword.text, made.keyword.match_type = text, match
    return one, made


def place(account: Account, geo: str = "2372") -> tuple[Any, Any]:
    one, made = account.operation("campaign_criterion")
    made.campaign = account.name("campaigns", -2)
    made.location.geo_target_constant = f"geoTargetConstants/{geo}"
    return one, made


def search_campaign(account: Account, name: str = "Bread") -> list[tuple[Any, Any]]:
    """Return (operation, what it makes) of a whole Search campaign: budget, campaign, place, group, keyword, ad."""
    return [
        budget(account),
        campaign(account, name),
        place(account),
        group(account),
        keyword(account),
        search_ad(account),
    ]


def launch(account: Account, name: str = "Bread") -> list[str]:
    """Make a Search campaign and return the resource names."""
    return names(account.mutate(*(one for one, _ in search_campaign(account, name))))


def names(answer: Any) -> list[str]:
    found = []
    for response in answer.mutate_operation_responses:
        which = type(response).pb(response).WhichOneof("response")
        found.append(getattr(response, which).resource_name)
    return found


def image(account: Account, number: int, width: int, height: int, color: str = "orange") -> tuple[Any, Any]:
    one, made = account.operation("asset")
    made.resource_name, made.name = account.name("assets", number), f"{width} x {height} {color}"
    made.type_, made.image_asset.data = "IMAGE", picture(width, height, color)
    return one, made


def text(account: Account, number: int, words: str) -> tuple[Any, Any]:
    one, made = account.operation("asset")
    made.resource_name, made.text_asset.text = account.name("assets", number), words
    return one, made


def link(account: Account, asset: int, role: str, asset_group: int = -3) -> tuple[Any, Any]:
    one, made = account.operation("asset_group_asset")
    made.asset_group, made.asset = account.name("assetGroups", asset_group), account.name("assets", asset)
    made.field_type = role
    return one, made


def switch(account: Account, kind: str, name: str, status: str) -> Any:
    """Set an object's status in a mutate of its own."""
    one, made = account.operation(kind, "update")
    made.resource_name, made.status = name, status
    getattr(one, f"{kind}_operation").update_mask.paths.append("status")
    return account.mutate(one)
