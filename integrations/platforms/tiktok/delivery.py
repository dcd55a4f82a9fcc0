"""What TikTok says of an object, in our words: delivery, review, and the reason. Pure.

`secondary_status` is `CAMPAIGN_STATUS_…`, `ADGROUP_STATUS_…` or `AD_STATUS_…`; what follows means the same on every
level (TikTok's enumeration of statuses, read in others' code). An enabled campaign says only that its switch is on;
what it does is told by what lies below it. TikTok does not tell how far an ad group has learned.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from integrations.types import Delivery, Review, RunStatus

State = tuple[Delivery, str]
RUNNING = (Delivery.DELIVERING, Delivery.LEARNING, Delivery.LIMITED)
_ACCOUNT = "TikTok is checking the ad account: TikTok Ads Manager, Account info."
_QUALIFY = "TikTok wants proof that you may advertise this: TikTok Ads Manager, Account info, Qualifications."
_MEANINGS: dict[str, tuple[Delivery, str]] = {
    "ENABLE": (Delivery.DELIVERING, ""),
    "DELIVERY_OK": (Delivery.DELIVERING, ""),
    "PARTIAL_AUDIT_DELIVERY_OK": (Delivery.DELIVERING, "TikTok is still looking at a part of it."),
    "REVIEW_PARTIALLY_APPROVED": (Delivery.LIMITED, "TikTok has refused a part of it."),
    "DISABLE": (Delivery.NOT_DELIVERING, "It is switched off."),
    "CAMPAIGN_DISABLE": (Delivery.NOT_DELIVERING, "Its campaign is switched off."),
    "ADGROUP_DISABLE": (Delivery.NOT_DELIVERING, "Its ad group is switched off."),
    "CREATE": (Delivery.NOT_DELIVERING, "There is no ad in it yet."),
    "NOT_START": (Delivery.NOT_DELIVERING, "Its start has not come yet."),
    "AD_PRE_ONLINE": (Delivery.NOT_DELIVERING, "It has not started yet."),
    "ADGROUP_PRE_ONLINE": (Delivery.NOT_DELIVERING, "It has not started yet."),
    "PROCESS_AUDIO": (Delivery.NOT_DELIVERING, "TikTok is working on the video's sound."),
    "BUDGET_EXCEED": (Delivery.NOT_DELIVERING, "The budget is used up."),
    "CAMPAIGN_EXCEED": (Delivery.NOT_DELIVERING, "The campaign's budget is used up."),
    "BALANCE_EXCEED": (
        Delivery.NOT_DELIVERING,
        "The ad account has no money left. Add some in TikTok Ads Manager, Payment.",
    ),
    "AUDIT": (Delivery.IN_REVIEW, "TikTok is looking at it; that takes up to a day."),
    "REAUDIT": (Delivery.IN_REVIEW, "TikTok is looking at what was changed."),
    "SHADOW_ADGROUP_REAUDIT": (Delivery.IN_REVIEW, "TikTok is looking at what was changed."),
    "PARTIAL_AUDIT_NO_DELIVERY": (Delivery.IN_REVIEW, "TikTok is still looking at a part of it."),
    "ADGROUP_PARTIAL_AUDIT_NO_DELIVERY": (Delivery.IN_REVIEW, "TikTok is still looking at a part of its ad group."),
    "AUDIT_DENY": (Delivery.REJECTED, "TikTok has refused it."),
    "REVIEW_DISAPPROVED": (Delivery.REJECTED, "TikTok has refused it."),
    "ADGROUP_AUDIT_DENY": (Delivery.REJECTED, "TikTok has refused its ad group."),
    "ADVERTISER_AUDIT": (Delivery.NOT_DELIVERING, _ACCOUNT),
    "ADVERTISER_AUDIT_DENY": (
        Delivery.NOT_DELIVERING,
        "TikTok has refused the ad account: TikTok Ads Manager, Account info.",
    ),
    "CONTRACT_PENDING": (Delivery.NOT_DELIVERING, _ACCOUNT),
    "ACCOUNT_PUNISH": (
        Delivery.NOT_DELIVERING,
        "TikTok has restricted the ad account: TikTok Ads Manager, Account info.",
    ),
    "TIME_DONE": (Delivery.ENDED, "Its end has passed."),
    "DONE": (Delivery.ENDED, "Its end has passed."),
    "FROZEN": (Delivery.ENDED, "TikTok has frozen it."),
    "DELETE": (Delivery.ENDED, "It was deleted."),
    "CAMPAIGN_DELETE": (Delivery.ENDED, "Its campaign was deleted."),
    "ADGROUP_DELETE": (Delivery.ENDED, "Its ad group was deleted."),
    "TRANSCODING_FAIL": (Delivery.NOT_DELIVERING, "TikTok cannot play the video. Replace it."),
    "PIXEL_UNBIND": (Delivery.NOT_DELIVERING, "Its pixel is no longer with this ad account."),
    "ASSET_AUTHORIZATION_LOST": (Delivery.NOT_DELIVERING, "What it shows may no longer be used."),
    "ADGROUP_ASSET_AUTHORIZATION_LOST": (Delivery.NOT_DELIVERING, "What its ad group shows may no longer be used."),
    "CREATOR_AUTHORIZATION_REVOKED": (Delivery.NOT_DELIVERING, "The TikTok account has withdrawn its permission."),
    "MUSIC_AUTHORIZATION_MISSING": (Delivery.NOT_DELIVERING, "Its music may not be used in ads."),
    "INDUSTRY_QUALIFICATION_MISSING": (Delivery.NOT_DELIVERING, _QUALIFY),
    "INDUSTRY_QUALIFICATION_EXPIRED": (Delivery.NOT_DELIVERING, _QUALIFY),
    "INDUSTRY_QUALIFICATION_DENY": (Delivery.REJECTED, _QUALIFY),
    "ADGROUP_QUOTA_LIMIT": (Delivery.NOT_DELIVERING, "The ad account runs as many ad groups as TikTok allows."),
    "AD_QUOTA_LIMIT": (Delivery.NOT_DELIVERING, "The ad account runs as many ad groups as TikTok allows."),
}
_PREFIX = re.compile(r"^(?:CAMPAIGN|ADGROUP|AD)_STATUS_(?:ADGROUP_(?=INDUSTRY_))?|^ADVERTISER_(?=CONTRACT|ACCOUNT)")
_REVIEWS = {Delivery.IN_REVIEW: Review.PENDING, Delivery.REJECTED: Review.REJECTED}
_FIRST = (*RUNNING, Delivery.IN_REVIEW, Delivery.NOT_DELIVERING)


def run_status(word: str) -> RunStatus:
    """Return the switch's position."""
    return {"ENABLE": RunStatus.ACTIVE, "DISABLE": RunStatus.PAUSED}.get(word, RunStatus.ARCHIVED)


def own_state(row: Mapping[str, Any]) -> State:
    """Return what an object's own status says, and why. TikTok's test environment sends none: then the switch tells."""
    word = row.get("secondary_status") or ""
    if not word:
        is_on = row.get("operation_status") == "ENABLE"
        return (Delivery.UNKNOWN, "") if is_on else _MEANINGS["DISABLE"]
    return _MEANINGS.get(_PREFIX.sub("", word), (Delivery.UNKNOWN, ""))


def below_state(own: State, below: Sequence[State]) -> State:
    """Return what an object that is switched on does, from what lies below: the best of it, or all rejected."""
    if own[0] not in RUNNING:
        return own
    if not below:
        return _MEANINGS["CREATE"]
    best = next((kind for kind in _FIRST for found, _ in below if found == kind), below[0][0])
    return own if best == Delivery.DELIVERING else (best, next(reason for found, reason in below if found == best))


def review_of(row: Mapping[str, Any]) -> Review:
    """Return what the reviewers say of an ad: what has been let through does not say so while it is switched off."""
    state = own_state(row)[0]
    word = _PREFIX.sub("", row.get("secondary_status") or "")
    if word == "REVIEW_PARTIALLY_APPROVED":
        return Review.LIMITED
    return Review.APPROVED if state in RUNNING else _REVIEWS.get(state, Review.UNKNOWN)
