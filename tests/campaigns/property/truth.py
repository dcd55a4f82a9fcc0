"""What the platforms have, asked from the sandbox's own control door; and edits behind our back."""

from dataclasses import dataclass
from typing import Any

KINDS = {
    "meta": ("campaign", "adset", "ad"),
    "google": ("google.campaign", "google.ad_group", "google.ad_group_ad"),
    "tiktok": ("tiktok.campaign", "tiktok.adgroup", "tiktok.ad"),
}
WORDS = {
    "ACTIVE": "active", "ENABLED": "active", "ENABLE": "active", "PAUSED": "paused", "DISABLE": "paused",
}  # fmt: skip
SWITCH = {"meta": "status", "google": "status", "tiktok": "operation_status"}
ON_OFF = {
    "meta": {"active": "ACTIVE", "paused": "PAUSED"},
    "google": {"active": "ENABLED", "paused": "PAUSED"},
    "tiktok": {"active": "ENABLE", "paused": "DISABLE"},
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One object as its platform has it. The budget is minor units a day; None where it has none."""

    platform: str
    account: str
    status: str
    daily_minor: int | None = None

    @property
    def a_day_minor(self) -> int:
        """Return what it may spend a day."""
        return (self.daily_minor or 0) if self.status == "active" else 0


def read_campaigns(sandbox) -> dict[str, Seen]:
    """Return every campaign on every platform by its external id."""
    budgets = {one["id"]: one["data"] for one in _objects(sandbox, "google.campaign_budget")}
    found = {}
    for platform, (kind, _, _) in KINDS.items():
        for one in _objects(sandbox, kind):
            amount = _daily_minor(platform, one["data"], budgets)
            found[one["id"]] = Seen(platform, one["account"], _status(platform, one), amount)
    return found


def read_everything(sandbox) -> dict[str, Seen]:
    """Return every campaign, ad group and ad by its external id."""
    found = read_campaigns(sandbox)
    for platform, (_, *kinds) in KINDS.items():
        for kind in kinds:
            found |= {
                one["id"]: Seen(platform, one["account"], _status(platform, one)) for one in _objects(sandbox, kind)
            }
    return found


def edit_status(sandbox, platform: str, external_id: str, status: str) -> None:
    """Switch a campaign in the platform's own manager."""
    sandbox.control("POST", f"objects/{external_id}", **{SWITCH[platform]: ON_OFF[platform][status]})


def edit_budget(sandbox, platform: str, external_id: str, minor: int) -> None:
    """Set a campaign's daily budget in the platform's own manager."""
    if platform == "google":
        data = next(one["data"] for one in _objects(sandbox, "google.campaign") if one["id"] == external_id)
        budget = data["campaign_budget"].rsplit("/", 1)[1]
        sandbox.control("POST", f"objects/{budget}", amount_micros=str(minor * 10_000))
    elif platform == "meta":
        sandbox.control("POST", f"objects/{external_id}", daily_budget=str(minor))
    else:
        sandbox.control("POST", f"objects/{external_id}", budget=minor / 100)


def _objects(sandbox, kind: str) -> list[dict[str, Any]]:
    return sandbox.control("GET", "objects", kind=kind)["objects"]


def _status(platform: str, one: dict[str, Any]) -> str:
    return WORDS.get(one["data"].get(SWITCH[platform], ""), "archived")


def _daily_minor(platform: str, data: dict[str, Any], budgets: dict[str, dict]) -> int | None:
    if platform == "google":
        return int(budgets[data["campaign_budget"].rsplit("/", 1)[1]]["amount_micros"]) // 10_000
    if platform == "meta":
        return int(data["daily_budget"]) if data.get("daily_budget") else None
    return round(data["budget"] * 100) if data.get("budget") else None
