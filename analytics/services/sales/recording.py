"""Taking orders: what is right is kept, what is wrong is named by its line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction

from analytics.models import Sale, SaleUpload
from analytics.services.sales.values import Manner, read_sale
from analytics.types.sales import GivenSale, SaleRow, WrongLine
from tenants import place
from tenants.errors import Invalid
from tenants.ids import new_id
from tenants.services import record_audit
from tenants.types import Actor

MOST_AT_ONCE = 10_000
MOST_PROBLEMS = 100
AT_ONCE = 1_000

_UPSERT = """
    INSERT INTO analytics_sale (uuid, order_id, sold_at, day, value_minor, currency, upload_id, updated_at)
    SELECT given.*, %s, %s
    FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::date[], %s::bigint[], %s::text[]) AS given
    ON CONFLICT (order_id) DO UPDATE SET
        sold_at = excluded.sold_at, day = excluded.day, value_minor = excluded.value_minor,
        currency = excluded.currency, upload_id = excluded.upload_id, updated_at = excluded.updated_at,
        earlier = jsonb_build_object(
            'sold_at', analytics_sale.sold_at, 'day', analytics_sale.day, 'value_minor', analytics_sale.value_minor,
            'currency', analytics_sale.currency, 'upload', analytics_sale.upload_id
        )
    WHERE (analytics_sale.sold_at, analytics_sale.value_minor, analytics_sale.currency)
        IS DISTINCT FROM (excluded.sold_at, excluded.value_minor, excluded.currency)
    RETURNING 1
"""


@dataclass
class Sorted:
    """Lines that were looked over: each order once, and what is wrong with the others."""

    rows: list[SaleRow] = field(default_factory=list)
    wrong: list[WrongLine] = field(default_factory=list)
    repeated: int = 0
    """Lines that say of an order what an earlier one said already."""


@transaction.atomic
def record_sales(
    *, sales: Sequence[GivenSale], actor: Actor, now: datetime, all_or_nothing: bool = False
) -> SaleUpload:
    """Take orders; one that is there already is changed to what is sent, and the same again changes nothing.

    Lines that are wrong are named in the answer's `problems` and the others taken; with `all_or_nothing` none is then.
    Times without a zone are the organisation's. Raises Invalid: more than 10,000, or (all_or_nothing) `sales.<line>.<field>`.
    Locks the orders until the end of the transaction.
    """
    if not 1 <= len(sales) <= MOST_AT_ONCE:
        raise Invalid({"sales": f"Send 1 to {MOST_AT_ONCE:,} orders at once."})
    found = sort_lines(sales, Manner(place.current().zone, now), {})
    if found.wrong and all_or_nothing:
        raise Invalid({f"sales.{each.line}.{each.field}": each.text for each in found.wrong[:MOST_PROBLEMS]})
    counts = {"line_count": len(sales), "done_lines": len(sales)}
    upload = SaleUpload.objects.create(**counts, created_at=now, **made_by(actor))
    count_in(upload, found, store_sales(found.rows, upload, now))
    upload.save()
    return upload


def sort_lines(sales: Iterable[GivenSale], manner: Manner, seen: dict[str, tuple[int, SaleRow]]) -> Sorted:
    """Look lines over. `seen` are the orders of earlier lines and is added to; another word on one of those is wrong."""
    found = Sorted()
    for given in sales:
        row = read_sale(given, manner)
        if isinstance(row, WrongLine):
            found.wrong.append(row)
            continue
        line, first = seen.setdefault(row.order_id, (given.line, row))
        if line == given.line:
            found.rows.append(row)
        elif first == row:
            found.repeated += 1
        else:
            text = f"Line {line} says something else of this order. An order is one line, with its whole value."
            found.wrong.append(WrongLine(given.line, "order_id", text))
    return found


def store_sales(rows: Sequence[SaleRow], upload: SaleUpload, now: datetime) -> int:
    """Write orders, each once, and return how many were new or changed. They are locked in one order: no deadlock."""
    taken, ordered = 0, sorted(rows, key=lambda row: row.order_id)
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        names = ("order_id", "sold_at", "day", "value_minor", "currency")
        columns = [[getattr(row, name) for row in some] for name in names]
        with connection.cursor() as cursor:
            cursor.execute(_UPSERT, [upload.pk, now, [new_id() for _ in some], *columns])
            taken += len(cursor.fetchall())
    return taken


def count_in(upload: SaleUpload, found: Sorted, taken: int) -> None:
    """Add to an upload what came of some of its lines; nothing is saved."""
    upload.taken_count += taken
    upload.same_count += len(found.rows) - taken + found.repeated
    upload.problem_count += len(found.wrong)
    upload.problems = [*upload.problems, *(each.as_values() for each in found.wrong)][:MOST_PROBLEMS]


@transaction.atomic
def delete_sale(*, sale: Sale, actor: Actor, now: datetime) -> None:
    """Delete one order; sending it again takes it again. Idempotent."""
    deleted, _ = Sale.objects.filter(pk=sale.pk).delete()
    if deleted:
        detail = {"value_minor": sale.value_minor, "currency": sale.currency}
        record_audit(action="sale.deleted", actor=actor, target=sale, detail=detail, now=now)


def made_by(actor: Actor) -> dict:
    """Return who sent it, as an upload keeps that."""
    return {"created_by_kind": actor.kind, "created_by_id": actor.id, "created_by_label": actor.label[:254]}
