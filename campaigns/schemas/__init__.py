"""What the API takes and gives. Budgets are integer minor units of the currency beside them; days are the account's."""

from campaigns.schemas.inputs import BidIn, BudgetIn, CampaignIn, CreativeIn, LaunchIn, PartIn, ReasonIn
from campaigns.schemas.ledger import ChangeOut, ChangeSetOut, PartPreviewOut, PreviewOut, ProblemOut, StepOut
from campaigns.schemas.tree import (
    AdGroupOut,
    AdOut,
    CampaignDetailOut,
    CampaignOut,
    ObservedOut,
    PartDetailOut,
    PartOut,
)

__all__ = [
    "AdGroupOut",
    "AdOut",
    "BidIn",
    "BudgetIn",
    "CampaignDetailOut",
    "CampaignIn",
    "CampaignOut",
    "ChangeOut",
    "ChangeSetOut",
    "CreativeIn",
    "LaunchIn",
    "ObservedOut",
    "PartDetailOut",
    "PartIn",
    "PartOut",
    "PartPreviewOut",
    "PreviewOut",
    "ProblemOut",
    "ReasonIn",
    "StepOut",
]
