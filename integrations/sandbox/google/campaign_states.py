"""Primary status: what an object's switch, those above it, its review, its dates and its bidding amount to."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ..store import Thing
from . import review
from .call import Call

_LEARNING_DAYS = 7
_LEARNED = 50
_CONVERTING = ("MAXIMIZE_CONVERSIONS", "MAXIMIZE_CONVERSION_VALUE", "TARGET_CPA", "TARGET_ROAS")
_DECLARED = ("CONTAINS_EU_POLITICAL_ADVERTISING", "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING")
_Status = tuple[str, list[str]]


def is_undeclared(campaign: Thing) -> bool:
    return campaign.data.get("contains_eu_political_advertising") not in _DECLARED


def moment_of(text: str, account: Thing, default: float = 0.0) -> float:
    """Return a date-time in the account's time zone as seconds since 1970."""
    if not text:
        return default
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(account.data["timezone_name"])).timestamp()


def phase(call: Call, campaign: Thing) -> str:
    """Return REMOVED, PAUSED, ENDED, PENDING or ENABLED: switch and dates."""
    if campaign.data["status"] != "ENABLED":
        return str(campaign.data["status"])
    if 0 < moment_of(campaign.data.get("end_date_time", ""), call.account) <= call.now:
        return "ENDED"
    return "PENDING" if moment_of(campaign.data.get("start_date_time", ""), call.account) > call.now else "ENABLED"


def serving(call: Call, campaign: Thing) -> str:
    if call.account.data["status"] != "ENABLED":
        return "SUSPENDED"
    return {"ENABLED": "SERVING", "ENDED": "ENDED", "PENDING": "PENDING"}.get(phase(call, campaign), "NONE")


def of_campaign(call: Call, campaign: Thing) -> tuple[str, list[str], str]:
    """Return primary status, its reasons, and the state of the bidding strategy."""
    found = phase(call, campaign)
    if found != "ENABLED":
        return found, [f"CAMPAIGN_{found}"], "PAUSED" if found == "PAUSED" else "UNAVAILABLE"
    lacks = _lacks(call, campaign)
    if lacks:
        soft = lacks.startswith("MOST_")
        return "PENDING" if soft else "NOT_ELIGIBLE", [lacks], "ENABLED"
    if is_learning(call, campaign):
        return "LEARNING", ["BIDDING_STRATEGY_LEARNING"], str(campaign.data.get("_learning", "LEARNING_NEW"))
    return "ELIGIBLE", [], "ENABLED"


def _lacks(call: Call, campaign: Thing) -> str:
    """Return the reason why an enabled campaign can't show anything, or nothing."""
    is_pmax = campaign.data["advertising_channel_type"] == "PERFORMANCE_MAX"
    word, kind = ("ASSET_GROUPS", "google.asset_group") if is_pmax else ("AD_GROUPS", "google.ad_group")
    groups = [g for g in call.store.list(kind, parent=campaign.id) if g.data["status"] != "REMOVED"]
    if not groups:
        return f"NO_{word}"
    if all(g.data["status"] == "PAUSED" for g in groups):
        return f"{word}_PAUSED"
    ads = [
        a for g in groups for a in call.store.list("google.ad_group_ad", parent=g.id) if a.data["status"] != "REMOVED"
    ]
    if not ads:
        return "NO_AD_GROUP_ADS"
    if not is_pmax and all(a.data["status"] == "PAUSED" for a in ads):
        return "AD_GROUP_ADS_PAUSED"
    verdicts = {review.verdict(ad, call.now) for ad in ads}
    if verdicts == {"DISAPPROVED"}:
        return "HAS_ASSET_GROUPS_DISAPPROVED" if is_pmax else "HAS_ADS_DISAPPROVED"
    if "APPROVED" not in verdicts:
        return "MOST_ASSET_GROUPS_UNDER_REVIEW" if is_pmax else "MOST_ADS_UNDER_REVIEW"
    return ""


def is_learning(call: Call, campaign: Thing) -> bool:
    """Learning goes on for a week after the bidding was last changed, or until enough conversions are known."""
    if campaign.data.get("bidding_strategy_type") not in _CONVERTING:
        return False
    since = campaign.data["_edited"]
    if call.now >= since + _LEARNING_DAYS * 86_400:
        return False
    ads = "SELECT id FROM objects WHERE kind='google.ad_group_ad' AND parent IN (SELECT id FROM objects WHERE parent=?)"
    query = f"SELECT coalesce(sum(count), 0) FROM conversions WHERE ad IN ({ads}) AND happened>=? AND known<=?"
    return call.store.db.execute(query, (campaign.id, since, call.now)).fetchone()[0] < _LEARNED


def of_group(call: Call, group: Thing) -> _Status:
    word = "ASSET_GROUP" if group.kind == "google.asset_group" else "AD_GROUP"
    if group.data["status"] in ("REMOVED", "PAUSED"):
        return group.data["status"], [f"{word}_{group.data['status']}"]
    if above := _campaign_stops(call, group.parent):
        return above
    ads = [a for a in call.store.list("google.ad_group_ad", parent=group.id) if a.data["status"] != "REMOVED"]
    if not ads:
        return "NOT_ELIGIBLE", ["NO_AD_GROUP_ADS"]
    verdicts = {review.verdict(ad, call.now) for ad in ads}
    if verdicts == {"DISAPPROVED"}:
        return "NOT_ELIGIBLE", ["ASSET_GROUP_DISAPPROVED" if word == "ASSET_GROUP" else "HAS_ADS_DISAPPROVED"]
    if "APPROVED" not in verdicts:
        return "PENDING", ["ASSET_GROUP_UNDER_REVIEW" if word == "ASSET_GROUP" else "MOST_ADS_UNDER_REVIEW"]
    return "ELIGIBLE", []


def of_ad(call: Call, ad: Thing) -> _Status:
    if ad.data["status"] in ("REMOVED", "PAUSED"):
        return ad.data["status"], [f"AD_GROUP_AD_{ad.data['status']}"]
    found = review.verdict(ad, call.now)
    if found == "DISAPPROVED":
        return "NOT_ELIGIBLE", ["AD_GROUP_AD_DISAPPROVED"]
    group = call.store.get(ad.parent)
    if group is not None and group.data["status"] in ("REMOVED", "PAUSED"):
        return group.data["status"], [f"AD_GROUP_{group.data['status']}"]
    if group is not None and (above := _campaign_stops(call, group.parent)):
        return above
    if found == "REVIEW_IN_PROGRESS":
        return "PENDING", ["AD_GROUP_AD_UNDER_REVIEW"]
    return "ELIGIBLE", []


def _campaign_stops(call: Call, campaign_id: str) -> _Status | None:
    campaign = call.store.get(campaign_id, "google.campaign")
    found = phase(call, campaign) if campaign else "REMOVED"
    if found == "ENABLED":
        return None
    return {"ENDED": "NOT_ELIGIBLE"}.get(found, found), [f"CAMPAIGN_{found}"]
