"""The ledger, and what a launch would make."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from campaigns.models import ChangeSet
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
