"""A set as whoever decides it sees it: may they, what stands against it now, what it does to what learns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from campaigns.models import ChangeSet
from campaigns.selectors import approvals as selectors
from campaigns.selectors.warnings import list_warnings
from campaigns.services import approving, rechecking
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
    proposed = change_set.proposed
    return Approval(
        change_set=change_set,
        waits=bool(proposed),
        refusal=selectors.refusal(change_set, actor) if proposed else "",
        is_own=approving.is_proposer(change_set, actor),
        obstacles=rechecking.list_obstacles(proposed),
        warnings=list_warnings(rechecking.wanted_of(proposed)),
        approvers=[selectors.name_of(one) for one in selectors.list_approvers(change_set)] if proposed else [],
    )
