"""The development triangle: what was known of each day at each age, out of the readings and the values' steps.

Ages are counted in nights of the account's zone: age j is the first reading from two o'clock on in the j-th night after
the one in which the day ended, and before the next night. A value that no reading changed is known at each of the readings
since; an age without a reading is not known at all, and nothing is made up for it. Days that are too young simply end
early: the triangle is right-truncated.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.maturity.ages import age_days, night_of

Step = tuple[datetime, float]


@dataclass(frozen=True, slots=True)
class Read:
    """A reading of some days, both ends included."""

    read_at: datetime
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a day at one of its ages: in nights, in days of 24 hours, and how many conversions."""

    whole: int
    age: float
    conversions: float


@dataclass(frozen=True, slots=True)
class DayKnown:
    """One day with all that was known of it, youngest first; at least one entry."""

    day: date
    clicks: int
    known: tuple[Known, ...]

    @property
    def newest(self) -> Known:
        """Return what was known last."""
        return self.known[-1]


def build_rows(
    reads: Iterable[Read],
    steps: Mapping[date, Sequence[Step]],
    clicks: Mapping[date, int],
    *,
    time_zone: str,
    last_age: int,
) -> list[DayKnown]:
    """Return the triangle's rows, oldest day first, up to an age of `last_age` whole days.

    `steps` holds the values of a day by the moment since when they were known, in order; before the first, and on a day
    without any, there were none.
    """
    moments = _first_reads(reads, ZoneInfo(time_zone), last_age)
    rows: dict[date, list[Known]] = {}
    for day, whole in sorted(moments):
        read_at = moments[day, whole]
        known = Known(whole, age_days(day, read_at, time_zone), _value(steps.get(day, ()), read_at))
        rows.setdefault(day, []).append(known)
    return [DayKnown(day, clicks.get(day, 0), tuple(known)) for day, known in rows.items()]


def _first_reads(reads: Iterable[Read], zone: ZoneInfo, last_age: int) -> dict[tuple[date, int], datetime]:
    found: dict[tuple[date, int], datetime] = {}
    for read in sorted(reads, key=lambda each: each.read_at):
        yesterday = night_of(read.read_at, zone) - timedelta(days=1)
        oldest = max(read.since, yesterday - timedelta(days=last_age))
        for back in range((yesterday - min(read.until, yesterday)).days, (yesterday - oldest).days + 1):
            found.setdefault((yesterday - timedelta(days=back), back), read.read_at)
    return found


def _value(steps: Sequence[Step], at: datetime) -> float:
    place = bisect_right(steps, at, key=lambda step: step[0])
    return steps[place - 1][1] if place else 0.0
