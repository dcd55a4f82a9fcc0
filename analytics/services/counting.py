"""Choosing what counts as a conversion on an account, once for the whole organisation."""

from datetime import datetime

from django.db import connection, transaction

from analytics.models import ConversionAction, CountedAction
from analytics.selectors.counting import forget_counted
from tenants.errors import Invalid
from tenants.services import record_audit
from tenants.types import Actor


@transaction.atomic
def choose_counted_action(*, account, action: ConversionAction | None, actor: Actor, now: datetime) -> None:
    """Let one action count as the conversions of an account, on every page, report and export; None: what the platform counts.

    Nothing is deleted: all earlier days show the choice too, and it can be taken back. Idempotent; audited where it
    changes something. Raises Invalid (action) where it is another account's. Locks the account's choice.
    """
    if action is not None and action.account_id != account.pk:
        raise Invalid({"action": "This account counts no such action."})
    kept = CountedAction.objects.select_for_update().filter(account_id=account.pk).first()
    if (kept.action_id if kept else None) == (action.pk if action else None):
        return
    before = kept.action.name if kept else ""
    if action is None:
        CountedAction.objects.filter(account_id=account.pk).delete()
    else:
        values = {"action": action, "updated_at": now}
        CountedAction.objects.update_or_create(account_id=account.pk, defaults=values)
    _tell_organization()
    detail = {"action": [before, action.name if action else ""]}
    record_audit(action="counted_action.chosen", actor=actor, target=account, detail=detail, now=now)


def _tell_organization() -> None:
    """Keep with the organisation whether anything is chosen at all, so that nobody looks where nothing is."""
    mine = type(connection.tenant).objects.filter(pk=connection.tenant.pk)  # type: ignore[attr-defined]
    mine.select_for_update().get()
    mine.update(chooses_conversions=CountedAction.objects.exists())
    forget_counted()
