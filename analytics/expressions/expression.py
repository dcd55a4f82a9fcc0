"""An expression that was read and checked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from analytics.expressions.figures import FIGURES
from analytics.expressions.reading import read
from analytics.expressions.tree import Call, Name, Negative, Node, Number, list_names
from analytics.expressions.units import Unit, find_unit
from analytics.types import Metrics

DIGITS = 40
"""Enough that sums and differences of money stay exact."""
LARGEST = Decimal(10) ** 15
"""Beyond this a value says nothing to anybody, and no float or column holds it to the cent."""


@dataclass(frozen=True, slots=True)
class Expression:
    """What was written, what its value is of, and how it is computed."""

    text: str
    unit: Unit
    tree: Node = field(repr=False)

    @property
    def matures(self) -> bool:
        """Return whether its value still changes as conversions are reported."""
        return any(FIGURES[name].matures for name in list_names(self.tree))

    def evaluate(self, metrics: Metrics) -> Decimal | None:
        """Return the value over some metrics; money in whole units of their currency, not rounded.

        None where a denominator is 0, where a figure is not known (money of mixed currencies), and beyond LARGEST.
        """
        with localcontext(prec=DIGITS):
            value = _value(self.tree, metrics)
        return None if value is None or abs(value) > LARGEST else value


def parse(text: str) -> Expression:
    """Read an expression and check its units. Raises ExpressionError."""
    tree = read(text)
    return Expression(text, find_unit(tree, text), tree)


def _value(node: Node, metrics: Metrics) -> Decimal | None:
    match node:
        case Number():
            return node.value
        case Name():
            figure = FIGURES[node.name].read(metrics)
            return None if figure is None else Decimal(figure)
        case Negative():
            return _compute("neg", [_value(node.part, metrics)])
        case Call():
            return _compute(node.function, [_value(part, metrics) for part in node.parts])
    return _compute(node.sign, [_value(node.left, metrics), _value(node.right, metrics)])


def _compute(deed: str, known: list[Decimal | None]) -> Decimal | None:
    values = [value for value in known if value is not None]
    if len(values) < len(known) or (deed == "/" and not values[1]):
        return None
    return _DEEDS[deed](*values)


_DEEDS: dict[str, Callable[..., Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "neg": lambda value: -value,
    "min": min,
    "max": max,
    "abs": abs,
}
