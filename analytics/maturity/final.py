"""What the conversions of some days will come to, with an interval.

A day's conversions are taken as Poisson with a rate per click that varies from day to day as a Gamma distribution (so the
counts are negative binomial); of them the share S of the curve is known. With n clicks, K known, the shape a = 1 /
`variation` and the expected rate r, the day's own rate is Gamma(a + K, a / r + n S), and the conversions still to come are
negative binomial with mean m = (a + K) / (a / r + n S) · n (1 - S) and variance `dispersion` · m + m² / (a + K).

For a ≫ K this is Bornhuetter-Ferguson ("The Actuary and IBNR", 1972): what is missing is expected from the clicks, so a day
with none known yet is not zero. For a ≪ K it is the chain ladder's K (1 - S) / S; in between it weighs the two by credibility
(Benktander's method: Mack, "Credible Claims Reserves", ASTIN Bulletin 30, 2000). The rate r is the account's, drawn
towards what these very cells show (the Cape Cod estimate, known conversions over clicks times share: Bühlmann and Straub 1983),
so that a campaign that converts otherwise than its account is judged by its own numbers as they come.

Sums: means add up; the days' own variances add up; what all days share - the error of the curve and of the rate - is added up
first and squared then. The interval is that of a negative binomial with the sum's mean and variance. Restatements below what is
known are not foreseen: the final number is never expected below it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analytics.maturity.curve import Curve
from analytics.maturity.negbin import quantiles
from analytics.types import Cell, Estimate

OWN_RATE_WEIGHT = 8.0
"""The account's rate counts like so many conversions against those that the cells show: our assumption."""
BLIND_WEIGHT = 0.5
"""Where no rate is known, half a conversion stands against nothing (Jeffreys' prior for a Poisson rate)."""
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Rest:
    """Conversions still to come: their mean, their own variance, and how they move with what all days share."""

    mean: float = 0.0
    variance: float = 0.0
    by_share: float = 0.0
    """Change for one standard error of the curve."""
    by_rate: float = 0.0
    """Change for one standard error of the rate."""


@dataclass(frozen=True, slots=True)
class _Rate:
    expected: float
    error: float


def estimate(cells: Iterable[Cell], curves: Mapping[int, Curve]) -> Estimate:
    """Estimate the final conversions of cells of several accounts; `curves` by account id.

    The interval holds the final number in four of five cases. `share` is what is normally reported of such a final number;
    1 where there are no cells.
    """
    groups: dict[int, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(cell.account_id, []).append(cell)
    known, mean, variance, reported = Decimal(0), 0.0, 0.0, 0.0
    for account_id, group in groups.items():
        rests = [(cell, rest, share) for cell, rest, share in _rests(group, curves[account_id])]
        known += sum((cell.conversions for cell in group), Decimal(0))
        mean += sum(rest.mean for _, rest, _ in rests)
        variance += _variance([rest for _, rest, _ in rests])
        reported += sum((float(cell.conversions) + rest.mean) * share for cell, rest, share in rests)
    return _summed(known, mean, variance, reported)


def _summed(known: Decimal, mean: float, variance: float, reported: float) -> Estimate:
    certain = float(known)
    final = certain + mean
    low, high = (certain + each for each in quantiles((LOW, HIGH), mean, variance))
    share = min(1.0, max(0.0, reported / final)) if final > 0 else 1.0
    return Estimate(known, share, final, low, high)


def _rests(group: Sequence[Cell], curve: Curve) -> list[tuple[Cell, Rest, float]]:
    shares = [curve.share(cell.age_days) for cell in group]
    rate = _rate(group, shares, curve)
    found = []
    for cell, share in zip(group, shares, strict=True):
        rest = Rest() if share >= 1 else _rest(cell, share, rate, curve)
        found.append((cell, rest, share))
    return found


def _rate(group: Sequence[Cell], shares: Sequence[float], curve: Curve) -> _Rate:
    """Return the expected conversions per click: the account's rate, drawn towards that of these cells."""
    weight = OWN_RATE_WEIGHT if curve.rate > 0 else BLIND_WEIGHT
    clicks = weight / curve.rate if curve.rate > 0 else 0.0
    conversions = weight + max(0.0, float(sum(cell.conversions for cell in group)))
    clicks += sum(max(0, cell.clicks) * share for cell, share in zip(group, shares, strict=True))
    if clicks <= 0:
        return _Rate(0.0, 0.0)
    expected = conversions / clicks
    return _Rate(expected, expected / conversions**0.5)


def _rest(cell: Cell, share: float, rate: _Rate, curve: Curve) -> Rest:
    known, clicks = max(0.0, float(cell.conversions)), max(0, cell.clicks)
    error = curve.error(cell.age_days)
    if not clicks or not rate.expected:
        return _without_clicks(known, share, error, curve)
    shape = 1 / curve.variation
    weight = shape / rate.expected + clicks * share
    own = (shape + known) / weight
    mean = own * clicks * (1 - share)
    return Rest(
        mean,
        curve.dispersion * mean + mean**2 / (shape + known),
        by_share=error * own * clicks * (1 + clicks * (1 - share) / weight),
        by_rate=rate.error * mean * shape / rate.expected**2 / weight,
    )


def _without_clicks(known: float, share: float, error: float, curve: Curve) -> Rest:
    """Return the chain ladder's answer: conversions without clicks (views) have nothing else to go by."""
    if not known or share <= 0:
        return Rest()
    mean = known * (1 - share) / share
    return Rest(mean, curve.dispersion * mean + mean**2 / known, by_share=error * known / share**2)


def _variance(rests: Sequence[Rest]) -> float:
    own = sum(rest.variance for rest in rests)
    return own + sum(rest.by_share for rest in rests) ** 2 + sum(rest.by_rate for rest in rests) ** 2
