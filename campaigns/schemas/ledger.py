"""The ledger, and what a launch would make."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from campaigns.models import ChangeSet
from campaigns.selectors.standing import steps_of
from campaigns.types import ChangeKind, ChangeState, TargetField, TargetKind
from integrations.types import Platform
from tenants.types import ActorKind


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
    """What a launch would make; `problem` is what stands against it as a whole, `gaps` what is missing."""

    is_ready: bool
    problem: str
    gaps: dict[str, dict[str, list[str]]]
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
        """Return whether it can be undone: it was not yet, and nothing else was set since."""
        return change.offers_undo


class NoteIn(Schema):
    """A word to who asked; it stands in the ledger."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field("", max_length=500)


class ApproveIn(NoteIn):
    """`only`: the ids of the changes that are approved; the others are refused. Empty: all."""

    only: list[UUID] = Field(default_factory=list, max_length=10_000)


class ChangeSetOut(Schema):
    """Changes that were made together. Ask again until `is_settled`; each change then says whether it was applied.

    `waits_for_approval`: nothing happens before somebody says yes; `approval_reason` says why. Without a `campaign` they
    are of several.
    """

    id: UUID = Field(alias="uuid")
    label: str
    campaign: UUID | None
    actor_kind: ActorKind
    actor: str = Field(alias="actor_label")
    reason: str
    created_at: datetime
    is_settled: bool
    waits_for_approval: bool
    approval_reason: str
    decision: str = Field(description="approved, rejected, withdrawn; empty: none was made or needed")
    decided_by: str = Field(alias="decided_by_label")
    decided_at: datetime | None
    decision_note: str
    undo_of: UUID | None
    retry_of: UUID | None
    steps_done: int
    steps_total: int
    changes: list[ChangeOut]

    @staticmethod
    def resolve_campaign(change_set: ChangeSet) -> UUID | None:
        """Return the campaign's id."""
        return change_set.campaign.uuid if change_set.campaign else None

    @staticmethod
    def resolve_undo_of(change_set: ChangeSet) -> UUID | None:
        """Return the id of the set that it puts back."""
        return change_set.undo_of.uuid if change_set.undo_of else None

    @staticmethod
    def resolve_retry_of(change_set: ChangeSet) -> UUID | None:
        """Return the id of the set that it tries again."""
        return change_set.retry_of.uuid if change_set.retry_of else None

    @staticmethod
    def resolve_waits_for_approval(change_set: ChangeSet) -> bool:
        """Return whether something of it is only proposed."""
        return any(change.state == "proposed" for change in change_set.changes.all())

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


class ObstacleOut(Schema):
    """What stands against a change as things are now; it can be left out of the approval."""

    change: UUID
    text: str


class WarningOut(Schema):
    """What a change would do to what a platform has learned, with the platform's own words."""

    target: UUID
    text: str
    evidence: str


class ApprovalOut(Schema):
    """A change set as you see it who may have to decide it; `refusal` says why you may not."""

    change_set: ChangeSetOut
    can_decide: bool
    refusal: str
    is_own: bool
    obstacles: list[ObstacleOut]
    warnings: list[WarningOut]
    approvers: list[str]

    @staticmethod
    def resolve_obstacles(approval: Any) -> list[dict]:
        """Return the obstacles with their changes."""
        return [{"change": change, "text": text} for change, text in approval.obstacles.items()]


def _steps(change_set: ChangeSet) -> list:
    return [step for change in change_set.changes.all() for step in steps_of(change)]
