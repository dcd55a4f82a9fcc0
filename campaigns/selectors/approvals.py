"""What waits for somebody's yes, and who may give it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from campaigns.models import Campaign, Change, ChangeSet
from campaigns.selectors.changes import list_bare_sets
from campaigns.types import ChangeState, Decision
from tenants import selectors as tenants
from tenants.roles import Permission
from tenants.types import Actor

if TYPE_CHECKING:
    from tenants.models import Membership

REMIND_AFTER = timedelta(hours=24)
NO_ROLE = "Your role here does not include approving changes."
OWN = "You asked for this yourself, so somebody else must approve it: {names}."


def list_proposals(*, campaign: Campaign | None = None) -> QuerySet[ChangeSet]:
    """Return the sets that wait for approval, the longest waiting first, with their changes."""
    waiting = Change.objects.filter(state=ChangeState.PROPOSED).order_by()
    if campaign:
        waiting = waiting.filter(campaign=campaign)
    return list_bare_sets().filter(pk__in=waiting.values("change_set_id")).order_by("created_at", "id")


def list_waiting_for(actor: Actor, among: Sequence[ChangeSet] | None = None) -> list[ChangeSet]:
    """Return the sets that somebody may decide, the longest waiting first; `among` all that wait, where they are known."""
    if not tenants.may(actor, Permission.APPROVE_CHANGES):
        return []
    proposals = list(list_proposals()) if among is None else among
    return [one for one, refused in zip(proposals, refusals(proposals, actor), strict=True) if not refused]


def list_asked_by(actor: Actor, among: Sequence[ChangeSet] | None = None) -> list[ChangeSet]:
    """Return the sets that wait for approval and that a person asked for, also by their keys; `among` as above."""
    person = tenants.person_behind(actor)
    proposals = list_proposals() if among is None else among
    return [one for one in proposals if person and tenants.person_behind(one.actor) == person]


def count_waiting_for(actor: Actor) -> int:
    """Return how many sets somebody may decide; one query where none waits."""
    sets = list(ChangeSet.objects.filter(pk__in=_waiting_ids()))
    return sum(not refused for refused in refusals(sets, actor)) if sets else 0


def refusal(change_set: ChangeSet, actor: Actor) -> str:
    """Return why somebody may not decide a set; "" when they may.

    It takes the permission to approve, and another person than who asked, unless nobody else here may approve.
    """
    return refusals([change_set], actor)[0]


def refusals(change_sets: Sequence[ChangeSet], actor: Actor, able: "Sequence[Membership] | None" = None) -> list[str]:
    """Return for each set why somebody may not decide it; "" when they may. `able` who may approve, where it is known."""
    if not tenants.may(actor, Permission.APPROVE_CHANGES):
        return [NO_ROLE] * len(change_sets)
    person = tenants.person_behind(actor)
    if not any(is_own(one, person) for one in change_sets):
        return [""] * len(change_sets)
    able = list_able() if able is None else able
    others = [member for member in able if member.user.uuid != person]
    own = OWN.format(names=", ".join(str(name_of(member)) for member in others)) if others else ""
    return [own if is_own(one, person) else "" for one in change_sets]


def list_able() -> list["Membership"]:
    """Return the members who may approve; one query."""
    return tenants.list_members_who(Permission.APPROVE_CHANGES)


def list_approvers(change_set: ChangeSet, able: "Sequence[Membership] | None" = None) -> list["Membership"]:
    """Return the members who may decide a set and did not ask for it themselves; `able` as above."""
    person = tenants.person_behind(change_set.actor)
    return [member for member in (list_able() if able is None else able) if member.user.uuid != person]


def list_unasked() -> list[UUID]:
    """Return the sets that wait for approval and of which not every approver was written to."""
    return list(ChangeSet.objects.filter(pk__in=_waiting_ids(), asked_at=None).values_list("uuid", flat=True))


def list_unreminded(now: datetime) -> list[ChangeSet]:
    """Return the sets that have waited for a day without anybody's having been reminded of them."""
    asked = ChangeSet.objects.filter(pk__in=_waiting_ids(), asked_at__isnull=False, reminded_at=None)
    return list(asked.filter(created_at__lte=now - REMIND_AFTER).order_by("pk"))


def list_untold() -> list[UUID]:
    """Return the sets that were decided and of which who asked was not told."""
    decided = ChangeSet.objects.filter(decision__in=[Decision.APPROVED, Decision.REJECTED], told_at=None)
    return list(decided.values_list("uuid", flat=True))


def is_own(change_set: ChangeSet, person: UUID | None) -> bool:
    """Return whether a person asked for a set, be it by a key of theirs."""
    return person is not None and tenants.person_behind(change_set.actor) == person


def name_of(member: "Membership") -> str:
    """Return what a member is called."""
    return member.user.name or member.user.email


def _waiting_ids() -> QuerySet:
    return Change.objects.filter(state=ChangeState.PROPOSED).order_by().values("change_set_id")
