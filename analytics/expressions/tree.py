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


def list_names(node: Node) -> set[str]:
    """Return the base figures that a part names."""
    match node:
        case Name():
            return {node.name}
        case Negative():
            return list_names(node.part)
        case Pair():
            return list_names(node.left) | list_names(node.right)
        case Call():
            return set().union(*(list_names(part) for part in node.parts))
    return set()
