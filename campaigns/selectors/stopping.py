"""The stop: what it paused, how far each platform is, what it could not reach, what can be started again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

import integrations.selectors
from campaigns.models import Change, PlatformCampaign, Policy
from campaigns.selectors.commitments import Book, parts_that_may_run, read_book
from campaigns.selectors.policy import get_policy
from campaigns.types import CampaignStatus, ChangeKind, ChangeState, TargetField
from integrations.types import ConnectionStatus, Platform, RunStatus

STOP = "stop"
"""In a change's evidence: the moment of the stop that it belongs to."""
DESIRED = "desired"
SHOWN = (
    "uuid", "platform", "name", "status", "observed_status", "external_id", "launched_at", "currency",
    "daily_budget_minor", "account", "campaign__uuid", "campaign__name",
)  # fmt: skip

_WITHIN_REACH = Q(
    ~Q(external_id=""),
    account__disconnected_at=None,
    account__connection__status=ConnectionStatus.ACTIVE,
)
"""The opposite of `is_out_of_reach`, asked of the database."""


@dataclass(slots=True)
class PlatformStop:
    """How far a platform is: how many pauses of how many it confirmed, and when the last one."""

    platform: Platform
    total: int = 0
    confirmed: int = 0
    confirmed_at: datetime | None = None
    failed: list[Change] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """Return how many pauses are still under way."""
        return self.total - self.confirmed - len(self.failed)


@dataclass(frozen=True, slots=True)
class Running:
    """What runs or may be running: how many parts on each platform, of how many campaigns; the book that says so.

    `out_of_reach` are the parts that cannot be paused from here, among them launches whose campaign has no id yet.
    """

    by_platform: list[tuple[str, int]]
    campaign_count: int
    out_of_reach: list[PlatformCampaign]
    book: Book


@dataclass(frozen=True, slots=True)
class Stop:
    """The stop that holds, or the last one; `stopped_at` None: none holds."""

    stopped_at: datetime | None
    stopped_by: str
    platforms: list[PlatformStop]
    restartable: list[PlatformCampaign]

    @property
    def total(self) -> int:
        """Return how many pauses there are."""
        return sum(one.total for one in self.platforms)

    @property
    def confirmed(self) -> int:
        """Return how many of them the platforms confirmed."""
        return sum(one.confirmed for one in self.platforms)

    @property
    def is_settled(self) -> bool:
        """Return whether no pause is under way any more."""
        return not any(one.waiting for one in self.platforms)


def get_stop(policy: Policy | None = None) -> Stop:
    """Return the stop that holds, or what the last one left paused; `policy` where it was read already."""
    policy = policy or get_policy()
    changes = _changes(policy)
    newest = _newest(changes)
    platforms = {name: PlatformStop(name) for name in Platform}
    for change in newest:
        _count(platforms[Platform(change.platform)], change)
    shown = [one for one in platforms.values() if one.total]
    return Stop(policy.stopped_at, policy.stopped_by_label, shown, _restartable(changes))


def get_running(*, now: datetime) -> Running:
    """Return what a stop would have to pause, counted; only what is out of reach is read as objects. Five queries."""
    book = read_book(now=now)
    running = {uuid: part for uuid, part in book.parts.items() if part.may_run and not part.has_ended}
    platforms = dict(integrations.selectors.list_ad_accounts(include_disconnected=True).values_list("pk", "platform"))
    counts = Counter(platforms[part.account_id] for part in running.values())
    lost = parts_that_may_run().filter(~_WITHIN_REACH).select_related("campaign", "account__connection")
    return Running(
        by_platform=sorted(counts.items()),
        campaign_count=len({part.campaign_id for part in running.values()}),
        out_of_reach=[part for part in lost.order_by("platform", "pk") if part.uuid in running],
        book=book,
    )


def list_running(*, now: datetime) -> list[PlatformCampaign]:
    """Return the parts that a stop would have to pause: what runs or may be running and has not ended."""
    book = read_book(now=now)
    found = [(row, book.parts.get(row.uuid)) for row in _shown(parts_that_may_run())]
    return [row for row, part in found if part and not part.has_ended]


def _shown(parts: QuerySet[PlatformCampaign]) -> QuerySet[PlatformCampaign]:
    """Return parts in their order; accounts are few, and read once."""
    found = parts.select_related("campaign").only(*SHOWN).prefetch_related("account__connection")
    return found.order_by("platform", "pk")


def is_out_of_reach(part: PlatformCampaign) -> bool:
    """Return whether a part cannot be paused from here: no connection, or a launch that never told us its id."""
    account = part.account
    is_connected = account.disconnected_at is None and account.connection.status == ConnectionStatus.ACTIVE
    return not is_connected or not part.external_id


def stop_key(policy: Policy) -> str:
    """Return what marks the changes of the stop that holds, or of the last one; "" where there was none."""
    if policy.stopped_at:
        return policy.stopped_at.isoformat()
    first = policy.stop_set.changes.first() if policy.stop_set else None
    return first.evidence.get(STOP, "") if first else ""


def restartable_keys(policy: Policy, only: Iterable[UUID] = ()) -> list[int]:
    """Return the keys of the parts that the stop paused and that are as it left them; `only` names some by their ids."""
    named = set(only)
    return [part.pk for part in _restartable(_changes(policy)) if not named or part.uuid in named]


def _changes(policy: Policy) -> list[Change]:
    """Return the stop's own changes, oldest first: who presses twice pauses again what was switched on meanwhile."""
    key = stop_key(policy)
    if not key:
        return []
    changes = Change.objects.filter(**{f"evidence__{STOP}": key}, kind=ChangeKind.STATUS, after=CampaignStatus.PAUSED)
    return list(changes.order_by("pk").select_related("platform_campaign"))


def _newest(changes: list[Change]) -> list[Change]:
    """Return for each target the newest of them; what was superseded since is left out."""
    newest = {change.target_id: change for change in changes}
    return [change for change in newest.values() if change.state != ChangeState.SUPERSEDED]


def _count(platform: PlatformStop, change: Change) -> None:
    platform.total += 1
    if change.state == ChangeState.FAILED:
        platform.failed.append(change)
    if change.state == ChangeState.APPLIED:
        platform.confirmed += 1
        platform.confirmed_at = max(filter(None, [platform.confirmed_at, change.applied_at]), default=None)


def _restartable(changes: list[Change]) -> list[PlatformCampaign]:
    """What should have been running when it was stopped, is still paused by it, and was not switched since."""
    should_run = {change.target_id for change in changes if _should_run(change)}
    ours = {change.target_id: change.pk for change in _newest(changes) if change.target_id in should_run}
    if not ours:
        return []
    later = Change.objects.filter(target_id__in=ours, field=TargetField.STATUS).order_by("target_id", "-pk")
    taken = later.exclude(state__in=[ChangeState.REJECTED, ChangeState.PROPOSED]).distinct("target_id")
    still = [target for target, pk in taken.values_list("target_id", "pk") if ours[target] == pk]
    parts = PlatformCampaign.objects.filter(uuid__in=still, status=CampaignStatus.PAUSED, gone_at=None)
    return list(parts.select_related("campaign", "account__connection").order_by("campaign__name", "platform", "pk"))


def _should_run(change: Change) -> bool:
    return change.evidence.get(DESIRED, CampaignStatus.ACTIVE) == CampaignStatus.ACTIVE


def runs_again(stop: Stop) -> list[PlatformCampaign]:
    """Return the parts that somebody switched on, on the platform, after the stop had paused them."""
    return [part for part in stop.restartable if part.observed_status == RunStatus.ACTIVE] if stop.is_settled else []
