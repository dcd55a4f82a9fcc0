"""The lines of a file: rows of a table, flat."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from analytics.exports.fields import Field, Type, list_fields
from analytics.periods import Compare
from analytics.tables import Label, Row, Table
from analytics.types import Metrics, Split

STEP = Decimal("0.000001")
Line = tuple[Any, ...]


class Sheet:
    """A table as it is written: its fields, and the lines that its rows make.

    Values are str, date, int, bool or Decimal of six digits after the point, as their field says; None where unknown.
    """

    def __init__(self, table: Table):
        self.table = table
        self.fields: tuple[Field, ...] = list_fields(table)

    @cached_property
    def currency_place(self) -> int:
        """Return which of a line's values is the currency of its money."""
        names = [field.name for field in self.fields]
        return names.index("money_currency" if "money_currency" in names else "currency")

    def lines(self, rows: Sequence[Row]) -> Iterator[Line]:
        """Yield the lines of some rows."""
        for row in rows:
            for number, part in enumerate(_parts(row)):
                yield self._line(part, is_first=number == 0)

    def _line(self, row: Row, *, is_first: bool) -> Line:
        spec, names = self.table.spec, [field.name for field in self.fields]
        values = [value for label in row.labels for value in _values(label)]
        if "not_by_ad" in names:
            values.append(any(label.is_rest for label in row.labels))
        if len(values) == self.currency_place:
            values.append(row.metrics.currency or None)
        values += [column.read(row.metrics) for column in self.table.columns]
        if self.table.question.choice.compare != Compare.NONE:
            previous = row.previous
            values += [column.read(previous) if previous else None for column in self.table.columns]
            values.append(self.table.basis.value)
        if spec.maturity:
            values += _estimate(row) if is_first else [None] * 4
        values += [figure.evaluate(row.metrics) for figure in self.table.own]
        return tuple(_typed(field, value) for field, value in zip(self.fields, values, strict=True))


def _parts(row: Row) -> Iterator[Row]:
    """Yield a row for each currency that its money, or the money before, is in; the estimate is of the whole group."""
    now, before = _by_currency(row.metrics), _by_currency(row.previous)
    if len(now.keys() | before.keys()) <= 1:
        yield row
        return
    for currency in [*now, *(before.keys() - now.keys())]:
        metrics = now.get(currency) or Metrics(currency=currency)
        previous = row.previous and (before.get(currency) or Metrics(currency=currency))
        yield replace(row, metrics=metrics, previous=previous)


def _by_currency(metrics: Metrics | None) -> dict[str, Metrics]:
    if metrics is None:
        return {}
    return {part.currency: part for part in metrics.by_currency or (metrics,) if part.currency}


def _values(label: Label) -> list[Any]:
    if label.is_object:
        return [str(label.uuid) if label.uuid else None, label.name or None]
    return [(label.name or None) if label.split == Split.ACTION else label.value]


def _estimate(row: Row) -> list[Any]:
    found = row.estimate
    return [found.final, found.low, found.high, found.share] if found else [None] * 4


def _typed(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.type in (Type.DECIMAL, Type.MONEY):
        exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
        return exact.quantize(STEP, ROUND_HALF_UP)
    return str(value) if field.type == Type.WORD else value
