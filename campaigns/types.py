"""Words and values of campaigns that other apps may see. Each list is one of the vocabulary's."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from integrations.types import Purpose


class CampaignStatus(StrEnum):
    """What a campaign, or its part on one ad account, should be."""

    DRAFT = "draft"
    PENDING_REVIEW = "pending_review"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ARCHIVED = "archived"


class ObjectStatus(StrEnum):
    """What an ad group or an ad should be; only an ad is ever rejected."""

    ACTIVE = "active"
    PAUSED = "paused"
    REJECTED = "rejected"


class Origin(StrEnum):
    """Where a campaign comes from."""

    HOME = "home"
    IMPORTED = "imported"


class ChangeState(StrEnum):
    """Where a change stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


class ChangeKind(StrEnum):
    """What sort of thing changes."""

    LAUNCH = "launch"
    STATUS = "status"
    BUDGET = "budget"
    BID = "bid"
    TARGETING = "targeting"
    CREATIVE = "creative"
    SCHEDULE = "schedule"
    ARCHIVE = "archive"


class TargetKind(StrEnum):
    """What a change is about."""

    PLATFORM_CAMPAIGN = "platform_campaign"
    AD_GROUP = "ad_group"
    AD = "ad"


class TargetField(StrEnum):
    """The fields of a target that the ledger moves."""

    STATUS = "status"
    DAILY_BUDGET = "daily_budget_minor"


class StepState(StrEnum):
    """Where one step of a launch stands; `trying` was written before the platform was called."""

    PENDING = "pending"
    TRYING = "trying"
    DONE = "done"
    FAILED = "failed"


IN_FLIGHT = (ChangeState.APPROVED, ChangeState.APPLYING)
LIVE = (ChangeState.PROPOSED, *IN_FLIGHT)


class CallToAction(StrEnum):
    """The common list of calls to action (platforms.md, C)."""

    LEARN_MORE = "learn_more"
    SHOP_NOW = "shop_now"
    SIGN_UP = "sign_up"
    BOOK_NOW = "book_now"
    CONTACT_US = "contact_us"
    DOWNLOAD = "download"
    INSTALL = "install"
    GET_QUOTE = "get_quote"
    APPLY = "apply"
    SUBSCRIBE = "subscribe"
    ORDER = "order"
    TICKETS = "tickets"
    DIRECTIONS = "directions"
    CALL = "call"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person or a program wants to make: one ad for one ad account. Values as they came, not yet checked."""

    name: str
    purpose: str
    ad_account: UUID | None
    daily_budget_minor: int | None
    countries: tuple[str, ...]
    link: str
    primary_text: str
    headline: str
    description: str = ""
    call_to_action: str = CallToAction.LEARN_MORE
    asset: UUID | None = None
    start_date: date | None = None
    end_date: date | None = None
    age_min: int | None = None
    age_max: int | None = None


@dataclass(frozen=True, slots=True)
class ExternalIndexEntry:
    """Which of our rows an ad on a platform is: bigint keys for joins, UUIDs for what leaves the process."""

    campaign_id: int
    platform_campaign_id: int
    ad_group_id: int
    ad_id: int
    campaign_uuid: UUID
    platform_campaign_uuid: UUID
    ad_group_uuid: UUID
    ad_uuid: UUID


@dataclass(frozen=True, slots=True)
class CampaignBudget:
    """A campaign's budget a day and its days; `daily_budget_minor` is the sum of its parts in one currency."""

    campaign_id: int
    uuid: UUID
    name: str
    purpose: Purpose | None
    status: CampaignStatus
    currency: str
    daily_budget_minor: int
    start_date: date | None
    end_date: date | None


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that waits for a person. `tone`: warn or bad. `campaign` is where to go."""

    title: str
    text: str
    tone: str
    campaign: UUID
    label: str = "Look at it"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field of one target that somebody wants to set, before it is a change."""

    target: Any
    kind: ChangeKind
    field: TargetField
    after: Any
    label: str
    undo_of: Any = None
    before: Any = None
    """None: what the target's desired value is now."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for a change and the numbers it was based on."""

    reason: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)
