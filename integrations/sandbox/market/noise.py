"""Deterministic noise: every draw is a pure function of the seed and of what it is for."""

import hashlib
import math
from statistics import NormalDist

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_UNIT = 1.0 / (1 << 53)
_normal_quantile = NormalDist().inv_cdf


def make_key(*parts: object) -> int:
    """Return a 64-bit key for the parts, the same on every machine and in every process."""
    text = "\x1f".join(map(str, parts)).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")


def uniform(key: int, number: int) -> float:
    """Return draw `number` of the key's stream, in [0, 1). SplitMix64 (Steele, Lea, Flood 2014) on a counter."""
    x = (key + (number + 1) * _STEP) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return ((x ^ (x >> 31)) >> 11) * _UNIT


def normal(u: float) -> float:
    """Turn a uniform draw into a standard normal one."""
    return _normal_quantile(min(max(u, 1e-12), 1 - 1e-12))


def poisson(mean: float, u: float) -> int:
    """Turn a uniform draw into a Poisson one; by inversion below 25, by the normal approximation above."""
    if mean <= 0:
        return 0
    if mean > 25:
        return max(0, round(mean + math.sqrt(mean) * normal(u)))
    chance = math.exp(-mean)
    total, count = chance, 0
    while u > total and count < 120:
        count += 1
        chance *= mean / count
        total += chance
    return count
