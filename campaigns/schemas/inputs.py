"""What the API takes."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, StrictInt

from campaigns.types import CallToAction, Creative, Draft, DraftPart
from integrations.types import (
    Bid,
    BudgetLevel,
    Channel,
    LeadForm,
    PromotedApp,
    Purpose,
    SpecialCategory,
    Targeting,
)


class PartIn(Schema):
    """A part on one ad account; its targeting and its creative where they differ from the campaign's."""

    model_config = ConfigDict(extra="forbid")

    ad_account: UUID
    daily_budget_minor: StrictInt | None = None
    lifetime_budget_minor: StrictInt | None = None
    budget_level: str = Field("campaign", description=", ".join(BudgetLevel))
    channel: str = Field("", description="Google only: " + ", ".join(Channel))
    bid: Bid | None = None
    conversion: str = Field("", description="Google: the conversion action that counts; empty: the account's")
    targeting: Targeting | None = None
    creative: Creative | None = None


class CampaignIn(Schema):
    """A campaign with one ad, on one ad account (`ad_account`) or on several (`parts`).

    The simple fields are enough for a first one; `targeting` and `creative` say more, and what the simple fields say of
    the same thing stands first. `version` (on update) is the one that was read; see there.
    """

    model_config = ConfigDict(extra="forbid")

    name: str = ""
    purpose: str = Field("", description=", ".join(Purpose))
    ad_account: UUID | None = None
    daily_budget_minor: StrictInt | None = None
    lifetime_budget_minor: StrictInt | None = None
    countries: list[str] = Field(default_factory=list, description="ISO 3166-1, two letters")
    link: str = ""
    primary_text: str = ""
    headline: str = ""
    description: str = ""
    call_to_action: str = Field(CallToAction.LEARN_MORE, description=", ".join(CallToAction))
    asset: UUID | None = None
    start_date: date | None = None
    end_date: date | None = None
    age_min: StrictInt | None = None
    age_max: StrictInt | None = None
    budget_level: str = Field("campaign", description=", ".join(BudgetLevel))
    channel: str = Field("", description="Google only: " + ", ".join(Channel))
    bid: Bid | None = None
    conversion: str = ""
    parts: list[PartIn] = Field(default_factory=list, max_length=10)
    targeting: Targeting | None = None
    creative: Creative | None = None
    app: PromotedApp | None = None
    lead_form: LeadForm | None = None
    special_categories: list[str] = Field(default_factory=list, description=", ".join(SpecialCategory))
    special_category_countries: list[str] = Field(default_factory=list)
    is_eu_political: bool = False
    version: StrictInt | None = None

    def draft(self) -> Draft:
        """Return it as the services take it."""
        values: dict[str, Any] = {name: getattr(self, name) for name in CampaignIn.model_fields if name != "version"}
        for name in ("countries", "special_categories", "special_category_countries"):
            values[name] = tuple(values[name])
        values["parts"] = tuple(DraftPart(**{n: getattr(part, n) for n in PartIn.model_fields}) for part in self.parts)
        return Draft(**values)


class ReasonIn(Schema):
    """Why; it stands in the ledger."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field("", max_length=500)


class LaunchIn(ReasonIn):
    """Which parts to launch (their ids); all drafts when it is left out."""

    parts: list[UUID] = Field(default_factory=list, max_length=10)


class BudgetIn(ReasonIn):
    """A new budget, a day or in all. `target` is the platform campaign or ad group; needed where there are several."""

    daily_budget_minor: StrictInt | None = None
    lifetime_budget_minor: StrictInt | None = None
    target: UUID | None = None


class BidIn(ReasonIn):
    """How a part bids. `target` is the platform campaign; needed where there are several."""

    bid: Bid
    target: UUID | None = None


class CreativeIn(ReasonIn):
    """What an ad says and shows from now on."""

    creative: Creative
