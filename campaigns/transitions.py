"""How states may move: the tables, and the one function that asks them."""

from campaigns.types import CampaignStatus as S
from campaigns.types import ChangeState as C
from tenants.errors import Conflict

CHANGE = {
    C.PROPOSED: {C.APPROVED, C.REJECTED, C.SUPERSEDED},
    C.APPROVED: {C.APPLYING, C.SUPERSEDED, C.FAILED},
    C.APPLYING: {C.APPLIED, C.FAILED, C.APPROVED},  # back to approved: nothing was done, it is tried again later
    C.APPLIED: set(),
    C.FAILED: set(),
    C.REJECTED: set(),
    C.SUPERSEDED: set(),
}
CAMPAIGN = {
    S.DRAFT: {S.PENDING_REVIEW, S.ACTIVE, S.ARCHIVED, S.PAUSED, S.COMPLETED},  # one part of several is put away
    S.PENDING_REVIEW: {S.DRAFT, S.ACTIVE, S.ARCHIVED},
    S.ACTIVE: {S.PAUSED, S.COMPLETED, S.ARCHIVED, S.DRAFT},  # to draft: its launch failed, nothing was switched on
    S.PAUSED: {S.ACTIVE, S.COMPLETED, S.ARCHIVED, S.DRAFT},
    S.COMPLETED: {S.ARCHIVED, S.ACTIVE, S.PAUSED, S.DRAFT},  # its end was moved, or its launch failed after it
    S.ARCHIVED: {S.ACTIVE, S.PAUSED, S.COMPLETED, S.DRAFT},  # only when the platform refused to archive it
}
TABLES = {S: CAMPAIGN, C: CHANGE}


class IllegalTransition(Conflict):
    """A state does not allow the next one."""


def check(current: S | C, after: S | C) -> None:
    """Raise IllegalTransition when a state may not move so; staying is always allowed."""
    if after != current and after not in TABLES[type(current)][current]:
        raise IllegalTransition(f"What is {current} cannot become {after}.")
