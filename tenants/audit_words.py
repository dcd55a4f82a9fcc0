"""The audit trail as people read it."""

from dataclasses import dataclass
from datetime import datetime

from tenants.models import AuditEvent

SENTENCES = {
    "organization.created": "The organisation was opened",
    "organization.updated": "Settings",
    "member.invited": "{target} was invited as {role}",
    "member.joined": "{target} joined as {role}",
    "member.role_changed": "{target}: role",
    "member.removed": "{target} was removed",
    "invitation.withdrawn": "The invitation to {target} was withdrawn",
    "custom_metric.created": "The figure “{target}” was made",
    "custom_metric.changed": "The figure “{target}”",
    "custom_metric.deleted": "The figure “{target}” was deleted",
    "sale_upload.taken": "Orders were taken from {target}",
    "sale_upload.undone": "Orders from {target} were taken back",
    "sale.deleted": "The order {target} was deleted",
    "counted_action.chosen": "What counts as a conversion on {target}",
    "export.created": "A file was asked for: {target}",
    "export.deleted": "A file was deleted: {target}",
    "warehouse.set": "The warehouse’s storage was set: {target}",
    "warehouse.removed": "The warehouse’s storage was forgotten: {target}",
    "policy.updated": "Limits",
    "everything.stopped": "Everything was stopped",
    "everything.lifted": "The stop was lifted",
    "closure.created": "Closed days were planned: {target}",
    "closure.changed": "Closed days: {target}",
    "closure.ended": "Closed days were ended: {target}",
    "share_link.created": "A link was made with which anybody can see “{target}”",
    "share_link.revoked": "A link to “{target}” was withdrawn",
    "branding.changed": "Branding",
    "retention.changed": "How long numbers are kept",
    "change_set.approved": "“{target}” was approved",
    "change_set.rejected": "“{target}” was refused",
    "change_set.withdrawn": "“{target}” was withdrawn",
    "change_set.dropped": "“{target}” was let go",
    "api_key.created": "API key “{target}” was made, as {role}",
    "api_key.revoked": "API key “{target}” was withdrawn",
}
FIELDS = {
    "name": "name",
    "time_zone": "time zone",
    "currency": "currency",
    "locale": "numbers and dates",
    "role": "role",
    "is_percent": "shown as a percentage",
    "steps_days": "days of every earlier value",
    "revisions_months": "months of one earlier value a day",
    "facts_months": "months of the numbers",
    "daily_ceiling_minor": "ceiling a day, in cents",
    "largest_step_percent": "largest step, %",
    "approve_above_minor": "budget a day to approve, in cents",
    "approve_above_percent": "growth to approve, %",
    "approve_launches": "launches are approved",
    "approve_automatic": "what acts by itself is approved",
    "name_template": "names",
    "utm_template": "link parameters",
    "from_date": "first day",
    "to_date": "last day",
    "note": "note",
    "accent": "colour",
    "footer": "last line",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: when, who, what, and from what to what where something changed."""

    at: datetime
    kind: str
    who: str
    what: str
    changes: tuple[tuple[str, str, str], ...]
    action: str


def entry(event: AuditEvent) -> Entry:
    """Write an event as a line; an action that has no sentence of its own is named by its parts (campaign.paused)."""
    role = event.detail.get("role", "")
    sentence = SENTENCES.get(event.action)
    what = sentence.format(target=event.target_label, role=role) if sentence else _plain(event)
    return Entry(event.at, event.actor_kind, event.actor_label, what, _changes(event.detail), event.action)


def _plain(event: AuditEvent) -> str:
    words = event.action.replace("_", " ").replace(".", " ").capitalize()
    return f"{event.target_label}: {words.lower()}" if event.target_label else words


def _changes(detail: dict) -> tuple[tuple[str, str, str], ...]:
    """Return (field, before, after) for the details that are pairs."""
    pairs = {field: value for field, value in detail.items() if isinstance(value, list) and len(value) == 2}
    return tuple(
        (FIELDS.get(field, field), _written(before), _written(after)) for field, (before, after) in pairs.items()
    )


def _written(value: object) -> str:
    return "none" if value is None else str(value)
