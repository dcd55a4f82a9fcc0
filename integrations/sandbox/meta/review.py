"""Ad review: some simulated minutes, then approved, or disapproved when the words break a policy."""

from typing import Any

from ..market.noise import make_key, uniform
from ..store import Thing
from .call import Call

_SHORTEST_S, _SPREAD_S = 4 * 60, 14 * 60

_POLICIES = {
    "Personal health and appearance": (
        "lose weight",
        "weight loss",
        "miracle cure",
        "before and after",
        "anti-aging miracle",
    ),
    "Online gambling and games": ("casino", "betting", "jackpot"),
    "Drugs and pharmaceuticals": ("cannabis", "prescription drugs", "steroids"),
    "Unacceptable business practices": ("get rich quick", "guaranteed income", "double your money", "crypto giveaway"),
    "Sensational content": ("you won't believe", "shocking truth"),
    "Adult content": ("sexy singles", "adults only"),
    "Tobacco": ("cigarettes", "vaping", "e-cigarette"),
}
_WORDS = {
    "Personal health and appearance": "Ads must not contain before-and-after images or promise unexpected results.",
    "Online gambling and games": "Ads that promote online gambling are only allowed with prior written permission.",
}


def begin_review(call: Call, ad_data: dict[str, Any], creative: Thing) -> None:
    """Send an ad to review: sets when it ends and what it will find; the text decides, not chance."""
    minutes = call.store.get_value("review_minutes")
    chance = uniform(make_key(call.world.config.seed, "review", creative.id, ad_data["name"]), 0)
    length = minutes * 60 if minutes is not None else _SHORTEST_S + chance * _SPREAD_S
    ad_data["_review_until"] = call.now + length
    ad_data["_violations"] = find_violations(creative)


def find_violations(creative: Thing) -> dict[str, str]:
    """Return the policies that a creative's words break, with Meta-like sentences."""
    text = _text_of(creative.data.get("object_story_spec") or {}).lower()
    return {
        policy: _WORDS.get(policy, f"This ad doesn't comply with our Advertising Standards on {policy.lower()}.")
        for policy, triggers in _POLICIES.items()
        if any(trigger in text for trigger in triggers)
    }


def feedback(ad: Thing, now: float) -> dict[str, Any] | None:
    """Return ad_review_feedback: {"global": {policy: sentence}}, once the review has ended badly."""
    if now < ad.data["_review_until"] or not ad.data.get("_violations"):
        return None
    return {"global": ad.data["_violations"]}


def _text_of(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_text_of(part) for part in value.values())
    if isinstance(value, list):
        return " ".join(map(_text_of, value))
    return str(value)
