"""Campaigns with their parts, ad groups and ads: what should be, and what the platform says."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from campaigns.models import AdGroup, Campaign, PlatformCampaign
from campaigns.selectors.budgets import daily_budget_minor
from campaigns.types import CampaignStatus
from integrations.types import Delivery, Platform


class ObservedOut(Schema):
    """What the platform says of an object, and when it was read."""

    external_id: str
    delivery: Delivery
    platform_word: str
    reason: str
    observed_status: str
    observed_daily_budget_minor: int | None
    observed_lifetime_budget_minor: int | None
    observed_at: datetime | None
    gone_at: datetime | None


class AdOut(ObservedOut):
    """An ad."""

    id: UUID = Field(alias="uuid")
    name: str
    status: str
    link: str
    primary_text: str
    headline: str
    description: str
    call_to_action: str
    asset: UUID | None = Field(alias="asset_id")
    creative: dict[str, Any]
    review: str


class AdGroupOut(ObservedOut):
    """An ad group with its ads."""

    id: UUID = Field(alias="uuid")
    name: str
    status: str
    daily_budget_minor: int | None
    lifetime_budget_minor: int | None
    countries: list[str]
    age_min: int | None
    age_max: int | None
    targeting: dict[str, Any]
    learning: str
    ads: list[AdOut]

    @staticmethod
    def resolve_ads(group: AdGroup) -> list:
        """Return the ads, oldest first."""
        return list(group.ads.all())


class PartOut(ObservedOut):
    """A campaign's part on one ad account."""

    id: UUID = Field(alias="uuid")
    platform: Platform
    ad_account: UUID = Field(alias="account.uuid")
    name: str
    status: CampaignStatus
    currency: str
    budget_level: str
    daily_budget_minor: int | None
    lifetime_budget_minor: int | None
    end_date: date | None
    channel: str
    bid: dict[str, Any] | None
    conversion: str
    app: dict[str, Any] | None
    lead_form: dict[str, Any] | None
    special_categories: list[str]
    special_category_countries: list[str]
    is_eu_political: bool | None
    is_managed: bool
    learning: str
    launched_at: datetime | None

    @staticmethod
    def resolve_daily_budget_minor(part: PlatformCampaign) -> int | None:
        """Return what it may spend a day: its own budget, or its ad groups' together."""
        if hasattr(part, "groups_minor"):
            return part.groups_minor if part.budget_level == "ad_group" else part.daily_budget_minor
        return daily_budget_minor(part)


class PartDetailOut(PartOut):
    """A part with its ad groups."""

    ad_groups: list[AdGroupOut]

    @staticmethod
    def resolve_ad_groups(part: PlatformCampaign) -> list:
        """Return the ad groups, oldest first."""
        return list(part.ad_groups.all())


class CampaignOut(Schema):
    """A campaign in a list."""

    id: UUID = Field(alias="uuid")
    name: str
    purpose: str
    status: CampaignStatus
    origin: str
    start_date: date | None
    end_date: date | None
    label: UUID | None = None
    tags: list[str] = Field(default_factory=list)
    version: int
    created_at: datetime
    updated_at: datetime
    platform_campaigns: list[PartOut]

    @staticmethod
    def resolve_label(campaign: Campaign) -> UUID | None:
        """Return the id of the label that it lies in."""
        return campaign.label.uuid if campaign.label else None

    @staticmethod
    def resolve_platform_campaigns(campaign: Campaign) -> list:
        """Return its parts."""
        return list(campaign.platform_campaigns.all())


class CampaignDetailOut(CampaignOut):
    """A campaign with everything below it; `utm_template` is what is added to its ads' links."""

    utm_template: str
    platform_campaigns: list[PartDetailOut]
