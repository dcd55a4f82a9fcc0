"""Mails about approvals: the request to whoever may approve, the decision to whoever asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from campaigns.models import Change, ChangeSet
from campaigns.selectors import approvals as selectors
from campaigns.services import differing, rechecking
from campaigns.services.targets import targets_of
from campaigns.types import ChangeState, Decision, TargetField
from tenants import formats, hosts, place
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
    proposed = list(_proposed(change_set))
    if change_set.asked_at or not proposed:
        return 0
    opening = f"{change_set.actor_label} asks you to approve, at {organization.name}:"
    context = _context(change_set, organization, proposed) | {"opening": opening}
    subject = f"{change_set.actor_label} asks you to approve: {change_set.label}"
    sent = _write_to_approvers(change_set, "asked_ids", subject, context)
    ChangeSet.objects.filter(pk=change_set.pk).update(asked_at=now)
    return sent


def remind_approvers(*, change_set: ChangeSet, organization: "Organization", now: datetime) -> int:
    """Write once more, and only once, to everybody who may approve what has waited for long; return how many mails went out.

    Where none of it can be approved any more as things are, who asked is written to instead. A request never lapses by
    itself. Remembers and repeats like `ask_approvers`.
    """
    proposed = list(_proposed(change_set))
    if change_set.reminded_at or not proposed:
        return 0
    obstacles = rechecking.list_obstacles(proposed, targets_of(proposed))
    context = _context(change_set, organization, proposed)
    if len(obstacles) == len(proposed):
        texts = list(dict.fromkeys(obstacles.values()))
        context |= {"obstacles": texts[:SHOWN], "more": max(len(texts) - SHOWN, 0)}
        subject = f"Cannot be approved any more: {change_set.label}"
        sent = _write_to_proposer(change_set, organization, subject, "campaigns/mail/approval_lapsed.txt", context)
    else:
        day = formats.day(change_set.created_at.astimezone(place.current().zone).date(), place.current().locale)
        opening = f"What {change_set.actor_label} asked for at {organization.name} waits for a yes or no since {day}:"
        subject = f"Still waits for your yes or no: {change_set.label}"
        sent = _write_to_approvers(change_set, "reminded_ids", subject, context | {"opening": opening})
    ChangeSet.objects.filter(pk=change_set.pk).update(reminded_at=now)
    return sent


def tell_proposer(*, change_set: ChangeSet, organization: "Organization", now: datetime) -> int:
    """Write to who asked for it what was decided, once; return how many mails went out (none to who decided alone)."""
    if change_set.told_at or not change_set.decision:
        return 0
    sent = 0
    if change_set.decided_by_id != tenants.person_behind(change_set.actor):
        verb = "approved" if change_set.decision == Decision.APPROVED else "refused"
        context = _context(change_set, organization, _decided(change_set)) | {"verb": verb}
        subject = f"{change_set.decided_by_label} has {verb}: {change_set.label}"
        sent = _write_to_proposer(change_set, organization, subject, "campaigns/mail/approval_decision.txt", context)
    ChangeSet.objects.filter(pk=change_set.pk).update(told_at=now)
    return sent


def _write_to_approvers(change_set: ChangeSet, remembered: str, subject: str, context: dict[str, Any]) -> int:
    """Write to every approver who is not remembered in that column yet; return how many mails went out."""
    sent = 0
    for member in selectors.list_approvers(change_set):
        known = getattr(change_set, remembered)
        if str(member.user.uuid) not in known:
            _send(member.user.email, subject, "campaigns/mail/approval_request.txt", context)
            setattr(change_set, remembered, [*known, str(member.user.uuid)])
            change_set.save(update_fields=[remembered])
            sent += 1
    return sent


def _write_to_proposer(
    change_set: ChangeSet, organization: "Organization", subject: str, template: str, context: dict[str, Any]
) -> int:
    """Write to the person who asked, where there is one who is still here; return how many mails went out."""
    person = tenants.person_behind(change_set.actor)
    members = tenants.list_members(organization).filter(user__is_active=True)
    if not person or not (member := members.filter(user__uuid=person).first()):
        return 0
    _send(member.user.email, subject, template, context)
    return 1


def _proposed(change_set: ChangeSet):
    return _changes(change_set).filter(state=ChangeState.PROPOSED)


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
    before, after = differing.of_both(change.before, change.after, field, change.currency)
    unit = " a day" if field == TargetField.DAILY_BUDGET else ""
    return f"{change.label}: from {before} to {after}{unit}"


def _send(address: str, subject: str, template: str, context: dict[str, Any]) -> None:
    body = render_to_string(template, context)
    EmailMessage(" ".join(subject.split())[:200], body, settings.DEFAULT_FROM_EMAIL, [address]).send()
