"""What the platforms have, asked from the sandbox's own control door; and edits behind our back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

CAMPAIGN, AD_GROUP, AD = "campaign", "ad_group", "ad"
KINDS = {
    "meta": {CAMPAIGN: "campaign", AD_GROUP: "adset", AD: "ad"},
    "google": {CAMPAIGN: "google.campaign", AD_GROUP: "google.ad_group", AD: "google.ad_group_ad"},
    "tiktok": {CAMPAIGN: "tiktok.campaign", AD_GROUP: "tiktok.adgroup", AD: "tiktok.ad"},
}
WORDS = {
    "ACTIVE": "active", "ENABLED": "active", "ENABLE": "active", "PAUSED": "paused", "DISABLE": "paused",
}  # fmt: skip
SWITCH = {"meta": "status", "google": "status", "tiktok": "operation_status"}
ON_OFF = {
    "meta": {"active": "ACTIVE", "paused": "PAUSED", "archived": "ARCHIVED"},
    "google": {"active": "ENABLED", "paused": "PAUSED", "archived": "REMOVED"},
    "tiktok": {"active": "ENABLE", "paused": "DISABLE", "archived": "DELETE"},
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One object as its platform has it. Budgets are minor units; None where it has none of that kind."""

    platform: str
    kind: str
    account: str
    parent: str
    status: str
    daily_minor: int | None = None
    lifetime_minor: int | None = None


def read_campaigns(sandbox) -> dict[str, Seen]:
    """Return every campaign on every platform by its external id."""
    return _read(sandbox, (CAMPAIGN,))


def read_spenders(sandbox) -> dict[str, Seen]:
    """Return what may have budgets, campaigns and ad groups, by external id."""
    return _read(sandbox, (CAMPAIGN, AD_GROUP))


def read_everything(sandbox) -> dict[str, Seen]:
    """Return every campaign, ad group and ad by its external id."""
    return _read(sandbox, (CAMPAIGN, AD_GROUP, AD))


def edit_status(sandbox, platform: str, external_id: str, status: str) -> None:
    """Switch something in the platform's own manager, or put it away."""
    sandbox.control("POST", f"objects/{external_id}", **{SWITCH[platform]: ON_OFF[platform][status]})


def edit_budget(sandbox, platform: str, external_id: str, minor: int, *, is_whole: bool = False) -> None:
    """Set the budget of a campaign or of an ad group in the platform's own manager: a day, or in all."""
    if platform == "google":
        data = next(one["data"] for one in _objects(sandbox, "google.campaign") if one["id"] == external_id)
        budget = data["campaign_budget"].rsplit("/", 1)[1]
        sandbox.control("POST", f"objects/{budget}", amount_micros=str(minor * 10_000))
    elif platform == "meta":
        name = "lifetime_budget" if is_whole else "daily_budget"
        sandbox.control("POST", f"objects/{external_id}", **{name: str(minor)})
    else:
        sandbox.control("POST", f"objects/{external_id}", budget=minor / 100)


def _read(sandbox, kinds: Iterable[str]) -> dict[str, Seen]:
    budgets = {one["id"]: one["data"] for one in _objects(sandbox, "google.campaign_budget")}
    found = {}
    for platform, names in KINDS.items():
        for kind in kinds:
            for one in _objects(sandbox, names[kind]):
                found[one["id"]] = _seen(platform, kind, one, budgets)
    return found


def _objects(sandbox, kind: str) -> list[dict[str, Any]]:
    return sandbox.control("GET", "objects", kind=kind)["objects"]


def _seen(platform: str, kind: str, one: dict[str, Any], budgets: dict[str, dict]) -> Seen:
    status = WORDS.get(one["data"].get(SWITCH[platform], ""), "archived")
    daily, whole = (None, None) if kind == AD else _BUDGETS[platform](one["data"], budgets)
    return Seen(platform, kind, one["account"], one["parent"], status, daily, whole)


def _of_google(data: dict[str, Any], budgets: dict[str, dict]) -> tuple[int | None, int | None]:
    if "campaign_budget" not in data:
        return None, None
    budget = budgets[data["campaign_budget"].rsplit("/", 1)[1]]
    return int(budget.get("amount_micros") or 0) // 10_000, None


def _of_meta(data: dict[str, Any], _: dict[str, dict]) -> tuple[int | None, int | None]:
    daily, whole = (int(data.get(name) or 0) or None for name in ("daily_budget", "lifetime_budget"))
    return daily, whole


def _of_tiktok(data: dict[str, Any], _: dict[str, dict]) -> tuple[int | None, int | None]:
    amount = round(data["budget"] * 100) if data.get("budget") else None
    return (None, amount) if data.get("budget_mode") == "BUDGET_MODE_TOTAL" else (amount, None)


_BUDGETS = {"google": _of_google, "meta": _of_meta, "tiktok": _of_tiktok}
