"""What the API takes and gives. Budgets are integer minor units of the currency beside them; days are the account's."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, StrictInt

from campaigns.models import AdGroup, Campaign, ChangeSet, PlatformCampaign
from campaigns.selectors.budgets import daily_budget_minor
from campaigns.types import (
    CallToAction,
    CampaignStatus,
    ChangeKind,
    ChangeState,
    Creative,
    Draft,
    DraftPart,
    TargetField,
    TargetKind,
)
from integrations.types import (
    Bid,
    BudgetLevel,
    Channel,
    Delivery,
    LeadForm,
    Platform,
    PromotedApp,
    Purpose,
    SpecialCategory,
    Targeting,
)
from tenants.types import ActorKind


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
    version: int
    created_at: datetime
    updated_at: datetime
    platform_campaigns: list[PartOut]

    @staticmethod
    def resolve_platform_campaigns(campaign: Campaign) -> list:
        """Return its parts."""
        return list(campaign.platform_campaigns.all())


class CampaignDetailOut(CampaignOut):
    """A campaign with everything below it."""

    platform_campaigns: list[PartDetailOut]


class StepOut(Schema):
    """A step of a launch."""

    key: str
    label: str


class ProblemOut(Schema):
    """What a platform would refuse; `field` is ours, or empty."""

    field: str
    text: str


class PartPreviewOut(Schema):
    """What would be made on one ad account, and what it may spend."""

    id: UUID = Field(alias="part.uuid")
    platform: Platform = Field(alias="part.platform")
    currency: str = Field(alias="part.currency")
    daily_budget_minor: int | None = Field(alias="spend.daily_minor")
    lifetime_budget_minor: int | None = Field(alias="spend.lifetime_minor")
    most_a_day_minor: int | None
    at_most_minor: int | None
    is_checked: bool
    problems: list[ProblemOut]
    steps: list[StepOut]


class PreviewOut(Schema):
    """What a launch would make; `problem` is what stands against it as a whole."""

    is_ready: bool
    problem: str
    parts: list[PartPreviewOut]


class ChangeOut(Schema):
    """One field of one object, from before to after: who, why, and where it stands."""

    id: UUID = Field(alias="uuid")
    change_set: UUID = Field(alias="change_set.uuid")
    campaign: UUID = Field(alias="campaign.uuid")
    platform: Platform
    kind: ChangeKind
    target_kind: TargetKind
    target: UUID = Field(alias="target_id")
    field: TargetField
    before: Any
    after: Any
    currency: str
    label: str
    state: ChangeState
    reason: str
    evidence: dict[str, Any]
    error: str
    actor_kind: ActorKind
    actor: str = Field(alias="actor_label")
    is_undoable: bool
    is_undone: bool = False
    created_at: datetime
    applied_at: datetime | None

    @staticmethod
    def resolve_is_undoable(change: Any) -> bool:
        """Return whether it can be undone and was not yet."""
        return change.is_undoable and not getattr(change, "is_undone", False)


class ChangeSetOut(Schema):
    """Changes that were made together. Ask again until `is_settled`; each change then says whether it was applied."""

    id: UUID = Field(alias="uuid")
    label: str
    campaign: UUID | None
    actor_kind: ActorKind
    actor: str = Field(alias="actor_label")
    reason: str
    created_at: datetime
    is_settled: bool
    steps_done: int
    steps_total: int
    changes: list[ChangeOut]

    @staticmethod
    def resolve_campaign(change_set: ChangeSet) -> UUID | None:
        """Return the campaign's id."""
        return change_set.campaign.uuid if change_set.campaign else None

    @staticmethod
    def resolve_is_settled(change_set: ChangeSet) -> bool:
        """Return whether nothing of it is under way any more."""
        return not any(change.state in ("proposed", "approved", "applying") for change in change_set.changes.all())

    @staticmethod
    def resolve_changes(change_set: ChangeSet) -> list:
        """Return its changes, oldest first."""
        return sorted(change_set.changes.all(), key=lambda change: change.pk)

    @staticmethod
    def resolve_steps_done(change_set: ChangeSet) -> int:
        """Return how many steps of its launches are done."""
        return sum(step.state == "done" for step in _steps(change_set))

    @staticmethod
    def resolve_steps_total(change_set: ChangeSet) -> int:
        """Return how many steps its launches have, as far as they are written down."""
        return len(_steps(change_set))


def _steps(change_set: ChangeSet) -> list:
    launches = [change for change in change_set.changes.all() if change.kind == ChangeKind.LAUNCH]
    return [step for change in launches for step in change.platform_campaign.launch_steps.all()]
