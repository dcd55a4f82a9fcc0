"""What must hold: the ledger explains every value and replays to what is wanted; nobody was passed over."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from campaigns.selectors.drift import ASKED, desired_value, observed_value
from campaigns.services.recording import DESIRED
from campaigns.services.targets import KINDS
from campaigns.types import IN_FLIGHT, ChangeKind, ChangeState, TargetField, TargetKind

Key = tuple[UUID, str]
Row = PlatformCampaign | AdGroup | Ad
HELD = {
    TargetKind.PLATFORM_CAMPAIGN: ASKED[TargetKind.PLATFORM_CAMPAIGN],
    TargetKind.AD_GROUP: (*ASKED[TargetKind.AD_GROUP], TargetField.TARGETING),
    TargetKind.AD: (*ASKED[TargetKind.AD], TargetField.CREATIVE),
}
"""What the ledger holds of everything; platforms are asked for less."""


def rows() -> list[tuple[PlatformCampaign, Row]]:
    """Return everything that is managed here, each with the part that it belongs to."""
    parts = PlatformCampaign.objects.select_related("account", "campaign").prefetch_related("ad_groups__ads")
    found: list[tuple[PlatformCampaign, Row]] = []
    for part in parts.order_by("pk"):
        found.append((part, part))
        for group in sorted(part.ad_groups.all(), key=lambda one: one.pk):
            found.append((part, group))
            found += [(part, ad) for ad in sorted(group.ads.all(), key=lambda one: one.pk)]
    return found


def desired_values(found: list[tuple[PlatformCampaign, Row]]) -> dict[Key, Any]:
    """Return what is wanted of everything, as the ledger writes it; not of what is a draft still, and freely edited."""
    return {
        (row.uuid, str(field)): desired_value(row, field)
        for part, row in found
        if part.launched_at
        for field in HELD[TargetKind(KINDS[type(row)])]
    }


def last_change() -> int:
    """Return the key of the newest change."""
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def check_replay(launched: Mapping[Key, Any], since: int, wanted: Mapping[Key, Any]) -> None:
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
    replayed = {key: now.get(key, value) for key, value in wanted.items()}
    different = {key: (value, wanted[key]) for key, value in replayed.items() if value != wanted[key]}
    assert not different, f"the ledger replays to (its, what is wanted): {different}"


def _approved(since: int) -> list[Change]:
    """What ended is in the order of its end; what is under way comes last, one a field."""
    later = Change.objects.filter(pk__gt=since)
    done = later.filter(state=ChangeState.APPLIED).order_by("settled_at", "pk")
    return [*done, *later.filter(state__in=IN_FLIGHT).order_by("pk")]


def check_explained(found: list[tuple[PlatformCampaign, Row]], edits: Mapping[tuple[str, str], list]) -> None:
    """Whatever differs from what was last observed is being changed, was edited there, or an attempt at it failed."""
    moving = set(Change.objects.filter(state__in=IN_FLIGHT).order_by().values_list("target_id", "field"))
    tried = tried_values()
    for part, row in found:
        for field in compared(part, row):
            wanted, seen = desired_value(row, field), observed_value(row, field)
            if seen is None or wanted is None or seen == wanted or (row.uuid, field) in moving:
                continue
            if was_never_switched_on(row) and (field, seen) == (TargetField.STATUS, "paused"):
                continue
            known = [*edits.get((row.external_id, str(field)), ()), *tried[row.uuid, str(field)]]
            assert seen in known, f"{told(part, row)}: {field} is {seen} there, {wanted} here, and nothing says why"


def was_never_switched_on(row: Row) -> bool:
    """Return whether an ad belongs to an ad group that is being added, or whose addition failed and that is off."""
    if not isinstance(row, Ad):
        return False
    additions = Change.objects.filter(target_id=row.ad_group.uuid, kind=ChangeKind.LAUNCH)
    states = set(additions.order_by().values_list("state", flat=True))
    is_off = row.ad_group.status == "paused" or not states.isdisjoint(IN_FLIGHT)
    return bool(states) and ChangeState.APPLIED not in states and is_off


def told(part: PlatformCampaign, row: Row) -> str:
    """Return what a row is, and the changes that touched it or what it is in."""
    inside = [row.uuid, part.uuid, *([row.ad_group.uuid] if isinstance(row, Ad) else [])]
    changes = Change.objects.filter(target_id__in=inside).order_by("pk")
    history = "; ".join(
        f"{one.kind} of {one.target_kind}, {one.before} to {one.after}: {one.state}, {one.attempts} tries {one.error}"
        for one in changes
    )
    kind = KINDS[type(row)]
    return f"{part.platform} {kind} {row} ({row.external_id}, {row.status}; changes: {history or 'none'})"


def tried_values() -> dict[Key, list]:
    """Return what changes that did not count in the end may have set all the same."""
    found: dict[Key, list] = defaultdict(list)
    ended = Change.objects.filter(state__in=[ChangeState.FAILED, ChangeState.SUPERSEDED], attempts__gt=0)
    for target, field, after in ended.order_by().values_list("target_id", "field", "after"):
        found[target, field].append(after)
    return found


def compared(part: PlatformCampaign, row: Row) -> tuple[TargetField, ...]:
    """Return the fields in which something may be compared with its platform."""
    is_there = part.launched_at and row.external_id and not row.gone_at and row.status in ("active", "paused")
    return ASKED[TargetKind(KINDS[type(row)])] if is_there and part.status in ("active", "paused") else ()


def check_undone(since: int) -> None:
    """Undoing a change asks for the value that was there before it."""
    for change in Change.objects.filter(pk__gt=since, undo_of__isnull=False).select_related("undo_of"):
        assert change.after == change.undo_of.before, f"{change.label}: {change.after}, not {change.undo_of.before}"
        assert change.kind not in (ChangeKind.LAUNCH, ChangeKind.ARCHIVE), f"{change.label} cannot be undone"
