"""What an expression's value is of, found before anything is computed: money and a count cannot be added."""

from enum import StrEnum
from textwrap import shorten

from analytics.expressions import dimensions
from analytics.expressions.dimensions import RATIO, Dimension
from analytics.expressions.errors import ExpressionError
from analytics.expressions.figures import FIGURES
from analytics.expressions.tree import Call, Name, Negative, Node, Number, Pair


class Unit(StrEnum):
    """How a value is to be read and written."""

    MONEY = "money"
    """Whole units of the currency, of a sum or for each."""
    COUNT = "count"
    RATIO = "ratio"
    PER_MONEY = "per_money"
    """So many for one unit of the currency."""


_UNITS = {
    dimensions.MONEY: Unit.MONEY,
    dimensions.EACH: Unit.MONEY,
    dimensions.COUNT: Unit.COUNT,
    dimensions.RATIO: Unit.RATIO,
    dimensions.PER_MONEY: Unit.PER_MONEY,
    dimensions.COUNT_PER_MONEY: Unit.PER_MONEY,
}
MOST_QUOTED = 60
_DEEDS = {"+": "added", "-": "subtracted from one another", "min": "compared", "max": "compared"}


def find_unit(tree: Node, text: str) -> Unit:
    """Return the unit of an expression's value. Raises ExpressionError where there is none."""
    found = _Finder(text).of(tree)
    if found is None:
        raise ExpressionError("This names no figure. Use at least one, such as spend.", tree.start, tree.end)
    if found not in _UNITS:
        raise ExpressionError(f"This would be {found}, which is no figure.", tree.start, tree.end)
    return _UNITS[found]


class _Finder:
    """Finds dimensions; None is a plain number, which takes on what it is added to."""

    def __init__(self, text: str):
        self.text = text

    def of(self, node: Node) -> Dimension | None:
        match node:
            case Number():
                return None
            case Name():
                return FIGURES[node.name].dimension
            case Negative():
                return self.of(node.part)
            case Call():
                return self._alike(node.parts, _DEEDS.get(node.function, ""), node)
            case Pair(sign="+" | "-"):
                return self._alike((node.left, node.right), _DEEDS[node.sign], node)
        return self._product(node)

    def _product(self, node: Pair) -> Dimension | None:
        left, right = self.of(node.left), self.of(node.right)
        if node.sign == "/" and _is_zero(node.right):
            raise ExpressionError("Nothing can be divided by 0.", node.start, node.end)
        if left is None and right is None:
            return None
        left, right = left or RATIO, right or RATIO
        return left.times(right) if node.sign == "*" else left.over(right)

    def _alike(self, parts: tuple[Node, ...], deed: str, node: Node) -> Dimension | None:
        """Return what all parts are of. Raises ExpressionError where they are of different things."""
        found = [(part, self.of(part)) for part in parts]
        first = next(((part, unit) for part, unit in found if unit is not None), None)
        if first is None:
            return None
        for part, unit in found:
            if unit is None and first[1].money and not _is_zero(part):
                raise self._without_currency(part, first, deed)
            if unit is not None and unit != first[1]:
                raise self._unlike(first, (part, unit), deed, node)
        return first[1]

    def _unlike(self, one: tuple, other: tuple, deed: str, node: Node) -> ExpressionError:
        said = " and ".join(f"“{self._said(part)}” is {unit}" for part, unit in (one, other))
        return ExpressionError(f"{said}: they cannot be {deed}.", node.start, node.end)

    def _without_currency(self, part: Node, beside: tuple, deed: str) -> ExpressionError:
        said = f"“{self._said(part)}” is a plain number and “{self._said(beside[0])}” is {beside[1]}"
        return ExpressionError(f"{said}: they cannot be {deed}. A plain number has no currency.", part.start, part.end)

    def _said(self, part: Node) -> str:
        return shorten(self.text[part.start : part.end], MOST_QUOTED, placeholder=" …")


def _is_zero(node: Node) -> bool:
    match node:
        case Number():
            return not node.value
        case Negative():
            return _is_zero(node.part)
    return False
