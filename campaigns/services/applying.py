"""Applying changes: the one place from which campaign objects are written on a platform.

Claim (committed), call (no transaction), record (a transaction): a crash between leaves the change `applying`, and
whoever takes it over looks at the platform before it repeats anything.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeGuard
from uuid import UUID

import structlog

import integrations.services
from campaigns.models import Change, ChangeSet, PlatformCampaign
from campaigns.selectors.standing import may_be_running
from campaigns.services import calls, guards, launching, setting, together, words
from campaigns.services.claims import ATTEMPTS, Claim, claim, in_flight_of
from campaigns.services.undoing import Moved
from campaigns.types import ChangeKind
from integrations import errors, types
from tenants.errors import AdwrightError

log = structlog.get_logger(__name__)
BACKOFF_S = (5, 15, 60, 180, 600, 900, 900, 900)
MAY_BE_RUNNING = (
    "The campaign may be running on {platform} all the same: look there, then finish the launch or remove it."
)
PATIENCE = timedelta(hours=24)
TURN_S = 150.0
"""How long one job works at a big set before it lets others have their turn; its time limit is 300 s."""
GO_ON_S = 1.0
LOOK_AGAIN_S = 10
"""After a lost answer: the platform may still be at it, so we wait before looking."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A change could not be applied now: come back after so many seconds of real time."""

    seconds: float
    reason: str
    is_for_others: bool = False
    holds_account: bool = False
    """Whether nothing else can be sent to the same ad account before."""


def no_guard() -> None:
    """Hold nothing back: for callers that are not a job."""


def no_progress(done: int, total: int, text: str) -> None:
    """Tell nobody."""


def apply_change_set(
    *,
    change_set: ChangeSet,
    now: datetime,
    guard: Callable[[], None] = no_guard,
    progress: Callable[[int, int, str], None] = no_progress,
    account: UUID | None = None,
    for_s: float = TURN_S,
) -> Wait | None:
    """Apply what of a set is in flight; return the shortest wait when something has to be tried again later.

    May be repeated at will: what is settled is left alone. One change's failure does not stop the others. `account`
    narrows it to one ad account. After `for_s` seconds of real time it is put off, so that a big set takes turns.
    """
    waits: list[Wait] = []
    ends = time.monotonic() + for_s
    for _ in range(2):  # parts of one launch wait for each other: the second round switches on
        changes = list(in_flight_of(change_set, account))
        waits = list(_apply_all(changes, ends, now=now, guard=guard, progress=progress))
        if len(changes) < 2 or any(not wait.is_for_others for wait in waits):
            break
    return min(waits, key=lambda wait: wait.seconds, default=None)


def _apply_all(
    changes: Sequence[Change], ends: float, *, now: datetime, guard: Callable, progress: Callable
) -> Iterator[Wait]:
    """Apply changes one after the other and yield the waits; an account whose platform asks to wait is left alone."""
    held: set[int] = set()
    for place, change in enumerate(changes):
        if time.monotonic() > ends:
            yield Wait(GO_ON_S, f"{len(changes) - place} of {len(changes)} changes are left")
            return
        part = change.platform_campaign
        if part.account_id in held:
            continue
        if len(changes) > 1:
            progress(place, len(changes), change.label)
        if wait := apply_change(change=change, now=now, guard=guard, progress=progress):
            held |= {part.account_id} if wait.holds_account else set()
            yield wait


def apply_change(
    *,
    change: Change,
    now: datetime,
    guard: Callable[[], None] = no_guard,
    progress: Callable[[int, int, str], None] = no_progress,
) -> Wait | None:
    """Apply one change on its platform and record what became of it; return a Wait when it must be tried again.

    The one function from which campaign objects are written on a platform. A permanent refusal makes the change failed
    and moves the desired value back; the platform's words stand in `error`. Raises ClaimLost when another worker took
    it over meanwhile. Must not be called inside a transaction.
    """
    held = claim(change, guard=guard, now=now)
    if not isinstance(held, Claim):
        return Wait(held.total_seconds() + 1, "Waiting for another worker") if isinstance(held, timedelta) else None
    part = PlatformCampaign.objects.select_related("campaign", "account__connection").get(
        pk=held.change.platform_campaign_id
    )

    def write(what: calls.Call) -> types.StepResult:
        held.renew()
        return _send(part, what)

    run = launching.launch if held.change.kind == ChangeKind.LAUNCH else setting.set_value
    try:
        if text := guards.held_back(held.change):
            launching.find_lost(held, part, write=write, now=now)
            held.fail(now=now, error=text)
            return None
        run(held, part, write=write, now=now, progress=progress)
    except (errors.PlatformError, Moved) as error:
        return _after_error(held, error, part, now)
    log.info("change_applied", change=str(held.change.uuid), kind=held.change.kind)
    return None


def _send(part: PlatformCampaign, what: calls.Call) -> types.StepResult:
    """Call the platform."""
    account = part.account
    if isinstance(what, calls.Make):
        return integrations.services.perform_step(account=account, plan=what.plan, step=what.step, done=what.done)
    if isinstance(what, calls.Declare):
        integrations.services.repair(account=account, repairs=list(what.repairs))
        return types.StepResult("")
    integrations.services.update_object(account=account, ref=what.ref, field=what.field, value=what.value)
    return types.StepResult(what.ref.external_id)


def _after_error(held: Claim, error: AdwrightError, part: PlatformCampaign, now: datetime) -> Wait | None:
    text = words.of_platform(error, part.platform) if isinstance(error, errors.PlatformError) else error.message
    if isinstance(error, errors.RateLimited) or _is_in_the_making(error, held.change, now):
        log.info("change_waits", change=str(held.change.uuid), error_kind=type(error).__name__, error=text)
        held.release(look_first=False, counts=False, error=text)
        return Wait(
            error.retry_after_s,
            text,
            is_for_others=isinstance(error, together.NotYet),
            holds_account=isinstance(error, errors.RateLimited),
        )
    log.warning("change_not_applied", change=str(held.change.uuid), error_kind=type(error).__name__, error=text)
    is_unknown = isinstance(error, errors.OutcomeUnknown)
    is_final = not (is_unknown or isinstance(error, errors.Temporary))
    if is_final or held.change.attempts >= ATTEMPTS:
        if held.change.kind == ChangeKind.LAUNCH and may_be_running(part):
            text = f"{text} {MAY_BE_RUNNING.format(platform=words.platform_name(part.platform))}"
        held.fail(now=now, error=text)
        return None
    held.release(look_first=is_unknown, counts=True, error=text)
    seconds = BACKOFF_S[held.change.attempts - 1]
    return Wait(max(seconds, LOOK_AGAIN_S) if is_unknown else seconds, text)


def _is_in_the_making(error: AdwrightError, change: Change, now: datetime) -> TypeGuard[errors.NotReadyYet]:
    """Return whether a platform is still at work on something (a video); after a day it is given up."""
    return isinstance(error, errors.NotReadyYet) and now - change.created_at < PATIENCE
