"""Setting one field of an object that is on a platform: its switch, its budget, or archiving it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import integrations.services
from campaigns.models import PlatformCampaign
from campaigns.selectors.drift import as_status
from campaigns.services import calls, launching, ledger, words
from campaigns.services.claims import Claim
from campaigns.services.undoing import Moved, describe_value
from campaigns.types import ChangeKind, TargetField, TargetKind
from integrations import types

KINDS = {
    TargetKind.PLATFORM_CAMPAIGN: types.ObjectKind.CAMPAIGN,
    TargetKind.AD_GROUP: types.ObjectKind.AD_GROUP,
    TargetKind.AD: types.ObjectKind.AD,
}
FIELDS = {TargetField.STATUS: types.ChangeField.STATUS, TargetField.DAILY_BUDGET: types.ChangeField.DAILY_BUDGET}


def set_value(held: Claim, part: PlatformCampaign, *, write: Callable, now: datetime, progress: Callable) -> None:
    """Set the change's field on the platform and record it.

    Looks first after a try whose answer was lost, and before an undo: raises Moved when the platform has neither of the
    change's two values. Setting what is so already is no error, so a repetition does no harm. Archiving what a launch
    may have made without hearing of it finds it first.
    """
    change, target = held.change, ledger.target_of(held.change)
    if not target.external_id and change.kind == ChangeKind.ARCHIVE:
        held.renew()
        target.external_id = launching.find_lost_campaign(part=part, now=now)
        if not target.external_id:
            return held.finish(now=now, apply=lambda: None)
    ref = types.ObjectRef(KINDS[TargetKind(change.target_kind)], target.external_id)
    is_so = _look(held, part, ref, now) if change.look_first or change.undo_of_id else False
    if not is_so:
        write(calls.Set(ref, FIELDS[TargetField(change.field)], _value(change.after)))
    return held.finish(now=now, apply=lambda: _observe(target, TargetField(change.field), change.after))


def _look(held: Claim, part: PlatformCampaign, ref: types.ObjectRef, now: datetime) -> bool:
    """Return whether the platform has the value already; note what it has, and raise Moved when it is a third one."""
    held.renew()
    change, field = held.change, TargetField(held.change.field)
    seen = integrations.services.observe_object(account=part.account, ref=ref)
    value = as_status(seen.run_status) if field == TargetField.STATUS else seen.daily_budget_minor
    _observe(ledger.target_of(change), field, value)
    if change.undo_of and value not in (change.before, change.after, change.undo_of.after):
        has, was = describe_value(change, value), describe_value(change, change.before)
        raise Moved(
            f"{words.platform_name(part.platform)} now has {has}, not the value that was to be undone ({was}). It was left alone."
        )
    return value == change.after


def _value(after: Any) -> Any:
    return types.RunStatus(after) if isinstance(after, str) else after


def _observe(target, field: TargetField, value: Any) -> None:
    column = "observed_status" if field == TargetField.STATUS else "observed_daily_budget_minor"
    setattr(target, column, value)
    target.save(update_fields=[column])
