"""Whole numbers shared out by weights: exactly, the same again, and without a share shrinking as the whole grows."""

import math
from collections.abc import Sequence

from .noise import uniform


def share_out(whole: int, weights: Sequence[float], key: int, *, most: Sequence[int] | None = None) -> list[int]:
    """Share a whole out by weights, exactly; no share above its `most`, which together must hold the whole.

    A divisor method: the next one goes where `turn / weight` is least, so that no share shrinks when the whole grows
    (Balinski & Young, Fair Representation, 1982). Turns are drawn by the key so that each part's share is its weight's on
    the average, of one as of thousands: the first comes at e (exponential), the others at e + u, e + u + 1 … (u uniform).
    """
    if whole < 0:
        return [-share for share in share_out(-whole, weights, key)]
    total = sum(weights)
    weights = [weight / total if total else 1 / len(weights) for weight in weights]
    draws = [(-math.log(1 - uniform(key, 2 * n)), uniform(key, 2 * n + 1)) for n in range(len(weights))]
    early = max(0, whole - 2 * len(weights))  # when fewer than the whole have had their turn
    limits = most if most is not None else [whole] * len(weights)
    shares = [
        min(limit, _count_turns(early * weight, *draw))
        for weight, draw, limit in zip(weights, draws, limits, strict=True)
    ]
    for _ in range(whole - sum(shares)):
        shares[_next(shares, weights, draws, limits)] += 1
    return shares


def _count_turns(time: float, first: float, second: float) -> int:
    """Return how many turns a part has had by a time."""
    return (time >= first) + max(0, math.floor(time - first - second) + 1)


def _next(shares: list[int], weights: Sequence[float], draws: list[tuple[float, float]], limits: Sequence[int]) -> int:
    turns = [
        (not weight, (first + (second + share - 1 if share else 0)) / (weight or 1.0), number)
        for number, (share, weight, (first, second)) in enumerate(zip(shares, weights, draws, strict=True))
        if share < limits[number]
    ]
    return min(turns)[2]
