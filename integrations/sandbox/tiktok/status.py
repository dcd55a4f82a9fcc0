"""Secondary statuses: what an object's state amounts to, by its own switch, those above it, review, time and money."""

from ..store import Thing
from ..world import World
from .words import ACCOUNT_ON

_GONE = "DELETE"


def of_campaign(world: World, campaign: Thing) -> str:
    if campaign.data["operation_status"] == _GONE:
        return "CAMPAIGN_STATUS_DELETE"
    account = world.store.get(campaign.account, "account")
    if account and account.data["status"] != ACCOUNT_ON:
        return "CAMPAIGN_STATUS_ADVERTISER_AUDIT_DENY"
    on = campaign.data["operation_status"] == "ENABLE"
    return "CAMPAIGN_STATUS_ENABLE" if on else "CAMPAIGN_STATUS_DISABLE"


def of_adgroup(world: World, adgroup: Thing) -> str:
    campaign = world.store.get(adgroup.parent, "tiktok.campaign")
    if adgroup.data["operation_status"] == _GONE:
        return "ADGROUP_STATUS_DELETE"
    if campaign is None or campaign.data["operation_status"] == _GONE:
        return "ADGROUP_STATUS_CAMPAIGN_DELETE"
    if word := _of_account(world, adgroup):
        return f"ADGROUP_STATUS_{word}"
    if adgroup.data["operation_status"] != "ENABLE":
        return "ADGROUP_STATUS_DISABLE"
    if campaign.data["operation_status"] != "ENABLE":
        return "ADGROUP_STATUS_CAMPAIGN_DISABLE"
    return f"ADGROUP_STATUS_{_of_time(world, adgroup, 'TIME_DONE') or _of_ads(world, adgroup)}"


def of_ad(world: World, ad: Thing) -> str:
    """Review comes before the switches."""
    adgroup = world.store.get(ad.parent, "tiktok.adgroup")
    campaign = world.store.get(ad.data["campaign_id"], "tiktok.campaign")
    for thing, word in ((ad, "DELETE"), (adgroup, "ADGROUP_DELETE"), (campaign, "CAMPAIGN_DELETE")):
        if thing is None or thing.data["operation_status"] == _GONE:
            return f"AD_STATUS_{word}"
    if word := _of_account(world, ad):
        return f"AD_STATUS_{word}"
    if (verdict := review_of(ad, world.now())) != "APPROVED":
        return "AD_STATUS_AUDIT" if verdict == "PENDING" else "AD_STATUS_AUDIT_DENY"
    for thing, word in ((ad, "DISABLE"), (adgroup, "ADGROUP_DISABLE"), (campaign, "CAMPAIGN_DISABLE")):
        if thing.data["operation_status"] != "ENABLE":
            return f"AD_STATUS_{word}"
    return f"AD_STATUS_{_of_time(world, adgroup, 'DONE') or 'DELIVERY_OK'}"


def of_thing(world: World, thing: Thing) -> str:
    by_kind = {"tiktok.campaign": of_campaign, "tiktok.adgroup": of_adgroup, "tiktok.ad": of_ad}
    found = by_kind.get(thing.kind)
    return found(world, thing) if found else ""


def review_of(ad: Thing, now: float) -> str:
    """Return PENDING, APPROVED or REJECTED at a moment."""
    if now < ad.data["_review_until"]:
        return "PENDING"
    return "REJECTED" if ad.data.get("_violations") else "APPROVED"


def _of_account(world: World, thing: Thing) -> str:
    account = world.store.get(thing.account, "account")
    if account is None:
        return ""
    if account.data["status"] != ACCOUNT_ON:
        return "ADVERTISER_AUDIT_DENY"
    return "BALANCE_EXCEED" if account.data["balance"] <= 0 else ""


def _of_time(world: World, adgroup: Thing, done: str) -> str:
    now, ends = world.now(), adgroup.data["_ends"]
    if ends and now >= ends:
        return done
    return "NOT_START" if now < adgroup.data["_starts"] else ""


def _of_ads(world: World, adgroup: Thing) -> str:
    ads = [a for a in world.store.list("tiktok.ad", parent=adgroup.id) if a.data["operation_status"] != _GONE]
    if not ads:
        return "CREATE"
    verdicts = {review_of(ad, world.now()) for ad in ads}
    if "APPROVED" in verdicts:
        return "DELIVERY_OK"
    return "AUDIT" if "PENDING" in verdicts else "AUDIT_DENY"
