"""Of what a part of an expression is: powers of money and of counts, as metres and seconds are in physics."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dimension:
    """Powers: a cost of a click is money¹ · count⁻¹."""

    money: int
    count: int

    def times(self, other: "Dimension") -> "Dimension":
        """Return what a product is of."""
        return Dimension(self.money + other.money, self.count + other.count)

    def over(self, other: "Dimension") -> "Dimension":
        """Return what a quotient is of."""
        return Dimension(self.money - other.money, self.count - other.count)

    def __str__(self) -> str:
        return _WORDS.get(self) or "a product of several figures"


MONEY = Dimension(1, 0)
COUNT = Dimension(0, 1)
RATIO = Dimension(0, 0)
EACH = Dimension(1, -1)
PER_MONEY = Dimension(-1, 0)
COUNT_PER_MONEY = Dimension(-1, 1)

_WORDS = {
    MONEY: "money",
    COUNT: "a count",
    RATIO: "a ratio",
    EACH: "a cost of each",
    PER_MONEY: "a share for each unit of money",
    COUNT_PER_MONEY: "a count for each unit of money",
    Dimension(1, 1): "money times a count",
    Dimension(2, 0): "money times money",
    Dimension(0, 2): "a count times a count",
    Dimension(0, -1): "a ratio for each",
}
