"""Ad review: some simulated minutes, then approved, or disapproved when the words break a policy (the same words as on
Meta); and the editorial rules that are checked at once, when the ad is made."""

import re
from collections.abc import Iterable
from typing import Any

from ..market.noise import make_key, uniform
from ..meta.review import find_violations
from ..store import Thing
from ..world import World
from .errors import Element, Problem

_SHORTEST_S, _SPREAD_S = 4 * 60, 14 * 60

_EDITORIAL = (
    ("PUNCTUATION_AND_SYMBOLS", re.compile(r"([!?.,])\1(?!\.)|[★☆►•→✓✔❤]|[\U0001F300-\U0001FAFF]")),
    ("CAPITALIZATION", re.compile(r"\b(?=[A-Z]{2,}\s+[A-Z]{2,}\s+[A-Z]{2,})[A-Z\s]{12,}\b")),
    ("SPACING", re.compile(r"\b(?:\w ){4,}\w\b|\b(?:\w\.){4,}")),
    ("PHONE_NUMBER_IN_AD_TEXT", re.compile(r"(?:\+\d|\b0)[\d ()\-]{7,}\d\b")),
    ("UNIDENTIFIED_BUSINESS", re.compile(r"\bclick here\b", re.IGNORECASE)),
)


def begin(world: World, data: dict[str, Any], key: str, texts: Iterable[str]) -> None:
    """Send an ad to review: sets when it ends and what it will find; the text decides, not chance."""
    words = " ".join(texts)
    minutes = world.store.get_value("review_minutes")
    chance = uniform(make_key(world.config.seed, "review", key), 0)
    length = minutes * 60 if minutes is not None else _SHORTEST_S + chance * _SPREAD_S
    data["_review_until"] = world.now() + length
    data["_violations"] = find_violations(Thing("", "", data={"object_story_spec": {"text": words}}))


def end(world: World, ad: Thing, verdict: str, policy: str, text: str) -> None:
    """End an ad's review now, whatever its words; works on an ad that is running too."""
    ad.data |= {"_violations": {policy: text} if verdict == "reject" else {}, "_review_until": world.now()}
    ad.updated = world.now()
    world.store.put(ad)


def verdict(ad: Thing, now: float) -> str:
    """Return REVIEW_IN_PROGRESS, APPROVED or DISAPPROVED."""
    if now < ad.data["_review_until"]:
        return "REVIEW_IN_PROGRESS"
    return "DISAPPROVED" if ad.data["_violations"] else "APPROVED"


def policy_summary(ad: Thing, now: float) -> dict[str, Any]:
    """Return ad_group_ad.policy_summary; while the review goes on it says so and nothing else."""
    found = verdict(ad, now)
    if found == "REVIEW_IN_PROGRESS":
        return {"review_status": "REVIEW_IN_PROGRESS", "approval_status": "UNKNOWN"}
    entries = [
        {"topic": _topic(policy), "type_": "PROHIBITED", "evidences": [{"text_list": {"texts": [words]}}]}
        for policy, words in ad.data["_violations"].items()
    ]
    return {"review_status": "REVIEWED", "approval_status": found, "policy_topic_entries": entries}


def check_text(text: str, path: tuple[Element, ...], *, is_headline: bool = False) -> None:
    """Raise PolicyFindingError for words that Google's editorial rules refuse when the ad is made."""
    topics = [topic for topic, pattern in _EDITORIAL if pattern.search(text)]
    if is_headline and "!" in text:
        topics.append("PUNCTUATION_AND_SYMBOLS")
    if topics:
        entries = [{"topic": t, "type_": "PROHIBITED", "evidences": [{"text_list": {"texts": [text]}}]} for t in topics]
        words = f"The resource has been disapproved since the policy summary includes policy topics of type PROHIBITED: {topics[0]}."
        details = {"policy_finding_details": {"policy_topic_entries": entries}}
        raise Problem("policy_finding_error", "POLICY_FINDING", words, path, text, details)


def _topic(policy: str) -> str:
    return re.sub(r"[^A-Z]+", "_", policy.upper()).strip("_")
