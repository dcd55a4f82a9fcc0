"""Whole numbers shared out by weights: exactly, the same again, and without a share shrinking as the whole grows."""

import heapq
import math
from collections.abc import Callable, Sequence

from .noise import uniform


def share_out(whole: int, weights: Sequence[float], key: int, *, most: Sequence[int] | None = None) -> list[int]:
    """Share a whole out by weights, exactly; no share above its `most`, which together must hold the whole.

    A divisor method: the next one goes where `turn / weight` is least, so that no share shrinks when the whole grows
    (Balinski & Young, Fair Representation, 1982). Turns are drawn by the key so that each part's share is its weight's on
    the average, of one as of thousands: the first comes at e (exponential), the others at e + u, e + u + 1 … (u uniform).
    """
    if whole < 0:
        return [-share for share in share_out(-whole, weights, key)]
    if not whole:
        return [0] * len(weights)
    total = sum(weights)
    weights = [weight / total if total else 1 / len(weights) for weight in weights]
    draws = [(-math.log(1 - uniform(key, 2 * n)), uniform(key, 2 * n + 1)) for n in range(len(weights))]
    limits = most if most is not None else [whole] * len(weights)
    early = max(0, whole - 2 * len(weights))  # when fewer than the whole have had their turn
    columns = zip(limits, weights, draws, strict=True)
    shares = [min(limit, _count_turns(early * weight, *draw)) for limit, weight, draw in columns]
    _hand_out(whole - sum(shares), shares, limits, lambda n: _turn(n, shares[n], weights[n], draws[n]))
    return shares


def _hand_out(left: int, shares: list[int], limits: Sequence[int], turn: Callable[[int], tuple]) -> None:
    """Give what is left one by one to whose turn is next."""
    turns = [turn(number) for number, share in enumerate(shares) if share < limits[number]]
    heapq.heapify(turns)
    for _ in range(left):
        number = turns[0][-1]
        shares[number] += 1
        if shares[number] < limits[number]:
            heapq.heapreplace(turns, turn(number))
        else:
            heapq.heappop(turns)


def _count_turns(time: float, first: float, second: float) -> int:
    """Return how many turns a part has had by a time."""
    return (time >= first) + max(0, math.floor(time - first - second) + 1)


def _turn(number: int, had: int, weight: float, draw: tuple[float, float]) -> tuple[bool, float, int]:
    """Return when a part that had so many has its next turn; those without weight come after all others."""
    first, second = draw
    return (not weight, (first + (second + had - 1 if had else 0)) / (weight or 1.0), number)
