"""Labels (drawers, one a campaign) and tags (words, many a campaign). Nothing of them reaches a platform."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.models import Campaign, Label
from campaigns.selectors.labels import get_label
from tenants import services as tenants
from tenants.errors import Conflict, Invalid
from tenants.types import Actor

MOST_LABELS, MOST_TAGS = 200, 20
LABEL_LENGTH, TAG_LENGTH = 60, 40


def create_label(*, name: str, actor: Actor, now: datetime) -> Label:
    """Make a label. Raises Invalid for the name, Conflict where there is one of that name, or too many."""
    name = _clean(name, LABEL_LENGTH, "name")
    with transaction.atomic():
        list(Label.objects.select_for_update().order_by("pk").values_list("pk"))
        if Label.objects.count() >= MOST_LABELS:
            raise Conflict(
                f"There are {MOST_LABELS} labels already. Delete one first; tags can be as many as you like."
            )
        _refuse_taken(name)
        label = Label.objects.create(name=name)
        tenants.record_audit(action="label.created", actor=actor, target=label, now=now)
    return label


def rename_label(*, label_id: UUID, name: str, actor: Actor, now: datetime) -> Label:
    """Give a label another name. Raises NotFound, Invalid, Conflict where another one has it."""
    with transaction.atomic():
        label, name = get_label(label_id), _clean(name, LABEL_LENGTH, "name")
        _refuse_taken(name, other_than=label)
        before, label.name = label.name, name
        label.save(update_fields=["name"])
        tenants.record_audit(action="label.renamed", actor=actor, target=label, detail={"before": before}, now=now)
    return label


def delete_label(*, label_id: UUID, actor: Actor, now: datetime) -> None:
    """Delete a label; its campaigns stay, without one. Raises NotFound."""
    with transaction.atomic():
        label = get_label(label_id)
        tenants.record_audit(
            action="label.deleted", actor=actor, target=label, detail={"campaigns": label.campaigns.count()}, now=now
        )
        label.delete()


def set_label(*, ids: Collection[int], label: Label | None, actor: Actor, now: datetime) -> int:
    """Put campaigns (by their keys) into a drawer, or into none; return how many moved."""
    with transaction.atomic():
        rows = Campaign.objects.select_for_update().filter(pk__in=ids).exclude(label=label).order_by("pk")
        moved = list(rows)
        Campaign.objects.filter(pk__in=[row.pk for row in moved]).update(label=label, updated_at=now)
        name = label.name if label else ""
        _record("campaigns.labelled", {"label": name}, moved, actor, now)
    return len(moved)


def set_tag(*, ids: Collection[int], tag: str, is_on: bool, actor: Actor, now: datetime) -> int:
    """Give campaigns (by their keys) a tag, or take it away; return how many changed. Raises Invalid for the tag.

    A campaign that has as many tags as one may have is left as it is.
    """
    tag = clean_tag(tag)
    with transaction.atomic():
        rows = Campaign.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        moved = [row for row in rows if can_tag(row, tag, is_on=is_on)]
        for row in moved:
            row.tags = (
                sorted({*row.tags, tag}, key=lambda one: str(one).casefold())
                if is_on
                else [one for one in row.tags if one != tag]
            )
            row.updated_at = now
        Campaign.objects.bulk_update(moved, ["tags", "updated_at"], batch_size=500)
        _record("campaigns.tagged" if is_on else "campaigns.untagged", {"tag": tag}, moved, actor, now)
    return len(moved)


def can_tag(campaign: Campaign, tag: str, *, is_on: bool) -> bool:
    """Return whether giving or taking the tag changes anything, and there is room for it."""
    return (tag not in campaign.tags and len(campaign.tags) < MOST_TAGS) if is_on else tag in campaign.tags


def clean_tag(tag: str) -> str:
    """Return a tag without blanks around it; raises Invalid."""
    return _clean(tag, TAG_LENGTH, "tag")


def _clean(text: str, most: int, field: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise Invalid({field: "Write a word."})
    if len(text) > most:
        raise Invalid({field: f"{len(text)} characters; {most} fit."})
    if not text.isprintable():
        raise Invalid({field: "It contains a character that cannot be shown."})
    return text


def _refuse_taken(name: str, other_than: Label | None = None) -> None:
    same = Label.objects.filter(name__iexact=name)
    if (same.exclude(pk=other_than.pk) if other_than else same).exists():
        raise Conflict(f"There is a label {name} already.")


def _record(action: str, detail: dict, moved: list[Campaign], actor: Actor, now: datetime) -> None:
    if moved:
        ids = [str(row.uuid) for row in moved]
        tenants.record_audit(
            action=action, actor=actor, target=moved[0] if len(moved) == 1 else None,
            detail=detail | {"campaigns": len(ids), "ids": ids[:100]}, now=now,
        )  # fmt: skip
