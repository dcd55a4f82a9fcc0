"""A change as people read it: {% load changes %}."""

from babel import Locale
from babel.numbers import get_currency_symbol
from django import template
from django.urls import reverse

from campaigns import services
from campaigns.types import ChangeKind, ChangeState, Decision, TargetField
from tenants import place

register = template.Library()

STATUS_WORDS = {
    "active": "running",
    "paused": "paused",
    "archived": "archived",
    "draft": "draft",
    "rejected": "rejected",
}
STATE_WORDS = {
    ChangeState.PROPOSED: "Waits for approval",
    ChangeState.APPROVED: "Waiting to be applied",
    ChangeState.APPLYING: "Applying",
    ChangeState.FAILED: "Failed",
    ChangeState.REJECTED: "Refused",
    ChangeState.SUPERSEDED: "Superseded",
}
NO_WAY_BACK = "Cannot be undone: how it bid before is not known"
REFUSED = {Decision.REJECTED: "refused", Decision.WITHDRAWN: "withdrawn"}
VERBS = {ChangeKind.LAUNCH: "Launched", ChangeKind.ARCHIVE: "Archived"}


@register.filter
def change_what(change):
    """Return what a change is about: Christmas cakes, Meta."""
    verb = VERBS.get(change.kind)
    return f"{verb}: {change.label}" if verb and change.state == ChangeState.APPLIED else change.label


@register.filter
def change_before(change):
    """Return the value before."""
    return _values(change)[0]


@register.filter
def change_after(change):
    """Return the value after."""
    return _values(change)[1]


@register.filter
def change_unit(change):
    """Return the unit of the values."""
    return "a day" if change.field == TargetField.DAILY_BUDGET else ""


@register.filter
def change_who(change):
    """Return who made it and, where somebody had to, who approved it."""
    made, decided = change.change_set, change.change_set.decision == Decision.APPROVED
    by_another = decided and made.decided_by_id != change.actor_id
    return f"{change.actor_label}, approved by {made.decided_by_label}" if by_another else change.actor_label


@register.filter
def change_why(change):
    """Return the reason, what the platform said when it failed, and what was noted when it was decided."""
    error = change.error if change.state != ChangeState.APPLIED else ""
    return " · ".join(text for text in (change.reason, error, _decided(change)) if text)


def _decided(change):
    made = change.change_set
    if change.state == ChangeState.REJECTED and made.decision in REFUSED:
        said = f"{REFUSED[Decision(made.decision)]} by {made.decided_by_label}"
        return f"{said}: “{made.decision_note}”" if made.decision_note else said
    return f"“{made.decision_note}”" if made.decision_note else ""


@register.filter
def change_undo(change):
    """Return the address that undoes it, or nothing where it cannot be undone any more."""
    return reverse("campaigns:undo_change", args=[change.uuid]) if change.offers_undo else ""


@register.filter
def change_look(change):
    """Return where a change that waits for approval is decided, or nothing."""
    waits = change.state == ChangeState.PROPOSED
    return reverse("campaigns:approval", args=[change.change_set.uuid]) if waits else ""


@register.filter
def change_retry(change):
    """Return the address that tries it again, where it failed and nobody has seen to it."""
    can = change.state == ChangeState.FAILED and not change.change_set.dismissed_at
    return reverse("campaigns:retry_change_set", args=[change.change_set.uuid]) if can else ""


@register.filter
def change_drop(change):
    """Return the address that drops what failed, or what was approved and not begun."""
    waits = change.state == ChangeState.APPROVED and not change.attempts and not change.look_first
    can = waits or change_retry(change)
    return reverse("campaigns:drop_change_set", args=[change.change_set.uuid]) if can else ""


@register.filter
def change_sign(change):
    """Return how a change is marked among others: something begins, ends, or becomes something else."""
    if change.kind == ChangeKind.LAUNCH or change.after == "active":
        return "add"
    return "cut" if change.after in ("paused", "archived") else "edit"


@register.filter
def change_url(change):
    """Return the address of the campaign that it changed."""
    return reverse("campaigns:detail", args=[change.campaign.uuid])


@register.filter
def change_state(change):
    """Return where it stands, in a word; nothing for what was simply applied."""
    if change.state == ChangeState.REJECTED and change.change_set.decision == Decision.WITHDRAWN:
        return "Withdrawn"
    if change.state != ChangeState.APPLIED or getattr(change, "is_undone", False):
        return "Undone" if getattr(change, "is_undone", False) else STATE_WORDS[ChangeState(change.state)]
    if change.kind in VERBS or change.offers_undo:
        return ""
    return "Changed again since" if change.is_overtaken else "" if change.has_way_back else NO_WAY_BACK


@register.filter
def country_names(codes):
    """Write countries by their names, with commas."""
    return ", ".join(Locale("en").territories.get(code, code) for code in codes)


@register.filter
def account_of(accounts, key):
    """Return the ad account with this id out of a form's accounts."""
    return accounts.get(str(key))


@register.filter
def currency_sign(code):
    """Return a currency's sign as the organisation's people write it: € for EUR."""
    return get_currency_symbol(code, place.current().locale)


@register.filter
def any_filled(rows):
    """Return whether one of the inputs holds something or is wrong, so that what hides them opens."""
    return any(row.value() or row.errors for row in rows)


def _values(change):
    if change.kind in VERBS and change.state == ChangeState.APPLIED:
        return "", ""
    if change.field == TargetField.STATUS:
        return STATUS_WORDS.get(change.before, change.before), STATUS_WORDS.get(change.after, change.after)
    return services.describe_values(change)
