"""What must hold: the ledger explains every value, replays to what is wanted, and no ceiling is passed by our doing."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from campaigns import selectors
from campaigns.models import Ad, AdGroup, Campaign, Change, PlatformCampaign
from campaigns.selectors.commitments import read_book
from campaigns.selectors.drift import ASKED, desired_value, observed_value
from campaigns.services.recording import DESIRED
from campaigns.services.targets import KINDS
from campaigns.types import IN_FLIGHT, ChangeKind, ChangeState, TargetField, TargetKind
from tests.campaigns.property import truth

Key = tuple[UUID, str]
TOGETHER = "together"


def rows() -> Iterator[tuple[PlatformCampaign, Any]]:
    """Yield everything that is managed here, each with the part that it belongs to."""
    for part in PlatformCampaign.objects.select_related("account", "campaign").order_by("pk"):
        yield part, part
        for group in AdGroup.objects.filter(platform_campaign=part).order_by("pk"):
            yield part, group
            yield from ((part, ad) for ad in Ad.objects.filter(ad_group=group).order_by("pk"))


def desired_values() -> dict[Key, Any]:
    """Return what is wanted of everything, as the ledger writes it."""
    return {
        (row.uuid, str(field)): desired_value(row, field)
        for _, row in rows()
        for field in ASKED[TargetKind(KINDS[type(row)])]
    }


def last_change() -> int:
    """Return the key of the newest change."""
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def check_replay(launched: dict[Key, Any], since: int) -> None:
    """Fold what was approved after a change, in its order, from the values of then: it comes to what is wanted now.

    Also begins every change where the one before it ended.
    """
    now = dict(launched)
    for change in _approved(since):
        key = (change.target_id, change.field)
        began = change.evidence.get(DESIRED, change.before)
        now.setdefault(key, began)  # of what was added since
        assert began == now[key], f"{change.label} {change.field} began at {began}, but it was {now[key]}"
        now[key] = change.after
    wanted, waiting = desired_values(), _launches_that_wait()
    replayed = {key: now.get(key, value) for key, value in wanted.items() if key[0] not in waiting}
    different = {key: (value, wanted[key]) for key, value in replayed.items() if value != wanted[key]}
    assert not different, f"the ledger replays to (its, what is wanted): {different}"


def _approved(since: int) -> list[Change]:
    """What ended is in the order of its end; what is under way comes last, one a field."""
    later = Change.objects.filter(pk__gt=since)
    done = later.filter(state=ChangeState.APPLIED).order_by("settled_at", "pk")
    return [*done, *later.filter(state__in=IN_FLIGHT).order_by("pk")]


def _launches_that_wait() -> set[UUID]:
    waiting = Change.objects.filter(state=ChangeState.PROPOSED, kind=ChangeKind.LAUNCH)
    return set(waiting.order_by().values_list("target_id", flat=True))


def check_explained(edits: dict[tuple[str, str], list]) -> None:
    """Whatever differs from what was last observed is being changed, was edited there, or an attempt at it failed."""
    moving = set(Change.objects.filter(state__in=IN_FLIGHT).order_by().values_list("target_id", "field"))
    tried = _tried()
    for part, row in rows():
        for field in _compared(part, row):
            wanted, seen = desired_value(row, field), observed_value(row, field)
            if seen is None or wanted is None or seen == wanted or (row.uuid, field) in moving:
                continue
            known = [*edits[row.external_id, str(field)], *tried[row.uuid, str(field)]]
            assert seen in known, (
                f"{part.platform} {part.name}: {field} is {seen} there, {wanted} here, and nothing says why"
            )


def _tried() -> dict[Key, list]:
    """Return what changes that did not count in the end may have set all the same."""
    found: dict[Key, list] = defaultdict(list)
    ended = Change.objects.filter(state__in=[ChangeState.FAILED, ChangeState.SUPERSEDED], attempts__gt=0)
    for target, field, after in ended.order_by().values_list("target_id", "field", "after"):
        found[target, field].append(after)
    return found


def _compared(part: PlatformCampaign, row: Any) -> tuple[TargetField, ...]:
    is_there = part.launched_at and row.external_id and row.status in ("active", "paused")
    return ASKED[TargetKind(KINDS[type(row)])] if is_there and part.status in ("active", "paused") else ()


def check_observed(sandbox) -> None:
    """After a reading with nothing under way: what we hold is what is there, what differs is shown as drift, one of each."""
    there, drift = truth.read_everything(sandbox), _shown_drift()
    ours = {row.external_id for _, row in rows() if row.external_id}
    assert set(there) == ours, f"made and not known here, or the other way round: {set(there) ^ ours}"
    for part, row in rows():
        if not row.external_id:
            continue
        seen = there[row.external_id]
        assert seen.status == row.observed_status, (
            f"{part.platform} {row}: {seen.status}, seen as {row.observed_status}"
        )
        _check_shown(part, row, TargetField.STATUS, seen.status, drift)
        if isinstance(row, PlatformCampaign):
            assert seen.daily_minor == row.observed_daily_budget_minor, f"{part.platform}: {seen}"
            _check_shown(part, row, TargetField.DAILY_BUDGET, seen.daily_minor, drift)


def check_stopped(sandbox, edits: dict[tuple[str, str], list]) -> None:
    """While everything is stopped nothing runs but what somebody switched on there, or a platform refused to pause."""
    if selectors.get_policy().stopped_at is None:
        return
    refused = Change.objects.filter(state=ChangeState.FAILED, field=TargetField.STATUS, after="paused")
    left = set(refused.values_list("target_id", flat=True))
    for external_id, seen in truth.read_campaigns(sandbox).items():
        part = PlatformCampaign.objects.get(external_id=external_id)
        is_explained = "active" in edits[external_id, "status"] or part.uuid in left
        assert seen.status != "active" or is_explained, (
            f"{part.platform} {part.name} runs although everything is stopped"
        )


def _check_shown(part, row, field: TargetField, value: Any, drift: set[Key]) -> None:
    if field in _compared(part, row):
        is_shown = (row.uuid, str(field)) in drift
        assert is_shown == (value != desired_value(row, field)), (
            f"{part.platform} {row} {field}: {value}, drift {is_shown}"
        )


def _shown_drift() -> set[Key]:
    campaigns = [selectors.get_campaign(uuid) for uuid in Campaign.objects.values_list("uuid", flat=True)]
    return {(one.target.uuid, str(one.field)) for each in campaigns for one in selectors.list_drift(each)}


class Ceilings:
    """The most that the budgets on platforms may come to a day: per ad account, by its external id, and together.

    A ceiling bounds what we do from then on. What ran already when it was set may go on, and what somebody raises behind
    our back is not our doing: `allowed` is the most that these two explain. It shrinks again with what is committed.
    """

    def __init__(self, accounts: dict[str, Any]):
        self.accounts = {account.external_id: account.pk for account in accounts.values()}
        self.ceilings: dict[str, int] = {}
        self.allowed: dict[str, int] = {}
        self.unseen: dict[str, dict[str, int]] = defaultdict(dict)

    def set(self, whose: str, minor: int | None, now) -> None:
        """Note that a ceiling was set, or taken away."""
        self.ceilings.pop(whose, None)
        if minor is not None:
            self.ceilings[whose] = minor
            self.allowed[whose] = max(minor, self._committed(now)[whose]) + self._unseen(whose)

    def raised_there(self, account: str, external_id: str, by_minor: int) -> None:
        """Note that somebody raised something on a platform, which we cannot know before the next reading."""
        for whose in (account, TOGETHER):
            if whose in self.ceilings:
                self.allowed[whose] = max(self.allowed[whose], self.ceilings[whose]) + by_minor
        self.unseen[account][external_id] = self.unseen[account].get(external_id, 0) + by_minor

    def read(self, account: str) -> None:
        """Note that an account was read while nothing was under way on it."""
        self.unseen.pop(account, None)

    def check(self, sandbox, now) -> None:
        """Compare what is on the platforms with what may be."""
        totals = self._totals(sandbox, now)
        committed = self._committed(now) if self.ceilings else {}
        for whose, ceiling in self.ceilings.items():
            most = max(ceiling, self.allowed[whose])
            assert totals[whose] <= most, f"{whose}: {totals[whose]} a day there, ceiling {ceiling}, explained {most}"
            hidden = self._unseen(whose)
            self.allowed[whose] = max(ceiling + hidden, totals[whose], min(most, committed[whose] + hidden))

    def _unseen(self, whose: str) -> int:
        accounts = self.accounts if whose == TOGETHER else [whose]
        return sum(sum(self.unseen.get(account, {}).values()) for account in accounts)

    def _totals(self, sandbox, now) -> dict[str, int]:
        """Add up what is on the platforms and has not ended there."""
        ended = set(PlatformCampaign.objects.filter(observed_end_at__lte=now).values_list("external_id", flat=True))
        totals = dict.fromkeys([*self.accounts, TOGETHER], 0)
        for external_id, seen in truth.read_campaigns(sandbox).items():
            for whose in (seen.account, TOGETHER) if external_id not in ended else ():
                totals[whose] += seen.a_day_minor
        return totals

    def _committed(self, now) -> dict[str, int]:
        book = read_book(now=now)
        by_account = {external: book.of_account(pk) for external, pk in self.accounts.items()}
        return by_account | {TOGETHER: sum(by_account.values())}
