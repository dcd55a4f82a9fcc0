"""A change and the reasons for it, in whole units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analytics.movers.chain import REASONS, UNITS, Measure, Reason, read_levels
from analytics.movers.shapley import split_product
from analytics.types import Metrics


@dataclass(frozen=True, slots=True)
class Move:
    """How a measure changed, in its smallest units (see UNITS): `parts` add up to `change` exactly."""

    measure: Measure
    before: int
    current: int
    parts: Mapping[Reason, int]

    @property
    def change(self) -> int:
        """Return the change."""
        return self.current - self.before


def explain(before: Metrics, current: Metrics, measure: Measure) -> Move | None:
    """Explain a change; None where the measure is not known in both periods in one currency.

    Without known money the chain begins with the views. Fractions of a unit go to the parts with the largest remainders.
    """
    ends = measure_ends(before, current, measure)
    if ends is None:
        return None
    pairs = list(zip(read_levels(before, measure), read_levels(current, measure), strict=True))
    known = [(reason, pair) for reason, pair in zip(REASONS, pairs, strict=False) if None not in pair]
    if known[0][0] != Reason.SPEND:
        known[0] = (Reason.VIEWS, known[0][1])
    reasons = [reason for reason, _ in known]
    levels = [[pair[side] or Fraction(0) for _, pair in known] for side in (0, 1)]
    return Move(measure, *ends, _parts(reasons, levels, UNITS[measure], ends[1] - ends[0]))


def measure_ends(before: Metrics, current: Metrics, measure: Measure) -> tuple[int, int] | None:
    """Return the measure before and now in its smallest units; None where it is not known, or not in one currency."""
    if measure == Measure.VALUE and before.currency and current.currency and before.currency != current.currency:
        return None
    first, last = read_levels(before, measure)[-1], read_levels(current, measure)[-1]
    return None if first is None or last is None else (round(first * UNITS[measure]), round(last * UNITS[measure]))


def _parts(
    reasons: Sequence[Reason], levels: Sequence[Sequence[Fraction]], unit: int, change: int
) -> dict[Reason, int]:
    before, after = _factors(*levels)
    exact = dict(zip(reasons, (part * unit for part in split_product(before, after)), strict=True))
    exact[Reason.REST] = (_rest(levels[1]) - _rest(levels[0])) * unit
    return {reason: part for reason, part in _rounded(exact, change).items() if part}


def _factors(before: Sequence[Fraction], after: Sequence[Fraction]) -> tuple[list[Fraction], list[Fraction]]:
    """Return the ratios of each level to the one before it. One that is unknown in a period did not move: it is the other's."""
    ratios = [[levels[0], *map(_ratio, levels[1:], levels[:-1])] for levels in (before, after)]
    pairs = [
        (
            then if then is not None else now if now is not None else Fraction(1),
            now if now is not None else then or Fraction(0),
        )
        for then, now in zip(*ratios, strict=True)
    ]
    return [then for then, _ in pairs], [now for _, now in pairs]


def _ratio(level: Fraction, above: Fraction) -> Fraction | None:
    return level / above if above else None


def _rest(levels: Sequence[Fraction]) -> Fraction:
    """Return what the product of the ratios does not explain: all of it, where a step before it is zero."""
    return levels[-1] if any(not each for each in levels[:-1]) else Fraction(0)


def _rounded(exact: Mapping[Reason, Fraction], total: int) -> dict[Reason, int]:
    """Round so that the sum is `total`: down, and up again where most was cut off."""
    whole = {reason: part.__floor__() for reason, part in exact.items()}
    missing = total - sum(whole.values())
    cut = sorted(exact, key=lambda reason: (whole[reason] - exact[reason], reason))
    return {reason: whole[reason] + (cut.index(reason) < missing) for reason in exact}
