"""Ad review: some simulated minutes, then approved, or rejected when the words break a policy."""

from typing import Any

from ..market.noise import make_key, uniform
from ..store import Thing
from ..world import World
from . import errors, status
from .call import Call
from .registry import answers

_SHORTEST_S, _SPREAD_S = 4 * 60, 14 * 60
_POLICIES = {
    "Misleading and false content": ("miracle cure", "guaranteed income", "get rich quick", "double your money"),
    "Weight management": ("lose weight", "weight loss", "before and after"),
    "Gambling and games": ("casino", "betting", "jackpot"),
    "Drugs and medical products": ("cannabis", "prescription drugs", "steroids"),
    "Adult content": ("sexy singles", "adults only"),
    "Tobacco": ("cigarettes", "vaping"),
}
_SUGGESTION = "Take out what breaks the policy and submit the ad again."
_WORDS = {"PENDING": "UNAVAILABLE", "APPROVED": "ALL_AVAILABLE", "REJECTED": "UNAVAILABLE"}


def begin_review(world: World, data: dict[str, Any], words: str) -> None:
    """Send an ad to review: sets when it ends and what it will find; the text decides, not chance."""
    minutes = world.store.get_value("review_minutes")
    chance = uniform(make_key(world.config.seed, "tiktok review", data["name"], words), 0)
    data["_review_until"] = world.now() + (minutes * 60 if minutes is not None else _SHORTEST_S + chance * _SPREAD_S)
    text = words.lower()
    data["_violations"] = {
        policy: f"Ads must not show or promote {policy.lower()}."
        for policy, triggers in _POLICIES.items()
        if any(trigger in text for trigger in triggers)
    }


def end_review(world: World, ad: Thing, verdict: str, policy: str, text: str) -> None:
    """End an ad's review now."""
    ad.data |= {"_violations": {policy: text} if verdict == "reject" else {}, "_review_until": world.now()}
    ad.updated = world.now()
    world.store.put(ad)


@answers("GET", "/ad/review_info/")
def read_reviews(call: Call) -> dict[str, Any]:
    ads = [_find(call, one) for one in call.fields.texts("ad_ids", least=1, most=100)]
    return {"ad_review_map": {ad.id: {"id": ad.id, **_describe(call, ad)} for ad in ads}}


@answers("GET", "/smart_plus/ad/review_info/")
def read_smart_reviews(call: Call) -> dict[str, Any]:
    ads = [_find(call, one) for one in call.fields.texts("smart_plus_ad_ids", least=1, most=100)]
    wants = bool(call.fields.part("extra_info_setting").flag("include_reject_info"))
    rows = [{"smart_plus_ad_id": ad.id, **_describe(call, ad)} for ad in ads]
    return {
        "smart_plus_ad_review_infos": [row if wants else {k: row[k] for k in row if k != "reject_info"} for row in rows]
    }


def _describe(call: Call, ad: Thing) -> dict[str, Any]:
    """`review_status` says whether it may run: ALL_AVAILABLE, PART_AVAILABLE or UNAVAILABLE (values from memory)."""
    verdict = status.review_of(ad, call.now)
    rejected = verdict == "REJECTED"
    reasons = [f"{policy}: {words}" for policy, words in ad.data["_violations"].items()] if rejected else []
    info = (
        [{"reasons": reasons, "suggestion": _SUGGESTION, "content_info": {"content_type": "TEXT"}}] if rejected else []
    )
    return {"is_approved": verdict == "APPROVED", "review_status": _WORDS[verdict], "reject_info": info}


def _find(call: Call, ad_id: str) -> Thing:
    ad = call.store.get(ad_id, "tiktok.ad")
    if ad is None or ad.account != call.account.id:
        raise errors.not_there("Ad", ad_id)
    return ad
