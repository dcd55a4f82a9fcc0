"""What a chart is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

SMALL_COUNT = 10
"""Below this many a day, whole things are drawn as columns: a line between 1 and 2 says more than is known."""


@dataclass(frozen=True, slots=True)
class Point:
    """One day: the value, the value of the day it is set against, and whether it may still grow.

    `expected` is what a maturing day will come to: low, most likely, high; None where that cannot be told.
    """

    day: date
    value: float | None
    before: float | None = None
    is_maturing: bool = False
    expected: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbered change on a day."""

    day: date
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """What to draw: points in order, the labels at the line's ends, and how the axis writes its numbers.

    `unit` stands once, at the top of the axis ("20 orders"); `prefix` (€) and `suffix` (%) at every number.
    `end_label` stands at the last value, or at what it is expected to become.
    """

    points: Sequence[Point]
    unit: str = ""
    prefix: str = ""
    suffix: str = ""
    end_label: str = ""
    before_label: str = ""
    is_count: bool = False
    markers: Sequence[Marker] = field(default_factory=tuple)

    @property
    def highest(self) -> float:
        """Return the highest value that is drawn, 0 where there is none."""
        tops = [(point.value, point.before, point.expected[2] if point.expected else None) for point in self.points]
        return max((value for each in tops for value in each if value), default=0)


def encode(name: str) -> dict:
    """Return the encoding of a quantity that the axis does not name."""
    return {"field": name, "type": "quantitative", "title": None}
