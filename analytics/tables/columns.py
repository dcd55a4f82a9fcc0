"""The columns of figures: what each is called, what its values are of, and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from analytics.expressions import FIGURES
from analytics.types import Metrics


class Kind(StrEnum):
    """What a column's values are of, which says how they are written and stored."""

    MONEY = "money"
    """Whole units of the row's currency."""
    COUNT = "count"
    SHARE = "share"
    """0 to 1; written as a percentage."""
    RATIO = "ratio"
    """Money for one unit of money."""


@dataclass(frozen=True, slots=True)
class Column:
    """A figure under its name; `read` gives None where it is not known."""

    key: str
    label: str
    kind: Kind
    read: Callable[[Metrics], Decimal | int | None]
    matures: bool = False


_SHOWN = {
    "spend": ("Spent", Kind.MONEY),
    "impressions": ("Impressions", Kind.COUNT),
    "clicks": ("Clicks", Kind.COUNT),
    "conversions": ("Conversions", Kind.COUNT),
    "value": ("Conversion value", Kind.MONEY),
    "ctr": ("Click rate", Kind.SHARE),
    "conversion_rate": ("Conversion rate", Kind.SHARE),
    "cpc": ("Cost per click", Kind.MONEY),
    "cpm": ("Cost per 1,000 impressions", Kind.MONEY),
    "cpa": ("Cost per conversion", Kind.MONEY),
    "roas": ("Value for one unit spent", Kind.RATIO),
}
COLUMNS = {
    key: Column(key, label, kind, FIGURES[key].read, FIGURES[key].matures) for key, (label, kind) in _SHOWN.items()
}
"""By key, in the order in which they are shown."""
USUAL = ("spend", "impressions", "clicks", "ctr", "conversions", "cpa", "roas")
"""What a table shows when nothing else is asked for."""
