"""Storing what a platform says of its objects. Writes observed columns only; desired values are never touched,

except on what is only read here, where what should be follows what is.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from campaigns import bids
from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from campaigns.selectors.drifting import seen_end
from campaigns.types import IN_FLIGHT, dump, load
from integrations.types import Bid, Delivery, ObjectKind, Observed, Platform, RunStatus

COLUMNS = (
    "delivery", "platform_word", "reason", "observed_name", "observed_status", "observed_daily_budget_minor",
    "observed_lifetime_budget_minor", "observed_bid", "observed_end_at", "learning", "review", "observed_at", "gone_at",
)  # fmt: skip
BATCH = 1000
BELONGS: dict[ObjectKind, tuple[Any, str]] = {
    ObjectKind.CAMPAIGN: (PlatformCampaign, "account"),
    ObjectKind.AD_GROUP: (AdGroup, "platform_campaign__account"),
    ObjectKind.AD: (Ad, "ad_group__platform_campaign__account"),
}


def store_observed(
    *, account, observed: Iterable[Observed], now: datetime, began: datetime | None = None, is_complete: bool = False
) -> tuple[int, set[str]]:
    """Store what was observed on an account; return how much it was, and the external ids that we do not know.

    Streams: a thousand objects at a time, two queries a kind; only ids are held in memory. `began` is the database's real
    time when the reading began: what has a change in flight, or one that ended since, is left out, because the reading
    may be older than the change. With `is_complete` what was not seen is marked as gone. Long texts are cut.
    """
    seen: dict[ObjectKind, set[str]] = {kind: set() for kind in BELONGS}
    unknown: set[str] = set()
    for batch in _batches(observed):
        for kind, (model, path) in BELONGS.items():
            found = {one.ref.external_id: one for one in batch if one.ref.kind == kind}
            seen[kind] |= found.keys()
            unknown |= _store(model.objects.filter(**{path: account}), found, now, began) if found else set()
    if is_complete:
        for kind, (model, path) in BELONGS.items():
            _mark_gone(model.objects.filter(**{path: account}), seen[kind], now, began)
    return sum(map(len, seen.values())), unknown


def apply_observed(row: PlatformCampaign | AdGroup | Ad, seen: Observed, now: datetime) -> None:
    """Set a row's observed columns from what was seen; does not save."""
    row.delivery, row.platform_word, row.reason = seen.delivery, seen.platform_word[:64], seen.reason
    row.observed_name, row.observed_status = seen.name[:512], seen.run_status
    row.observed_daily_budget_minor, row.observed_lifetime_budget_minor = (
        seen.daily_budget_minor,
        seen.lifetime_budget_minor,
    )
    row.observed_bid, row.observed_end_at = _bid(row, seen.bid), seen.end_at
    row.learning, row.review = seen.learning, seen.review
    row.observed_at, row.gone_at = now, None


def gather_bids(*, account, began: datetime | None = None) -> None:
    """Complete what parts tell of their bids by what their ad groups tell: caps are kept there on Meta and on TikTok.

    Only of parts that have a bid of ours and are managed here; what equals ours is stored as ours is written.
    """
    parts = PlatformCampaign.objects.filter(account=account, bid__isnull=False, is_managed=True, gone_at=None)
    parts = _still(parts.exclude(external_id=""), began).prefetch_related("ad_groups")
    touched = []
    for part in parts:
        groups = [group for group in part.ad_groups.all() if group.external_id and not group.gone_at]
        is_told = part.observed_bid and part.platform != Platform.TIKTOK  # there campaigns tell no bid
        own = load(Bid, part.observed_bid) if is_told else None
        told = bids.with_groups(own, [load(Bid, one.observed_bid) if one.observed_bid else None for one in groups])
        observed = _bid(part, told)
        if observed != part.observed_bid:
            part.observed_bid = observed
            touched.append(part)
    PlatformCampaign.objects.bulk_update(touched, ["observed_bid"], batch_size=500)


def follow(rows: QuerySet, *, budgets: bool) -> None:
    """Set what should be to what the platform has, but for the fields that a change is moving; one query.

    A rejected ad stays so.
    """
    words = {RunStatus.ACTIVE: "active", RunStatus.PAUSED: "paused"}
    status = Case(
        *(When(observed_status=word, then=Value(ours)) for word, ours in words.items()),
        default=Value("archived") if rows.model is PlatformCampaign else Value("paused"),
    )
    values: dict[str, Any] = {"status": status}
    if budgets:
        names = ("daily_budget_minor", "lifetime_budget_minor")
        values |= {name: F(f"observed_{name}") for name in names}
    if rows.model is PlatformCampaign:
        ends = PlatformCampaign.objects.filter(pk=OuterRef("pk")).order_by().annotate(seen_end=seen_end())
        values |= {"bid": F("observed_bid"), "end_date": Subquery(ends.values("seen_end"))}
    known = rows.exclude(observed_status="").exclude(delivery=Delivery.REJECTED)
    known.update(**{name: _unless_moving(name, value) for name, value in values.items()})


def _unless_moving(name: str, value: Any) -> Case:
    """Return a field's new value, or its own where a change of it is in flight."""
    moving = Change.objects.filter(target_id=OuterRef("uuid"), field=name, state__in=IN_FLIGHT)
    return Case(When(Exists(moving), then=F(name)), default=value)


def _bid(row: PlatformCampaign | AdGroup | Ad, seen: Bid | None) -> dict | None:
    """Return an observed bid as JSON; one that is the same as ours to the platform as ours is written."""
    if not isinstance(row, PlatformCampaign) or not row.bid or not row.is_managed:
        return dump(seen)
    return row.bid if bids.is_same(load(Bid, row.bid), seen, Platform(row.platform)) else dump(seen)


def _store(rows: QuerySet, found: dict[str, Observed], now: datetime, began: datetime | None) -> set[str]:
    """Write what was found into its rows, and return the ids that have none."""
    known = set(rows.filter(external_id__in=found).values_list("external_id", flat=True))
    with transaction.atomic():
        still = _still(rows.filter(external_id__in=found), began)
        touched = list(still.order_by("pk").select_for_update(of=("self",)))
        for row in touched:
            apply_observed(row, found[row.external_id], now)
        rows.model.objects.bulk_update(touched, COLUMNS, batch_size=500)
    return found.keys() - known


def _mark_gone(rows: QuerySet, seen: set[str], now: datetime, began: datetime | None) -> None:
    there = _still(rows.filter(gone_at=None), began).exclude(external_id="").order_by("pk")
    gone = [pk for pk, external_id in there.values_list("pk", "external_id").iterator() if external_id not in seen]
    for start in range(0, len(gone), BATCH):
        rows.model.objects.filter(pk__in=gone[start : start + BATCH]).update(gone_at=now)


def _still(rows: QuerySet, began: datetime | None) -> QuerySet:
    """Leave out what a change is moving, or has moved since the reading began."""
    changing = Change.objects.filter(target_id=OuterRef("uuid"))
    moved = Q(state__in=IN_FLIGHT) | (Q(settled_at__gte=began) if began else Q(pk=None))
    return rows.filter(~Exists(changing.filter(moved)))


def _batches(observed: Iterable[Observed]) -> Iterator[list[Observed]]:
    source = iter(observed)
    while batch := list(islice(source, BATCH)):
        yield batch
