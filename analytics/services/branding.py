"""Branding: whose name, logo and colour reports carry."""

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction

from analytics import colours
from analytics.logos import read_logo
from analytics.models import Branding
from analytics.selectors.branding import ONLY_ROW
from tenants.errors import Invalid
from tenants.services import record_audit
from tenants.types import Actor

LONGEST = {"name": 80, "footer": 200}


@transaction.atomic
def change_branding(*, name: str, accent: str, footer: str, actor: Actor, now: datetime) -> Branding:
    """Decide what reports carry; empty takes the operator's. An accent too near to the paper is kept darker.

    Idempotent. Raises Invalid (name, accent, footer).
    """
    values = check_branding(name=name, accent=accent, footer=footer)
    kept = _lock(now)
    changed = {key: [getattr(kept, key), value] for key, value in values.items() if getattr(kept, key) != value}
    if changed:
        _write(kept, values, actor, now, changed)
    return kept


@transaction.atomic
def put_logo(*, file: BinaryIO, byte_size: int, actor: Actor, now: datetime) -> Branding:
    """Keep a logo, written anew as PNG. Raises Invalid (logo)."""
    picture = read_logo(file, byte_size)
    kept = _lock(now)
    before = str(kept.logo.name) if kept.logo else ""
    kept.logo.save("logo.png", ContentFile(picture), save=False)
    _write(kept, {"logo": kept.logo}, actor, now, {"logo": "put", "bytes": len(picture)})
    _forget_file(kept, before)
    return kept


@transaction.atomic
def remove_logo(*, actor: Actor, now: datetime) -> Branding:
    """Let reports carry no logo of the organisation's own; removing none changes nothing."""
    kept = _lock(now)
    if kept.logo:
        before = str(kept.logo.name)
        kept.logo = ""  # type: ignore[assignment]
        _write(kept, {"logo": ""}, actor, now, {"logo": "removed"})
        _forget_file(kept, before)
    return kept


def check_branding(*, name: str, accent: str, footer: str) -> dict[str, str]:
    """Return the values as they would be kept. Raises Invalid (name, accent, footer)."""
    values = {"name": " ".join(name.split()), "footer": " ".join(footer.split()), "accent": accent.strip().lower()}
    wrong: dict[str, str | list[str]] = {
        field: f"Write up to {most} characters, letters and signs only."
        for field, most in LONGEST.items()
        if len(values[field]) > most or not values[field].isprintable()
    }
    if values["accent"] and not colours.is_colour(values["accent"]):
        wrong["accent"] = "Write a colour as #rrggbb, such as #1f5f8b."
    if wrong:
        raise Invalid(wrong)
    if values["accent"]:
        values["accent"] = colours.fit(values["accent"], colours.PAPER_DAY)
    return values


def _lock(now: datetime) -> Branding:
    Branding.objects.get_or_create(pk=ONLY_ROW, defaults={"updated_at": now})
    return Branding.objects.select_for_update().get(pk=ONLY_ROW)


def _write(kept: Branding, values: Mapping, actor: Actor, now: datetime, detail: Mapping) -> None:
    for field, value in values.items():
        setattr(kept, field, value)
    kept.updated_at = now
    kept.save(update_fields=[*values, "updated_at"])
    record_audit(action="branding.changed", actor=actor, detail=detail, now=now)


def _forget_file(kept: Branding, name: str) -> None:
    """Delete a file that nothing names any more, once that is certain."""
    if name:
        transaction.on_commit(lambda: Branding._meta.get_field("logo").storage.delete(name))
