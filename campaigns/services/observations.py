"""Storing what a platform says of its objects. Writes observed columns only; desired values are never touched."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from campaigns.types import IN_FLIGHT
from integrations.types import ObjectKind, Observed

COLUMNS = (
    "delivery", "platform_word", "reason", "observed_name", "observed_status",
    "observed_daily_budget_minor", "observed_lifetime_budget_minor", "observed_at", "gone_at",
)  # fmt: skip
BATCH = 500
BELONGS: dict[ObjectKind, tuple[Any, str]] = {
    ObjectKind.CAMPAIGN: (PlatformCampaign, "account"),
    ObjectKind.AD_GROUP: (AdGroup, "platform_campaign__account"),
    ObjectKind.AD: (Ad, "ad_group__platform_campaign__account"),
}


def store_observed(
    *, account, observed: Sequence[Observed], now: datetime, began: datetime | None = None, is_complete: bool = False
) -> set[str]:
    """Store what was observed on an account, and return the external ids that we do not know.

    `began` is the database's real time when the reading began: what has a change in flight, or one that ended since, is
    left out, because the reading may be older than the change. With `is_complete` what was not seen is marked as gone.
    Long texts are cut. A few queries an object kind.
    """
    unknown: set[str] = set()
    for kind, (model, path) in BELONGS.items():
        seen = {one.ref.external_id: one for one in observed if one.ref.kind == kind}
        with transaction.atomic():
            rows = _rows(model, path, account, began)
            known = set(
                model.objects.filter(**{path: account}).exclude(external_id="").values_list("external_id", flat=True)
            )
            unknown |= seen.keys() - known
            _store(rows, seen, now, is_complete=is_complete)
    return unknown


def apply_observed(row: PlatformCampaign | AdGroup | Ad, seen: Observed, now: datetime) -> None:
    """Set a row's observed columns from what was seen; does not save."""
    row.delivery, row.platform_word, row.reason = seen.delivery, seen.platform_word[:64], seen.reason
    row.observed_name, row.observed_status = seen.name[:512], seen.run_status
    row.observed_daily_budget_minor, row.observed_lifetime_budget_minor = (
        seen.daily_budget_minor,
        seen.lifetime_budget_minor,
    )
    row.observed_at, row.gone_at = now, None


def _rows(model, path: str, account, began: datetime | None) -> list:
    changing = Change.objects.filter(target_id=OuterRef("uuid"))
    moved = Q(state__in=IN_FLIGHT) | (Q(settled_at__gte=began) if began else Q(pk=None))
    rows = model.objects.filter(**{path: account}).exclude(external_id="")
    return list(rows.filter(~Exists(changing.filter(moved))).order_by("pk").select_for_update(of=("self",)))


def _store(rows: Iterable, seen: dict[str, Observed], now: datetime, *, is_complete: bool) -> None:
    touched = []
    for row in rows:
        if one := seen.get(row.external_id):
            apply_observed(row, one, now)
        elif is_complete and row.gone_at is None:
            row.gone_at = now
        else:
            continue
        touched.append(row)
    if touched:
        type(touched[0]).objects.bulk_update(touched, COLUMNS, batch_size=BATCH)
