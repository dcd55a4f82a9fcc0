"""Words and values of campaigns that other apps may see."""

from campaigns.types.documents import Creative, CreativeCard, dump, load
from campaigns.types.drafts import Draft, DraftAd, DraftGroup, DraftPart, LeftOut
from campaigns.types.values import Attention, CampaignBudget, ExternalIndexEntry, Wanted, Warning, Why
from campaigns.types.words import (
    IN_FLIGHT,
    LIVE,
    CallToAction,
    CampaignStatus,
    ChangeKind,
    ChangeState,
    ClosureKind,
    ClosureState,
    Decision,
    ObjectStatus,
    Origin,
    StepState,
    TargetField,
    TargetKind,
)

__all__ = [
    "IN_FLIGHT",
    "LIVE",
    "Attention",
    "CallToAction",
    "CampaignBudget",
    "CampaignStatus",
    "ChangeKind",
    "ChangeState",
    "ClosureKind",
    "ClosureState",
    "Creative",
    "CreativeCard",
    "Decision",
    "Draft",
    "DraftAd",
    "DraftGroup",
    "DraftPart",
    "ExternalIndexEntry",
    "LeftOut",
    "ObjectStatus",
    "Origin",
    "StepState",
    "TargetField",
    "TargetKind",
    "Wanted",
    "Warning",
    "Why",
    "dump",
    "load",
]
