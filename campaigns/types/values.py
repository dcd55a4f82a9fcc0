"""Small values of campaigns that other apps may see."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from campaigns.types.words import CampaignStatus, ChangeKind, TargetField
from integrations.types import Purpose


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
    """Something that waits for a person. `tone`: warn or bad. Where to go: `page` (its name), else the campaign's."""

    title: str
    text: str
    tone: str
    campaign: UUID | None
    label: str = "Look at it"
    page: str = ""


@dataclass(frozen=True, slots=True)
class Warning:
    """What a change would do to what a platform has learned; `evidence` is the platform's own word and reason."""

    target: UUID
    text: str
    evidence: str


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
