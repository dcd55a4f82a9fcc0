"""What an expression is made of. Every part knows where it stands in the text."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text, the end not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number(Part):
    """A decimal number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name(Part):
    """A base figure."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative(Part):
    """A part with a minus before it."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Pair(Part):
    """Two parts with a sign (+ - * /) between them."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call(Part):
    """min, max or abs of some parts."""

    function: str
    parts: tuple["Node", ...]


Node = Number | Name | Negative | Pair | Call
