"""Where the copy goes: kept, checked by writing, taken away."""

import re
from datetime import datetime

from django.db import transaction

from analytics.models import Warehouse, WarehouseDay
from analytics.services.warehouse.bucket import Bucket, Refused, Unreachable
from analytics.services.warehouse.endpoints import problem_of
from tenants import sealing
from tenants.errors import Invalid, NotFound
from tenants.services import record_audit
from tenants.types import Actor

ONLY_ROW = 1
_PLACE = ("endpoint", "bucket", "prefix")
_PATTERNS = {
    "bucket": (
        r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
        "Write a bucket's name: 3 to 63 small letters, digits, points and dashes.",
    ),
    "region": (r"[a-z0-9-]{0,64}", "Write a region, as eu-central-1, or leave it empty."),
    "prefix": (r"[A-Za-z0-9_.=/-]{0,200}", "Write letters, digits, and _ . = - / only."),
    "key_id": (r"[\x21-\x7e]{3,128}", "Write the key's id, as the storage shows it."),
}


def get_warehouse() -> Warehouse:
    """Return where the copy goes. Raises NotFound where nothing is set up."""
    found = Warehouse.objects.filter(pk=ONLY_ROW).first()
    if found is None:
        raise NotFound("No storage is set up yet.")
    return found


def set_warehouse(
    *,
    endpoint: str,
    region: str,
    bucket: str,
    prefix: str,
    key_id: str,
    secret: str,
    is_on: bool,
    actor: Actor,
    now: datetime,
) -> Warehouse:
    """Keep where the copy goes; another place is filled from the beginning. Nothing is written there yet. Idempotent.

    An empty `secret` keeps the one before, unless the endpoint or the key is another. Raises Invalid by field.
    """
    values = {"endpoint": endpoint.strip().rstrip("/"), "region": region.strip(), "bucket": bucket.strip()}
    values |= {"prefix": prefix.strip().strip("/"), "key_id": key_id.strip()}
    before = Warehouse.objects.filter(pk=ONLY_ROW).first()
    if problems := _problems(values, secret, before):
        raise Invalid(problems)
    with transaction.atomic():
        sealed = sealing.seal(secret.encode()) if secret or before is None else before.secret_sealed
        more = {"secret_sealed": sealed, "is_on": is_on, "updated_at": now, "error": ""}
        made, _ = Warehouse.objects.update_or_create(pk=ONLY_ROW, defaults={**values, **more, "checked_at": None})
        if before is None or any(getattr(before, name) != values[name] for name in _PLACE):
            WarehouseDay.objects.all().delete()
        detail = {name: values[name] for name in ("endpoint", "bucket", "prefix")} | {"is_on": is_on}
        record_audit(action="warehouse.set", actor=actor, target=made, detail=detail, now=now)
    return made


def check_warehouse(*, now: datetime) -> Warehouse:
    """Write a small object there and remove it; what came of it stands on the row that is returned. Raises NotFound."""
    found = get_warehouse()
    try:
        Bucket(found).check()
    except (Refused, Unreachable) as error:
        note_problem(error=error.message)
    else:
        Warehouse.objects.filter(pk=ONLY_ROW).update(checked_at=now, error="")
    return get_warehouse()


@transaction.atomic
def delete_warehouse(*, actor: Actor, now: datetime) -> None:
    """Forget the storage and its key; what was copied stays there. Idempotent."""
    found = Warehouse.objects.filter(pk=ONLY_ROW).first()
    if found:
        record_audit(action="warehouse.removed", actor=actor, target=found, now=now)
        found.delete()
        WarehouseDay.objects.all().delete()


def note_problem(*, error: str) -> None:
    """Say what went wrong with the copy."""
    Warehouse.objects.filter(pk=ONLY_ROW).update(error=error[:500])


def _problems(values: dict[str, str], secret: str, before: Warehouse | None) -> dict[str, str]:
    found = {name: words for name, (pattern, words) in _PATTERNS.items() if not re.fullmatch(pattern, values[name])}
    if problem := problem_of(values["endpoint"]):
        found["endpoint"] = problem
    kept = before and all(getattr(before, name) == values[name] for name in ("endpoint", "key_id"))
    if not secret and not kept:
        found["secret"] = "Write the secret that belongs to the key."  # noqa: S105 - words
    return found
