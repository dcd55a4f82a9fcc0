"""The base figures that an expression may name."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from analytics.expressions.dimensions import COUNT, EACH, MONEY, RATIO, Dimension
from analytics.types import Metrics

MICROS = 1_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A base figure: what it is, and how it is read from metrics (None where it is not known)."""

    dimension: Dimension
    meaning: str
    read: Callable[[Metrics], int | Decimal | None]
    matures: bool = False
    """Whether it grows as conversions are reported."""


def _money(field: str) -> Callable[[Metrics], Decimal | None]:
    def read(metrics: Metrics) -> Decimal | None:
        micros = getattr(metrics, field)
        return None if micros is None else Decimal(micros) / MICROS

    return read


FIGURES: dict[str, Figure] = {
    "impressions": Figure(COUNT, "how often ads were shown", lambda metrics: metrics.impressions),
    "clicks": Figure(COUNT, "clicks on ads", lambda metrics: metrics.clicks),
    "conversions": Figure(
        COUNT, "orders, leads or what else counts as a result", lambda metrics: metrics.conversions, True
    ),
    "value": Figure(MONEY, "what the conversions were worth", _money("value_micros"), True),
    "spend": Figure(MONEY, "what was spent", _money("spend_micros")),
    "ctr": Figure(RATIO, "clicks for one impression", lambda metrics: metrics.ctr),
    "conversion_rate": Figure(RATIO, "conversions for one click", lambda metrics: metrics.conversion_rate, True),
    "cpc": Figure(EACH, "cost of a click", _money("cpc_micros")),
    "cpm": Figure(EACH, "cost of a thousand impressions", _money("cpm_micros")),
    "cpa": Figure(EACH, "cost of a conversion", _money("cpa_micros"), True),
    "roas": Figure(RATIO, "value for one unit of spend", lambda metrics: metrics.roas, True),
}
SYNONYMS = {"revenue": "value", "cost": "spend"}
