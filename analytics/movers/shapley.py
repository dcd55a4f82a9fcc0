"""The change of a product, split into what each of its factors has brought about.

Each factor's part is the mean of what changing it changes, over every order in which the factors can be changed (Shapley, "A value
for n-person games", 1953; for products Sun, "Changes in energy consumption and energy intensity: a complete decomposition model",
Energy Economics 20, 1998). So the parts add up to the change exactly, no order is preferred, and zeros need no care - the logarithmic
mean (LMDI) would need limits for them.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial, prod


def split_product(before: Sequence[Fraction], after: Sequence[Fraction]) -> list[Fraction]:
    """Return one part for each factor; exactly, the parts add up to the change of the product. At most a handful of factors."""
    return [_part(before, after, place) for place in range(len(before))]


def _part(before: Sequence[Fraction], after: Sequence[Fraction], place: int) -> Fraction:
    moved = after[place] - before[place]
    if not moved:
        return Fraction(0)
    others = [each for each in range(len(before)) if each != place]
    return moved * sum(
        _weight(size, len(before)) * _products(before, after, others, size) for size in range(len(before))
    )


def _products(before: Sequence[Fraction], after: Sequence[Fraction], others: Sequence[int], size: int) -> Fraction:
    """Return the sum of the other factors' products, over every choice of so many of them that have changed already."""
    chosen = (set(each) for each in combinations(others, size))
    products = (
        prod((after[n] if n in changed else before[n] for n in others), start=Fraction(1)) for changed in chosen
    )
    return sum(products, start=Fraction(0))


def _weight(size: int, number: int) -> Fraction:
    """Return the share of all orders in which exactly so many given factors come first, then this one."""
    return Fraction(factorial(size) * factorial(number - size - 1), factorial(number))
