"""What Meta says of an object, in our words: delivery, the platform's own word, and the reason. Pure.

Effective statuses: platform facts, section A5. A campaign's or ad set's own ACTIVE says only that its switch is on;
what it does is told by what lies below it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from integrations.types import Delivery, Learning, Review, RunStatus

_DELIVERY = {
    "ACTIVE": Delivery.DELIVERING,
    "PAUSED": Delivery.NOT_DELIVERING,
    "CAMPAIGN_PAUSED": Delivery.NOT_DELIVERING,
    "ADSET_PAUSED": Delivery.NOT_DELIVERING,
    "IN_PROCESS": Delivery.IN_REVIEW,
    "PENDING_REVIEW": Delivery.IN_REVIEW,
    "PREAPPROVED": Delivery.IN_REVIEW,
    "DISAPPROVED": Delivery.REJECTED,
    "PENDING_BILLING_INFO": Delivery.NOT_DELIVERING,
    "WITH_ISSUES": Delivery.NOT_DELIVERING,
    "ARCHIVED": Delivery.ENDED,
    "DELETED": Delivery.ENDED,
}
_REASONS = {
    "PAUSED": "It is switched off.",
    "CAMPAIGN_PAUSED": "Its campaign is switched off.",
    "ADSET_PAUSED": "Its ad set is switched off.",
    "PENDING_REVIEW": "Meta is looking at it; that takes up to a day.",
    "PREAPPROVED": "Meta has passed it; it starts with its campaign.",
    "IN_PROCESS": "Meta is working on it.",
    "PENDING_BILLING_INFO": "The ad account needs a payment method. Add one in Meta's billing settings.",
    "ARCHIVED": "It was archived.",
}
_LEARNING = {"LEARNING": Delivery.LEARNING, "FAIL": Delivery.LIMITED}
_LEARNING_REASONS = {
    "LEARNING": "Meta is still learning who responds; results swing until then.",
    "FAIL": "Meta saw too few results in a week to learn from.",
}
_STAGES = {"LEARNING": Learning.LEARNING, "SUCCESS": Learning.LEARNED, "FAIL": Learning.LIMITED}
_REVIEWS = {
    "PENDING_REVIEW": Review.PENDING, "IN_PROCESS": Review.PENDING, "DISAPPROVED": Review.REJECTED,
    "PREAPPROVED": Review.APPROVED, "ACTIVE": Review.APPROVED,
}  # fmt: skip
_FIRST = (Delivery.DELIVERING, Delivery.LEARNING, Delivery.LIMITED, Delivery.IN_REVIEW, Delivery.NOT_DELIVERING)


def run_status(word: str) -> RunStatus:
    """Return the switch's position from Meta's configured status."""
    return {"ACTIVE": RunStatus.ACTIVE, "PAUSED": RunStatus.PAUSED}.get(word, RunStatus.ARCHIVED)


def learning(row: Mapping[str, Any]) -> Learning:
    """Return how far an ad set has learned; Meta says nothing of those that do not run."""
    return _STAGES.get((row.get("learning_stage_info") or {}).get("status", ""), Learning.UNKNOWN)


def review(row: Mapping[str, Any]) -> Review:
    """Return what reviewers say of an ad; of one that is switched off its status tells nothing."""
    found = _REVIEWS.get(row.get("effective_status", ""), Review.UNKNOWN)
    feedback = row.get("ad_review_feedback") or {}
    if feedback.get("global"):
        return Review.REJECTED
    return Review.LIMITED if feedback.get("placement_specific") and found != Review.REJECTED else found


def own_delivery(row: Mapping[str, Any]) -> tuple[Delivery, str]:
    """Return what an object's own status says, and why."""
    word = row.get("effective_status", "")
    found = _DELIVERY.get(word, Delivery.UNKNOWN)
    reason = _told_reason(row) or _REASONS.get(word, "")
    learning = (row.get("learning_stage_info") or {}).get("status", "")
    if found == Delivery.DELIVERING and learning in _LEARNING:
        return _LEARNING[learning], reason or _LEARNING_REASONS[learning]
    return found, reason


def below_delivery(own: tuple[Delivery, str], below: Sequence[tuple[Delivery, str]]) -> tuple[Delivery, str]:
    """Return what an object that is switched on does, from what lies below: the best of it, or all rejected."""
    if own[0] not in (Delivery.DELIVERING, Delivery.LEARNING, Delivery.LIMITED):
        return own
    if not below:
        return Delivery.NOT_DELIVERING, "There is no ad in it yet."
    best = next((kind for kind in _FIRST for found, _ in below if found == kind), below[0][0])
    if best == Delivery.DELIVERING:
        return own
    return best, next(reason for found, reason in below if found == best)


def _told_reason(row: Mapping[str, Any]) -> str:
    rejected = (row.get("ad_review_feedback") or {}).get("global") or {}
    if rejected:
        return " ".join(f"{policy}: {words}" for policy, words in rejected.items())
    return " ".join(
        issue.get("error_message") or issue.get("error_summary", "") for issue in row.get("issues_info") or []
    )
