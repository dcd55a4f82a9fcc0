"""The table by platform: spent, what it brought, what one cost; the bar compares the costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from analytics.panels.figures import Figure
from analytics.selectors import Overview
from analytics.types import Metrics
from tenants.place import Place


@dataclass(frozen=True, slots=True)
class PlatformRow:
    """One platform; `share` is its cost against the dearest one's."""

    platform: str
    cells: list[str]
    share: float | None


@dataclass(frozen=True, slots=True)
class PlatformTable:
    """The rows and their sum. `drawn` names what the bars show; empty where costs cannot be compared."""

    columns: list[str]
    rows: list[PlatformRow]
    total: list[str]
    drawn: str


def make_platform_table(overview: Overview, figures: Sequence[Figure], *, place: Place) -> PlatformTable:
    """Return the period by platform in the first three of the figures."""
    shown, found = list(figures[:3]), overview.by_platform
    currencies = {metrics.currency for metrics in found.values()}
    comparable = len(found) > 1 and len(currencies) == 1 and None not in currencies
    dearest = max((shown[2].read(metrics) or 0 for metrics in found.values()), default=0) if comparable else 0
    return PlatformTable(
        columns=[figure.label for figure in shown],
        rows=[
            PlatformRow(platform, _cells(metrics, shown, place), _share(shown[2].read(metrics), dearest))
            for platform, metrics in found.items()
        ],
        total=_cells(overview.comparison.current, shown, place),
        drawn=f"{shown[2].label}, drawn" if dearest else "",
    )


def _cells(metrics: Metrics, figures: Sequence[Figure], place: Place) -> list[str]:
    return [figure.text(metrics, place, short=False) for figure in figures]


def _share(cost: Decimal | int | None, dearest: Decimal | int) -> float | None:
    return None if cost is None or not dearest else float(Decimal(cost) / Decimal(dearest))
