"""Rows of the API's answers: those of a table, read as they are asked for, and those of reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import campaigns.selectors
from analytics.schemas import EstimateOut, MetricsOut, MetricsRow, Named, OwnValue, ReachRow
from analytics.selectors import Reach
from analytics.tables import Label, Row, Table
from analytics.types import Split


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table; only those that are asked for are read, and the number of all is known then."""

    table: Table

    def __len__(self) -> int:
        return self.table.count

    def __getitem__(self, some: slice) -> list[MetricsRow]:
        found = self.table.rows(offset=some.start, limit=some.stop - some.start)
        return [self.row_out(row) for row in found]

    def row_out(self, row: Row) -> MetricsRow:
        """Return a row as the API writes it."""
        own = [
            OwnValue(id=each.uuid, name=each.name, unit=str(each.unit), value=None if value is None else float(value))
            for each, value in zip(self.table.own, row.own, strict=True)
        ]
        return MetricsRow(
            **_fields(row.labels),
            metrics=MetricsOut.of(row.metrics),
            previous=MetricsOut.of(row.previous) if row.previous else None,
            basis=self.table.basis,
            estimate=EstimateOut.of(row.estimate),
            own=own,
        )


def _fields(labels: Sequence[Label]) -> dict[str, Any]:
    """Return the fields that name a row; `id` and `name` are those of the finest object among them."""
    objects = [label for label in labels if label.is_object]
    fields: dict[str, Any] = {label.split.value: _value(label) for label in labels}
    if objects:
        fields["not_by_ad"] = any(label.is_rest for label in objects)
        order = list(Split)
        finest = max(objects, key=lambda label: order.index(label.split))
        fields |= {"id": finest.uuid, "name": finest.name} if finest.uuid else {}
    return fields


def _value(label: Label) -> Any:
    if label.is_object:
        return Named(id=label.uuid, name=label.name) if label.uuid else None
    return (label.name or None) if label.split == Split.ACTION else label.value


@dataclass(frozen=True, slots=True)
class ReachRows:
    """The rows of reach; only those that are asked for are written out."""

    found: Sequence[Reach]

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, some: slice) -> list[ReachRow]:
        rows = self.found[some]
        return ReachRow.all_of(rows, _campaigns({row.campaign_id for row in rows if row.campaign_id}))


def _campaigns(ids: set[int]) -> Mapping[int, Any]:
    return campaigns.selectors.name_campaigns(ids)
