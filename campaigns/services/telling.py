"""Mails about approvals: the request to whoever may approve, the decision to whoever asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from campaigns.models import Change, ChangeSet
from campaigns.selectors import approvals as selectors
from campaigns.services import words
from campaigns.types import ChangeState, Decision, TargetField
from tenants import hosts
from tenants import selectors as tenants

if TYPE_CHECKING:
    from tenants.models import Organization

SHOWN = 20
"""So many changes are written out in a mail; the page shows all."""
LEFT = (ChangeState.REJECTED, ChangeState.SUPERSEDED)


def ask_approvers(*, change_set: ChangeSet, organization: "Organization", now: datetime) -> int:
    """Write to everybody who may approve what waits, once each; return how many mails went out.

    Each is remembered as soon as it went out, so that a repetition writes to the others only; one that cannot be sent
    raises, and is tried again. Nobody is written to about what was decided meanwhile.
    """
    proposed = list(_changes(change_set).filter(state=ChangeState.PROPOSED))
    if change_set.asked_at or not proposed:
        return 0
    sent = 0
    context = _context(change_set, organization, proposed)
    for member in selectors.list_approvers(change_set):
        if str(member.user.uuid) not in change_set.asked_ids:
            subject = f"{change_set.actor_label} asks you to approve: {change_set.label}"
            _send(member.user.email, subject, "campaigns/mail/approval_request.txt", context)
            change_set.asked_ids = [*change_set.asked_ids, str(member.user.uuid)]
            ChangeSet.objects.filter(pk=change_set.pk).update(asked_ids=change_set.asked_ids)
            sent += 1
    ChangeSet.objects.filter(pk=change_set.pk).update(asked_at=now)
    return sent


def tell_proposer(*, change_set: ChangeSet, organization: "Organization", now: datetime) -> int:
    """Write to who asked for it what was decided, once; return how many mails went out (none to who decided alone)."""
    if change_set.told_at or not change_set.decision:
        return 0
    sent, person = 0, tenants.person_behind(change_set.actor)
    members = tenants.list_members(organization).filter(user__is_active=True)
    member = members.filter(user__uuid=person).first() if person else None
    if member and change_set.decided_by_id != person:
        verb = "approved" if change_set.decision == Decision.APPROVED else "refused"
        context = _context(change_set, organization, _decided(change_set)) | {"verb": verb}
        subject = f"{change_set.decided_by_label} has {verb}: {change_set.label}"
        _send(member.user.email, subject, "campaigns/mail/approval_decision.txt", context)
        sent = 1
    ChangeSet.objects.filter(pk=change_set.pk).update(told_at=now)
    return sent


def _changes(change_set: ChangeSet):
    return change_set.changes.select_related("campaign").order_by("id")


def _decided(change_set: ChangeSet) -> list[Change]:
    """Return what was said yes to, or all of what was refused."""
    changes = _changes(change_set)
    return list(changes.exclude(state__in=LEFT) if change_set.decision == Decision.APPROVED else changes)


def _context(change_set: ChangeSet, organization: "Organization", changes: Sequence[Change]) -> dict[str, Any]:
    path = f"/approvals/{change_set.uuid}/"
    return {
        "change_set": change_set,
        "organization": organization,
        "lines": [_line(change) for change in changes[:SHOWN]],
        "more": max(len(changes) - SHOWN, 0),
        "url": hosts.organization_url(organization, path),
    }


def _line(change: Change) -> str:
    field = TargetField(change.field)
    before = words.of_value(change.before, field, change.currency)
    after = words.of_value(change.after, field, change.currency)
    unit = " a day" if field == TargetField.DAILY_BUDGET else ""
    return f"{change.label}: from {before} to {after}{unit}"


def _send(address: str, subject: str, template: str, context: dict[str, Any]) -> None:
    body = render_to_string(template, context)
    EmailMessage(" ".join(subject.split())[:200], body, settings.DEFAULT_FROM_EMAIL, [address]).send()
