"""A set as whoever decides it sees it: may they, what stands against it now, what it does to what learns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from campaigns.models import ChangeSet
from campaigns.selectors import approvals as selectors
from campaigns.selectors.warnings import list_warnings_of
from campaigns.services import approving, rechecking
from campaigns.services.targets import targets_of
from campaigns.types import Warning
from tenants.types import Actor


@dataclass(frozen=True, slots=True)
class Approval:
    """What the page of a set and the API tell about it. `refusal`: why this person may not decide; "" when they may.

    `obstacles` are by change: what stands against it as things are now. `approvers` are names.
    """

    change_set: ChangeSet
    waits: bool
    refusal: str
    is_own: bool
    obstacles: Mapping[UUID, str]
    warnings: Sequence[Warning]
    approvers: Sequence[str]

    @property
    def can_decide(self) -> bool:
        """Return whether this person may say yes or no."""
        return self.waits and not self.refusal


def describe_approval(*, change_set: ChangeSet, actor: Actor) -> Approval:
    """Return a set of `get_change_set` as somebody sees it who may have to decide it. Reads only, and calls no platform."""
    return describe_approvals(change_sets=[change_set], actor=actor)[0]


def describe_approvals(*, change_sets: Sequence[ChangeSet], actor: Actor) -> list[Approval]:
    """Return sets with their changes, each as `describe_approval` does; as many queries as for one of them."""
    proposed = [change for one in change_sets for change in one.proposed]
    targets = targets_of(proposed)
    obstacles = rechecking.list_obstacles(proposed, targets)
    warnings = list_warnings_of([rechecking.wanted_of(one.proposed, targets) for one in change_sets])
    able = selectors.list_able() if proposed else []
    refusals = selectors.refusals(change_sets, actor, able) if proposed else [""] * len(change_sets)
    return [
        _approval(change_set, actor, refused, obstacles, warned, able)
        for change_set, refused, warned in zip(change_sets, refusals, warnings, strict=True)
    ]


def _approval(
    change_set: ChangeSet,
    actor: Actor,
    refused: str,
    obstacles: Mapping[UUID, str],
    warnings: Sequence[Warning],
    able: Sequence,
) -> Approval:
    proposed = change_set.proposed
    approvers = selectors.list_approvers(change_set, able) if proposed else []
    return Approval(
        change_set=change_set,
        waits=bool(proposed),
        refusal=refused if proposed else "",
        is_own=approving.is_proposer(change_set, actor),
        obstacles={change.uuid: obstacles[change.uuid] for change in proposed if change.uuid in obstacles},
        warnings=warnings,
        approvers=[selectors.name_of(one) for one in approvers],
    )
