"""Setting one field of an object that is on a platform: its switch, budget, bid, end, audience, words, or archiving it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import integrations.services
from campaigns import days
from campaigns.models import Change, PlatformCampaign
from campaigns.selectors.drift import as_status
from campaigns.selectors.standing import SWITCH_CAMPAIGN, own_steps
from campaigns.services import calls, launching, ledger, values, words
from campaigns.services.claims import Claim
from campaigns.services.drifting import KEPT
from campaigns.services.targets import pauses_unlaunched
from campaigns.services.undoing import Moved, describe_value
from campaigns.types import ChangeKind, ObjectStatus, StepState, TargetField, TargetKind
from integrations import types
from integrations.errors import InvalidRequest, ObjectNotFound

KINDS = {
    TargetKind.PLATFORM_CAMPAIGN: types.ObjectKind.CAMPAIGN,
    TargetKind.AD_GROUP: types.ObjectKind.AD_GROUP,
    TargetKind.AD: types.ObjectKind.AD,
}
FIELDS = {
    TargetField.STATUS: types.ChangeField.STATUS,
    TargetField.DAILY_BUDGET: types.ChangeField.DAILY_BUDGET,
    TargetField.LIFETIME_BUDGET: types.ChangeField.LIFETIME_BUDGET,
    TargetField.BID: types.ChangeField.BID,
    TargetField.CREATIVE: types.ChangeField.CREATIVE,
    TargetField.TARGETING: types.ChangeField.TARGETING,
    TargetField.END_DATE: types.ChangeField.END,
}
OBSERVED = {
    TargetField.STATUS: "observed_status",
    TargetField.DAILY_BUDGET: "observed_daily_budget_minor",
    TargetField.LIFETIME_BUDGET: "observed_lifetime_budget_minor",
    TargetField.END_DATE: "observed_end_at",
    TargetField.BID: "observed_bid",
}
READ_BACK = (TargetField.STATUS, TargetField.DAILY_BUDGET, TargetField.LIFETIME_BUDGET, TargetField.END_DATE)
"""What can be read back, unit for unit; bids, audiences and creatives come back in the platform's own shape."""


def set_value(held: Claim, part: PlatformCampaign, *, write: Callable, now: datetime, progress: Callable) -> None:
    """Set the change's field on the platform and record it.

    Looks first after a try whose answer was lost, before an undo, and where the platform's own value is kept: raises
    Moved when the platform has neither of the change's two values. Setting what is so already is no error, so a
    repetition does no harm. Archiving what a launch may have made without hearing of it finds it first; what somebody
    deleted there needs no archiving.
    """
    change, target = held.change, ledger.target_of(held.change)
    if change.kind == ChangeKind.DECLARATION:
        return _declare(held, part, write=write, now=now)
    if not target.external_id and change.kind == ChangeKind.ARCHIVE:
        held.renew()
        target.external_id = launching.find_lost_campaign(part=part, now=now)
    field = TargetField(change.field)
    if _needs_no_call(change, target):
        return held.finish(now=now, apply=lambda: None)
    ref = types.ObjectRef(KINDS[TargetKind(change.target_kind)], target.external_id)
    try:
        if not (_looks_first(change) and _look(held, part, ref, now)):
            write(calls.Set(ref, FIELDS[field], values.of_change(change, target, part, now)))
    except (InvalidRequest, ObjectNotFound):
        if change.kind != ChangeKind.ARCHIVE or not _is_gone(held, part, ref):
            raise
    if waits := field == TargetField.CREATIVE and target.status == ObjectStatus.REJECTED:
        write(calls.Set(ref, types.ChangeField.STATUS, types.RunStatus.ACTIVE))
    after = values.bid_of(change) if field == TargetField.BID else change.after
    return held.finish(now=now, apply=lambda: _set(change, target, after, part, is_readmitted=waits))


def _set(change: Change, target, after: Any, part: PlatformCampaign, *, is_readmitted: bool) -> None:
    """Store what was set. An unfinished launch that was paused has to switch its campaign on again when it is finished."""
    _observe(target, TargetField(change.field), after, part, is_readmitted=is_readmitted)
    if pauses_unlaunched(change.kind, target):
        own_steps(part).filter(key__startswith=SWITCH_CAMPAIGN).update(state=StepState.PENDING, error="")


def _needs_no_call(change: Change, target) -> bool:
    """Return whether nothing is to be sent: there is nothing to archive, an ad that was refused is made with its new
    words by the change after this one, or the platform has a kept value as it was last read."""
    if not target.external_id:
        return change.kind in (ChangeKind.ARCHIVE, ChangeKind.CREATIVE)
    return KEPT in change.evidence and TargetField(change.field) not in READ_BACK


def _looks_first(change: Change) -> bool:
    is_asked = change.look_first or change.undo_of_id is not None or KEPT in change.evidence
    return is_asked and TargetField(change.field) in READ_BACK


def _is_gone(held: Claim, part: PlatformCampaign, ref: types.ObjectRef) -> bool:
    """Return whether an object was deleted: it is not found, and the account, which we may read, does not list it."""
    held.renew()
    try:
        integrations.services.observe_object(account=part.account, ref=ref)
    except ObjectNotFound:
        everything = integrations.services.observe_account(account=part.account, for_change=True)
        return ref.external_id not in {one.ref.external_id for one in everything}
    return False


def _declare(held: Claim, part: PlatformCampaign, *, write: Callable, now: datetime) -> None:
    text = "Contains no EU political advertising"
    write(calls.Declare((types.Repair(part.external_id, part.name, text),)))
    ids = [part.external_id]
    held.finish(now=now, apply=lambda: integrations.services.record_repaired(account=part.account, external_ids=ids))


def _look(held: Claim, part: PlatformCampaign, ref: types.ObjectRef, now: datetime) -> bool:
    """Return whether the platform has the value already; note what it has, and raise Moved when it is a third one."""
    held.renew()
    change, field = held.change, TargetField(held.change.field)
    value = _read(integrations.services.observe_object(account=part.account, ref=ref), field, part)
    _observe(ledger.target_of(change), field, value, part)
    if KEPT in change.evidence and value != change.after:
        has, kept = describe_value(change, value), describe_value(change, change.after)
        raise Moved(f"{words.platform_name(part.platform)} now has {has}, not {kept} any more. Look at it again.")
    if change.undo_of and value not in (change.before, change.after, change.undo_of.after):
        has, was = describe_value(change, value), describe_value(change, change.before)
        raise Moved(
            f"{words.platform_name(part.platform)} now has {has}, not the value that was to be undone ({was}). It was left alone."
        )
    return value == change.after


def _read(seen: types.Observed, field: TargetField, part: PlatformCampaign) -> Any:
    if field == TargetField.STATUS:
        return as_status(seen.run_status)
    if field == TargetField.END_DATE:
        return days.last_day(seen.end_at, values.zone_of(part)).isoformat() if seen.end_at else ""
    return seen.daily_budget_minor if field == TargetField.DAILY_BUDGET else seen.lifetime_budget_minor


def _observe(target, field: TargetField, value: Any, part: PlatformCampaign, *, is_readmitted: bool = False) -> None:
    """Store what the platform has now. An ad with new words is looked at anew: it is rejected no longer."""
    columns: dict[str, Any] = {}
    if column := OBSERVED.get(field):
        columns[column] = values.moment_of(value, part) if field == TargetField.END_DATE else value
    if field == TargetField.CREATIVE:
        columns |= {"delivery": types.Delivery.IN_REVIEW, "review": types.Review.PENDING, "reason": ""}
    if is_readmitted:
        columns |= {"status": ObjectStatus.ACTIVE, "observed_status": types.RunStatus.ACTIVE}
    if columns:
        type(target).objects.filter(pk=target.pk).update(**columns)
