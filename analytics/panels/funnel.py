"""The way from being seen to being chosen: views, clicks, results, each with its rate, against the period before."""

from dataclasses import dataclass
from decimal import Decimal

from analytics.panels.figures import Figure
from analytics.panels.maturing import Maturing, say_maturing
from analytics.selectors import Overview
from analytics.types import Basis, Metrics
from tenants import formats
from tenants.place import Place


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `share` is its bar, on a scale of powers of ten (each tenth of a bar the same factor), because the steps are far
    apart; `rate` says which part of the step before came so far; `before` are the period's before, empty where it is not fair."""

    figure: Figure
    value: str
    share: float
    rate: str
    before: str
    rate_before: str
    maturing: Maturing | None = None


def make_funnel(overview: Overview, figures: dict[str, Figure], place: Place) -> list[Step]:
    """Return the three steps of views, clicks and conversions."""
    comparison, steps = overview.comparison, [figures[key] for key in ("impressions", "clicks", "conversions")]
    most = max((Decimal(step.read(comparison.current) or 0) for step in steps), default=Decimal(0))
    made, above = [], None
    for step in steps:
        is_fair = comparison.basis in (Basis.FINAL, Basis.SAME_AGE) or (
            comparison.basis == Basis.UNEQUAL and not step.matures
        )
        made.append(
            Step(
                step,
                step.text(comparison.current, place),
                _share(step.read(comparison.current), most),
                _rate(step, above, comparison.current, place),
                step.text(comparison.previous, place) if is_fair else "",
                _rate(step, above, comparison.previous, place) if is_fair else "",
                say_maturing(step, comparison.current, overview.estimate, name="funnel", place=place),
            )
        )
        above = step
    return made


def _share(value: Decimal | int | None, most: Decimal) -> float:
    if not value or most <= 0:
        return 0.0
    return float((1 + Decimal(value)).log10() / (1 + most).log10())


def _rate(step: Figure, above: Figure | None, metrics: Metrics, place: Place) -> str:
    whole = above.read(metrics) if above else None
    if not whole:
        return ""
    return formats.percent(Decimal(step.read(metrics) or 0) / Decimal(whole), place.locale, decimals=2)
