"""What changes are about: rows of the hierarchy, and their fields as the ledger keeps them (JSON)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, JSONField

from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from campaigns.services.fields import set_desired
from campaigns.types import ChangeKind, TargetKind, Wanted

Target = PlatformCampaign | AdGroup | Ad
MODELS: dict[TargetKind, Any] = {
    TargetKind.PLATFORM_CAMPAIGN: PlatformCampaign,
    TargetKind.AD_GROUP: AdGroup,
    TargetKind.AD: Ad,
}
KINDS = {model: kind for kind, model in MODELS.items()}
PART = {
    TargetKind.PLATFORM_CAMPAIGN: "",
    TargetKind.AD_GROUP: "platform_campaign__",
    TargetKind.AD: "ad_group__platform_campaign__",
}


def target_of(change: Change) -> Target:
    """Return the row that a change is about."""
    return MODELS[TargetKind(change.target_kind)].objects.get(uuid=change.target_id)


def targets_of(changes: Iterable[Change]) -> dict[UUID, Target]:
    """Return the rows that changes are about by their ids, each with its campaign and account; one query a kind."""
    wanted: dict[TargetKind, set[UUID]] = defaultdict(set)
    for change in changes:
        wanted[TargetKind(change.target_kind)].add(change.target_id)
    found: dict[UUID, Target] = {}
    for kind, ids in wanted.items():
        related = (f"{PART[kind]}campaign", f"{PART[kind]}account__connection")
        found |= {row.uuid: row for row in MODELS[kind].objects.select_related(*related).filter(uuid__in=ids)}
    return found


def part_of(target: Target) -> PlatformCampaign:
    """Return the platform campaign that something belongs to."""
    if isinstance(target, PlatformCampaign):
        return target
    return part_of(target.platform_campaign if isinstance(target, AdGroup) else target.ad_group)


def store_values(wanted: Sequence[Wanted]) -> None:
    """Store what is wanted as the desired values; one query for each model and field.

    What a launch left on a platform is paused there, and stays a draft here, so that the launch can be finished.
    """
    groups: dict[tuple[Any, str], list[Target]] = defaultdict(list)
    for one in wanted:
        if pauses_unlaunched(one.kind, one.target):
            continue
        set_desired(one.target, one.field, one.after)
        groups[type(one.target), one.field].append(one.target)
    for (model, field), rows in groups.items():
        _store(model, field, rows)


def pauses_unlaunched(kind: str, target: Target) -> bool:
    """Return whether a change switches what a launch made without finishing: such a part has no other switch than off."""
    return kind == ChangeKind.STATUS and isinstance(target, PlatformCampaign) and target.launched_at is None


def _store(model: Any, field: str, rows: list[Target]) -> None:
    """Store one field of many rows; where it is no document in one plain statement, which thousands of rows need."""
    column = model._meta.get_field(field)
    if isinstance(column, JSONField):
        model.objects.bulk_update(rows, [field], batch_size=500)
        return
    kind = "text" if isinstance(column, CharField) else column.db_type(connection)
    values = [column.get_db_prep_save(getattr(row, column.attname), connection) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE {model._meta.db_table} AS held SET {column.column} = found.value::{kind}
            FROM unnest(%s::bigint[], %s::text[]) AS found (id, value) WHERE held.id = found.id""",  # noqa: S608
            [[row.pk for row in rows], [None if value is None else str(value) for value in values]],
        )
