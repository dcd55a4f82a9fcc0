"""A change as people read it: {% load changes %}."""

from babel import Locale
from babel.numbers import get_currency_symbol
from django import template
from django.urls import reverse

from campaigns import services
from campaigns.types import ChangeKind, ChangeState, TargetField
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
VERBS = {ChangeKind.LAUNCH: "Launched", ChangeKind.ARCHIVE: "Archived"}


@register.filter
def change_what(change):
    """Return what a change is about: Christmas cakes, Meta."""
    verb = VERBS.get(change.kind)
    return f"{verb}: {change.label}" if verb and change.state == ChangeState.APPLIED else change.label


@register.filter
def change_before(change):
    """Return the value before."""
    return "" if change.kind in VERBS and change.state == ChangeState.APPLIED else _value(change, change.before)


@register.filter
def change_after(change):
    """Return the value after."""
    return "" if change.kind in VERBS and change.state == ChangeState.APPLIED else _value(change, change.after)


@register.filter
def change_unit(change):
    """Return the unit of the values."""
    return "a day" if change.field == TargetField.DAILY_BUDGET else ""


@register.filter
def change_why(change):
    """Return the reason, or what the platform said when it failed."""
    return " · ".join(
        text for text in (change.reason, change.error if change.state != ChangeState.APPLIED else "") if text
    )


@register.filter
def change_undo(change):
    """Return the address that undoes it, or nothing where it cannot be undone any more."""
    can = change.is_undoable and not getattr(change, "is_undone", False)
    return reverse("campaigns:undo_change", args=[change.uuid]) if can else ""


@register.filter
def change_url(change):
    """Return the address of the campaign that it changed."""
    return reverse("campaigns:detail", args=[change.campaign.uuid])


@register.filter
def change_state(change):
    """Return where it stands, in a word; nothing for what was simply applied."""
    return "Undone" if getattr(change, "is_undone", False) else STATE_WORDS.get(change.state, "")


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


def _value(change, value):
    if change.field == TargetField.STATUS:
        return STATUS_WORDS.get(value, value)
    return services.describe_value(change, value)
