"""The plan (campaign, its part on a platform, ad group, ad), the ledger of changes, and the journal of launches."""

from campaigns.models.accounts import AccountMinimum
from campaigns.models.ads import Ad, AdGroup
from campaigns.models.changes import Change, ChangeSet
from campaigns.models.controls import AccountCeiling, Closure, CurrencyRate, Policy
from campaigns.models.hierarchy import Campaign, PlatformCampaign
from campaigns.models.launches import LaunchStep
from campaigns.models.views import Label

__all__ = [
    "AccountCeiling",
    "AccountMinimum",
    "Ad",
    "AdGroup",
    "Campaign",
    "Change",
    "ChangeSet",
    "Closure",
    "CurrencyRate",
    "Label",
    "LaunchStep",
    "PlatformCampaign",
    "Policy",
]
