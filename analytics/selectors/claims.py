"""What platforms claim beside what the business sold: two truths over the same days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from analytics.selectors.cuts import Answer, Cut, Dimension
from analytics.selectors.estimates import WINDOW_DAYS
from analytics.selectors.facts import gather
from analytics.selectors.sales import Known, OwnSales, read_sales
from analytics.types import Metrics, Period, combine

MATURE_DAYS = 28
ENOUGH_ORDERS = 30
GAP_DAYS = 7
"""So many days in a row without an order of one's own are rather a file that was not sent."""
MARGIN = Decimal("1.1")
"""Platforms' days and clocks are not the till's, and tax or delivery may be in one and not in the other: a tenth may be that."""


@dataclass(frozen=True)
class Truth:
    """The own sales and the platforms' figures of the same days, all money in one currency where there are rates.

    `period` are the days of which there are own sales; those of the platforms are the accounts' own.
    """

    period: Period
    own: OwnSales
    by_platform: Mapping[str, Metrics]
    by_day: Mapping[date, Metrics]

    @property
    def platforms(self) -> Metrics:
        """Return the sum of what the platforms report."""
        return combine(self.by_platform.values())

    @property
    def claimed_share(self) -> Decimal | None:
        """Return the claimed value for one unit of the own: above 1 platforms cannot all be right; None where unknown."""
        return self.share_of(self.platforms)

    def share_of(self, metrics: Metrics) -> Decimal | None:
        """Return the value that some metrics claim for one unit of the own sales; None where that is 0 or money is mixed."""
        if self.own.apart or metrics.value_micros is None or not self.own.value_micros:
            return None
        return Decimal(metrics.value_micros) / self.own.value_micros

    @property
    def blended_roas(self) -> Decimal | None:
        """Return the own sales for one unit of all spend; None where nothing was spent or money is mixed."""
        spend = self.platforms.spend_micros
        return self.own.value_micros / Decimal(spend) if spend and not self.own.apart else None

    @property
    def is_overclaimed(self) -> bool:
        """Return whether platforms claim more than there is by a sensible margin, over enough orders that miss no week."""
        share = self.claimed_share
        is_enough = self.own.orders >= ENOUGH_ORDERS and self._longest_gap < GAP_DAYS
        return share is not None and share > MARGIN and is_enough

    @property
    def _longest_gap(self) -> int:
        longest = gap = 0
        for day in self.period:
            gap = 0 if day in self.own.days else gap + 1
            longest = max(longest, gap)
        return longest


def get_truth(asked: Period, *, currency: str) -> Truth | None:
    """Return both truths of the days of a period from the first own order to the last; None where there is none of them.

    Two queries, one where there are none. Days that are still maturing may be among them.
    """
    known = read_sales(asked, currency=currency)
    span = known.span
    if span is None or span.until < asked.since or asked.until < span.since:
        return None
    period = Period(max(asked.since, span.since), min(asked.until, span.until))
    return make_truth(period, known, gather(claim_cuts(period, currency=currency)))


def read_mature_sales(*, today: date, currency: str) -> tuple[Period, Known] | None:
    """Return the last 28 days that no platform restates any more, and their own sales; None where those do not cover them.

    One query. The claims of the same days are answers of `claim_cuts`, for `make_truth`.
    """
    until = today - timedelta(days=WINDOW_DAYS + 1)
    asked = Period(until - timedelta(days=MATURE_DAYS - 1), until)
    known = read_sales(asked, currency=currency)
    is_covered = known.span is not None and known.span.since <= asked.since and asked.until <= known.span.until
    return (asked, known) if is_covered else None


def claim_cuts(period: Period, *, currency: str) -> list[Cut]:
    """Return what answers platforms' claims."""
    return [Cut(period, each, currency=currency) for each in ((Dimension.PLATFORM,), (Dimension.DAY,))]


def make_truth(period: Period, known: Known, claims: Sequence[Answer]) -> Truth:
    """Return both truths out of what was read: the own sales, and the answers of `claim_cuts`."""
    platforms, days = claims
    return Truth(
        period,
        known.sales,
        {platform: metrics for (platform,), metrics in platforms.sums.items()},
        {day: metrics for (day,), metrics in days.sums.items()},
    )
