"""What Google says of an object, in our words: delivery with its reason, learning, review. Pure.

`primary_status` is what an object does, all things above and below it taken into account; its reasons are codes, which
are put into words here, and shown as they are where they are new. Platform facts, section A5.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from integrations.types import Delivery, Learning, Review, RunStatus

_DELIVERY = {
    "ELIGIBLE": Delivery.DELIVERING,
    "PAUSED": Delivery.NOT_DELIVERING,
    "REMOVED": Delivery.ENDED,
    "ENDED": Delivery.ENDED,
    "PENDING": Delivery.NOT_DELIVERING,
    "MISCONFIGURED": Delivery.NOT_DELIVERING,
    "LIMITED": Delivery.LIMITED,
    "LEARNING": Delivery.LEARNING,
    "NOT_ELIGIBLE": Delivery.NOT_DELIVERING,
}
_REJECTED = {
    "AD_GROUP_AD_DISAPPROVED",
    "HAS_ADS_DISAPPROVED",
    "ASSET_GROUP_DISAPPROVED",
    "HAS_ASSET_GROUPS_DISAPPROVED",
}
_IN_REVIEW = {
    "AD_GROUP_AD_UNDER_REVIEW",
    "AD_GROUP_AD_UNDER_APPEAL",
    "MOST_ADS_UNDER_REVIEW",
    "ASSET_GROUP_UNDER_REVIEW",
    "MOST_ASSET_GROUPS_UNDER_REVIEW",
}
_REASONS = {
    "CAMPAIGN_REMOVED": "Its campaign was removed.",
    "CAMPAIGN_PAUSED": "Its campaign is switched off.",
    "CAMPAIGN_PENDING": "Its campaign has not begun yet.",
    "CAMPAIGN_ENDED": "Its campaign is over.",
    "BIDDING_STRATEGY_MISCONFIGURED": "Its way of bidding does not work with its settings. Look at it in Google Ads.",
    "BIDDING_STRATEGY_LIMITED": "Its way of bidding holds it back.",
    "BIDDING_STRATEGY_LEARNING": "Google is still learning whom to show it to; results swing until then.",
    "BIDDING_STRATEGY_CONSTRAINED": "Its bid holds it back.",
    "BUDGET_CONSTRAINED": "Its budget is used up before the day is over.",
    "BUDGET_MISCONFIGURED": "Its budget does not work with its settings. Look at it in Google Ads.",
    "SEARCH_VOLUME_LIMITED": "Too few people search for its keywords.",
    "AD_GROUPS_PAUSED": "All its ad groups are switched off.",
    "NO_AD_GROUPS": "There is no ad group in it yet.",
    "KEYWORDS_PAUSED": "All its keywords are switched off.",
    "NO_KEYWORDS": "There is no keyword in it yet.",
    "AD_GROUP_ADS_PAUSED": "All its ads are switched off.",
    "NO_AD_GROUP_ADS": "There is no ad in it yet.",
    "HAS_ADS_LIMITED_BY_POLICY": "Google's rules hold back some of its ads.",
    "HAS_ADS_DISAPPROVED": "Google refused its ads.",
    "MOST_ADS_UNDER_REVIEW": "Google is looking at its ads; that takes up to a day.",
    "AD_GROUP_PAUSED": "Its ad group is switched off.",
    "AD_GROUP_REMOVED": "Its ad group was removed.",
    "AD_GROUP_INCOMPLETE": "Its ad group lacks something.",
    "AD_GROUP_PAUSED_DUE_TO_LOW_ACTIVITY": "Google switched the ad group off, for nothing happened in it.",
    "AD_GROUP_AD_PAUSED": "It is switched off.",
    "AD_GROUP_AD_DISAPPROVED": "Google refused it.",
    "AD_GROUP_AD_UNDER_REVIEW": "Google is looking at it; that takes up to a day.",
    "AD_GROUP_AD_UNDER_APPEAL": "Google is looking at it again.",
    "AD_GROUP_AD_POOR_QUALITY": "Google finds the ad poor and shows it little.",
    "AD_GROUP_AD_APPROVED_LABELED": "Google shows it with a label.",
    "AD_GROUP_AD_AREA_OF_INTEREST_ONLY": "Google shows it only to people interested in its places.",
    "ASSET_GROUP_PAUSED": "It is switched off.",
    "ASSET_GROUP_LIMITED": "Google's rules hold it back.",
    "ASSET_GROUP_DISAPPROVED": "Google refused its texts or pictures.",
    "ASSET_GROUP_UNDER_REVIEW": "Google is looking at it; that takes up to a day.",
    "HAS_ASSET_GROUPS_DISAPPROVED": "Google refused its texts or pictures.",
    "MOST_ASSET_GROUPS_UNDER_REVIEW": "Google is looking at it; that takes up to a day.",
    "NO_ASSET_GROUPS": "There is nothing in it yet.",
    "ASSET_GROUPS_PAUSED": "All that is in it is switched off.",
}
_APPROVAL = {
    "APPROVED": Review.APPROVED,
    "APPROVED_LIMITED": Review.LIMITED,
    "AREA_OF_INTEREST_ONLY": Review.LIMITED,
    "DISAPPROVED": Review.REJECTED,
}


def run_status(word: str) -> RunStatus:
    """Return the switch's position; what is removed counts as archived."""
    return {"ENABLED": RunStatus.ACTIVE, "PAUSED": RunStatus.PAUSED}.get(word, RunStatus.ARCHIVED)


def read_delivery(row: Mapping[str, Any]) -> tuple[Delivery, str]:
    """Return what an object (its part of a GAQL row) does, and why; policies come first among the reasons."""
    codes: Sequence[str] = row.get("primary_status_reasons", ())
    found = _DELIVERY.get(row.get("primary_status", ""), Delivery.UNKNOWN)
    if found in (Delivery.NOT_DELIVERING, Delivery.LIMITED) and _REJECTED & set(codes):
        found = Delivery.REJECTED if found == Delivery.NOT_DELIVERING else found
    elif found == Delivery.NOT_DELIVERING and row.get("primary_status") != "PAUSED" and _IN_REVIEW & set(codes):
        found = Delivery.IN_REVIEW
    return found, _policy_words(row) or _reason(row, codes)


def read_learning(word: str) -> Learning:
    """Return how far Google has come, from the system status of a campaign's bidding."""
    if word == "ENABLED":
        return Learning.LEARNED
    if word in ("LIMITED_BY_DATA", "LIMITED_BY_INVENTORY"):
        return Learning.LIMITED
    return Learning.LEARNING if word.startswith(("LEARNING", "MULTIPLE_LEARNING")) else Learning.UNKNOWN


def read_review(row: Mapping[str, Any]) -> Review:
    """Return what Google's reviewers say of an ad; of an asset group, what its reasons tell."""
    policy = row.get("policy_summary")
    if policy is None:
        codes = set(row.get("primary_status_reasons", ()))
        return Review.REJECTED if codes & _REJECTED else Review.PENDING if codes & _IN_REVIEW else Review.UNKNOWN
    if policy.get("review_status") in ("REVIEW_IN_PROGRESS", "UNDER_APPEAL"):
        return Review.PENDING
    return _APPROVAL.get(policy.get("approval_status", ""), Review.UNKNOWN)


def _policy_words(row: Mapping[str, Any]) -> str:
    policy = row.get("policy_summary", {})
    topics = [entry.get("topic", "") for entry in policy.get("policy_topic_entries", ())]
    if not topics or policy.get("approval_status") in (None, "APPROVED"):
        return ""
    says = "refused it" if policy["approval_status"] == "DISAPPROVED" else "holds it back"
    return f"Google {says}: {', '.join(topics)}."


def _reason(row: Mapping[str, Any], codes: Sequence[str]) -> str:
    if row.get("status") == "PAUSED":
        return "It is switched off."
    told = [_REASONS.get(code) or f"Google says: {code.replace('_', ' ').lower()}." for code in codes]
    return " ".join(dict.fromkeys(told))
