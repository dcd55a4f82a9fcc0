"""What a verdict is made of, and what it is. Frozen."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics.fatigue.limits import WINDOW_DAYS
from analytics.fatigue.rates import Fall


@dataclass(frozen=True, slots=True)
class AdDay:
    """What an ad did on one day."""

    day: date
    impressions: int
    clicks: int


@dataclass(frozen=True, slots=True)
class ReachWindow:
    """How many people saw an ad in some days, both ends included, and how often in all."""

    since: date
    until: date
    reach: int
    impressions: int

    @property
    def is_week(self) -> bool:
        """Return whether it can be set against others: as long as they, and seen by somebody."""
        return self.until - self.since == timedelta(days=WINDOW_DAYS - 1) and self.reach > 0

    @property
    def frequency(self) -> float:
        """Return impressions for one person reached."""
        return self.impressions / self.reach


class State(StrEnum):
    """What is known of an ad's wear."""

    TIRED = "tired"
    """Seen more often, and clicked on less by a tenth at least."""
    WEARING = "wearing"
    """Seen more often, and clicked on less; by how much is not yet sure."""
    UNTOLD = "falling_untold"
    """Clicked on less, but how often people saw it is not told by the platform."""
    OTHERWISE = "falling_otherwise"
    """Clicked on less, but seen no more often: the reason is another."""
    FRESH = "fresh"
    """No sign of wear."""
    TOO_EARLY = "too_early"
    """Too little is known; `missing` says what."""


class Want(StrEnum):
    """What a verdict waits for."""

    DAYS = "days"
    """Two weeks that do not overlap: `has` and `needs` are days since its first one."""
    DELIVERY = "delivery"
    """Days on which it was shown, in the thinner of the two weeks."""
    CLICKS = "clicks"
    """Clicks, in the thinner of the two weeks; of the newest those that it would have had at the first one's rate."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What a verdict waits for: how much there is, and how much it takes."""

    want: Want
    has: int
    needs: int


@dataclass(frozen=True, slots=True)
class Side:
    """One week of an ad. `frequency` is None where the platform does not tell it."""

    since: date
    until: date
    impressions: int
    clicks: int
    delivered_days: int
    frequency: float | None = None

    @property
    def ctr(self) -> float | None:
        """Return clicks for one impression (0-1); None without any."""
        return self.clicks / self.impressions if self.impressions else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of an ad's wear, and the evidence: its first week, its newest, and the ratio of their click rates.

    `start` and `now` are None where there are no two weeks, `fall` where they are too thin; `missing` is empty otherwise.
    """

    state: State
    start: Side | None = None
    now: Side | None = None
    fall: Fall | None = None
    missing: tuple[Missing, ...] = ()

    @property
    def frequency_rise(self) -> float | None:
        """Return how often people see it now, for once at its start; None where that is not told."""
        if not (self.start and self.now and self.start.frequency and self.now.frequency):
            return None
        return self.now.frequency / self.start.frequency
