"""What the API takes."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, StrictInt

from campaigns.types import CallToAction, Creative, Draft, DraftAd, DraftGroup, DraftPart, LeftOut
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

KEY = "its id, kept from save to save; without one it is new"
LEFT = "what a copy could not take along: leave it out when that is settled"
MOST = 200


class AdIn(Schema):
    """An ad of a draft; without a creative it says and shows what its part does."""

    model_config = ConfigDict(extra="forbid")

    key: UUID | None = Field(None, description=KEY)
    name: str = Field("", description="empty: its first words")
    creative: Creative | None = None
    left_out: list[LeftOut] = Field(default_factory=list, description=LEFT, max_length=MOST)

    def draft(self) -> DraftAd:
        """Return it as the services take it."""
        return DraftAd(self.key, self.name, self.creative, tuple(self.left_out))


class AdGroupIn(Schema):
    """An ad group of a draft; without a targeting it aims at whom its part does. A budget where the part's level says so."""

    model_config = ConfigDict(extra="forbid")

    key: UUID | None = Field(None, description=KEY)
    name: str = Field("", description="empty: whom it aims at")
    targeting: Targeting | None = None
    daily_budget_minor: StrictInt | None = None
    lifetime_budget_minor: StrictInt | None = None
    ads: list[AdIn] = Field(default_factory=list, max_length=MOST)
    left_out: list[LeftOut] = Field(default_factory=list, description=LEFT, max_length=MOST)

    def draft(self) -> DraftGroup:
        """Return it as the services take it."""
        budgets = (self.daily_budget_minor, self.lifetime_budget_minor)
        ads = tuple(ad.draft() for ad in self.ads)
        return DraftGroup(self.key, self.name, self.targeting, *budgets, ads, tuple(self.left_out))


class PartIn(Schema):
    """A part on one ad account; its targeting and its creative where they differ from the campaign's.

    Without `ad_groups` it has one, with one ad.
    """

    model_config = ConfigDict(extra="forbid")

    ad_account: UUID | None
    daily_budget_minor: StrictInt | None = None
    lifetime_budget_minor: StrictInt | None = None
    budget_level: str = Field("campaign", description=", ".join(BudgetLevel))
    channel: str = Field("", description="Google only: " + ", ".join(Channel))
    bid: Bid | None = None
    conversion: str = Field("", description="Google: the conversion action that counts; empty: the account's")
    targeting: Targeting | None = None
    creative: Creative | None = None
    ad_groups: list[AdGroupIn] = Field(default_factory=list, max_length=MOST)
    left_out: list[LeftOut] = Field(default_factory=list, description=LEFT, max_length=MOST)

    def draft(self) -> DraftPart:
        """Return it as the services take it."""
        values: dict[str, Any] = {name: getattr(self, name) for name in PartIn.model_fields}
        values["ad_groups"] = tuple(group.draft() for group in self.ad_groups)
        return DraftPart(**values | {"left_out": tuple(self.left_out)})


class CampaignIn(Schema):
    """A campaign on one ad account (`ad_account`) or on several (`parts`), each with one ad or with ad groups of ads.

    The simple fields are enough for a first one; `targeting` and `creative` say more, and what the simple fields say of
    the same thing stands first. `version` (on update) is the one that was read; see there. With `is_whole` false an
    unfinished draft is kept as it is: what it lacks stands in its `gaps`, and it cannot be launched before.
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
    utm_template: str | None = Field(None, description="what is added to its links; null: the organisation's")
    version: StrictInt | None = None
    is_whole: bool = True

    def draft(self) -> Draft:
        """Return it as the services take it."""
        names = CampaignIn.model_fields.keys() - {"version", "is_whole"}
        values: dict[str, Any] = {name: getattr(self, name) for name in names}
        for name in ("countries", "special_categories", "special_category_countries"):
            values[name] = tuple(values[name])
        values["parts"] = tuple(part.draft() for part in self.parts)
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
