"""Tables by platform and by campaign: spent, what it brought, what one cost. A bar compares the platforms' costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from analytics.panels.figures import Figure
from analytics.panels.maturing import Maturing, say_maturing
from analytics.selectors import Overview
from analytics.types import Estimate, Metrics
from campaigns.selectors import Named
from tenants.place import Place

MOST_CAMPAIGNS = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure under the name of its column, and what is said of it while it matures."""

    label: str
    text: str
    maturing: Maturing | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One platform, or one campaign with its address; `share` is its cost against the dearest's."""

    cells: list[Cell]
    share: float | None = None
    platform: str = ""
    name: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows and their sum. `drawn` names what the bars show; empty where costs cannot be compared."""

    title: str
    columns: list[str]
    rows: list[Row]
    total: list[Cell]
    drawn: str = ""
    more: int = 0


def make_platform_table(overview: Overview, figures: Sequence[Figure], *, place: Place) -> Table:
    """Return the period by platform in the first three of the figures."""
    shown, found = list(figures[:3]), overview.by_platform
    cost, currencies = shown[2], {metrics.currency for metrics in found.values()}
    comparable = len(found) > 1 and len(currencies) == 1 and None not in currencies
    dearest = max((cost.read(metrics) or 0 for metrics in found.values()), default=0) if comparable else 0
    return Table(
        title="Platform",
        columns=[figure.label for figure in shown],
        rows=[
            Row(
                _cells(metrics, shown, place, overview.estimates_by_platform.get(platform), f"by-{platform}"),
                share=_share(cost.read(metrics), dearest),
                platform=platform,
            )
            for platform, metrics in found.items()
        ],
        total=_cells(overview.comparison.current, shown, place, overview.estimate, "all-platforms"),
        drawn=f"{cost.label}, drawn" if dearest else "",
    )


def most_expensive(overview: Overview) -> list[int]:
    """Return the campaigns with figures, the most expensive first; what is not imported is left out."""
    weights = {key: _weight(metrics) for key, metrics in overview.by_campaign.items() if key}
    return sorted(weights, key=weights.__getitem__, reverse=True)


def make_campaign_table(
    overview: Overview, ordered: Sequence[int], named: Mapping[int, Named], figures: Sequence[Figure], *, place: Place
) -> Table:
    """Return the period by campaign, in this order; the others count in the sum only. `named` are the first of them."""
    shown = [(named[key], overview.by_campaign[key], key) for key in ordered[:MOST_CAMPAIGNS] if key in named]
    return Table(
        title="Campaign",
        columns=[figure.label for figure in figures[:3]],
        rows=[
            Row(
                _cells(
                    metrics,
                    figures[:3],
                    place,
                    overview.estimates_by_campaign.get(key),
                    f"of-{campaign.uuid}",
                ),
                name=campaign.name,
                href=reverse("campaigns:detail", args=[campaign.uuid]),
            )
            for campaign, metrics, key in shown
        ],
        total=_cells(overview.comparison.current, figures[:3], place, overview.estimate, "all-campaigns"),
        more=max(len(ordered) - MOST_CAMPAIGNS, 0),
    )


def _cells(
    metrics: Metrics, figures: Sequence[Figure], place: Place, estimate: Estimate | None, name: str
) -> list[Cell]:
    return [
        Cell(
            figure.label,
            figure.text(metrics, place, short=False, between="\n"),
            say_maturing(figure, metrics, estimate, name=name, place=place),
        )
        for figure in figures
    ]


def _share(cost: Decimal | int | None, dearest: Decimal | int) -> float | None:
    return None if cost is None or not dearest else float(Decimal(cost) / Decimal(dearest))


def _weight(metrics: Metrics) -> int:
    return max((part.spend_micros or 0 for part in metrics.by_currency or (metrics,)), default=0)
