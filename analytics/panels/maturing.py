"""What a page says of a number that may still grow: which share is reported, and what it will come to, with a range."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from analytics import outlooks, wording
from analytics.panels.figures import Figure, Value
from analytics.selectors import Overview
from analytics.types import Estimate, Metrics, Period
from tenants.place import Place

ODDS = "In four of five cases it ends inside that range."


@dataclass(frozen=True, slots=True)
class Maturing:
    """`short` stands beside the number, `long` is read on demand; `id` ties the two on a page.

    `percent` is what there is room for in a table.
    """

    id: str
    short: str
    long: str
    percent: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure as it will be when everything is reported, with its range; None where it cannot be told."""

    low: Value
    final: Value
    high: Value


def maturing_part(overview: Overview) -> Period | None:
    """Return the days of an overview's period of which more than next to nothing is still to come."""
    window = overview.maturing
    young = [day for day in window or () if is_young(overview, day)]
    return Period(young[0], young[-1]) if young else None


def maturing_words(overview: Overview, noun: wording.Noun, place: Place) -> str:
    """Say which days of an overview's period are not final; empty when all are."""
    return outlooks.maturing_words(
        overview.comparison, maturing_part(overview), noun=noun, place=place, estimate=overview.estimate
    )


def is_young(overview: Overview, day: date) -> bool:
    """Return whether more of a day that may still change is expected; where nothing can be told, it is."""
    found = overview.expected.get(day)
    return wording.is_growing(found) if found else not overview.outlook.is_complete(day)


def say_maturing(
    figure: Figure, metrics: Metrics, estimate: Estimate | None, *, name: str, place: Place
) -> Maturing | None:
    """Return what is said of a figure of these metrics; None where it is complete or does not depend on conversions.

    `name` makes the id unique on its page.
    """
    if estimate is None or not figure.matures or not wording.is_growing(estimate):
        return None
    share = wording.reported_words(estimate, place)
    return Maturing(
        id=f"{name}-{figure.key}",
        short=f"{share} reported",
        long=_long(figure, metrics, estimate, place),
        percent=share.removeprefix("about "),
    )


def expect(figure: Figure, metrics: Metrics, estimate: Estimate | None) -> Expected | None:
    """Return a figure as it is expected to end, the lower value first; None where nothing can be said."""
    if estimate is None or not figure.matures:
        return None
    low, final, high = (figure.read(grown(metrics, each)) for each in (estimate.low, estimate.final, estimate.high))
    if final is None or low is None or high is None:
        return None
    return Expected(min(low, high), final, max(low, high))


def range_words(figure: Figure, metrics: Metrics, estimate: Estimate, place: Place) -> str:
    """Write the range of a figure that can be told: 26 to 31; one number where both ends read the same."""
    if figure.kind == "count":
        return wording.expected_words(estimate, place)
    expected = expect(figure, metrics, estimate)
    ends = (expected.low, expected.high) if expected else (None, None)
    texts = [figure.write(each, metrics.currency or place.currency, place) for each in ends]
    return texts[0] if texts[0] == texts[1] else " to ".join(texts)


def _long(figure: Figure, metrics: Metrics, estimate: Estimate, place: Place) -> str:
    if expect(figure, metrics, estimate) is None:
        return "Conversions are reported days after the click, so more may come. How much cannot be told yet."
    known, ends = figure.text(metrics, place), range_words(figure, metrics, estimate, place)
    if ends == known:
        return f"{known} so far, and hardly any change is expected."
    return f"{known} so far, {ends} expected when all is reported. {ODDS}"


def grown(metrics: Metrics, conversions: float) -> Metrics:
    """Return metrics as they would read with so many conversions; their value grows with their number."""
    number = Decimal(str(round(conversions, 6)))
    if metrics.value_micros is None or not metrics.conversions:
        return replace(metrics, conversions=number)
    return replace(metrics, conversions=number, value_micros=int(metrics.value_micros * number / metrics.conversions))
