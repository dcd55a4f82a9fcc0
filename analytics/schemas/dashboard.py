"""What the API answers of a period against the one before, and of the dashboard."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.schemas.metrics import MetricsOut
from analytics.schemas.rows import EstimateOut, MetricsRow


class PeriodOut(Schema):
    """Days, both included."""

    since: date
    until: date


class ComparisonOut(Schema):
    """A period against the one before. `basis` says what `previous` is: same_age (as known when it was as old),
    final (both complete), unequal (complete, while this period still matures), none."""

    period: PeriodOut
    before: PeriodOut
    current: MetricsOut
    previous: MetricsOut
    basis: str
    maturing: PeriodOut | None = Field(description="the days of the period whose conversions may still arrive")


class FreshnessOut(Schema):
    """When an ad account's numbers were last read."""

    ad_account: UUID
    name: str
    read_at: datetime | None


class DashboardOut(ComparisonOut):
    """The dashboard's numbers."""

    sentence: str
    estimate: EstimateOut | None = Field(description="of the period's conversions; null where all are complete")
    by_platform: list[MetricsRow]
    days: list[MetricsRow]
    freshness: list[FreshnessOut]


def period_out(period) -> PeriodOut | None:
    """Return a period as the API writes it."""
    return None if period is None else PeriodOut(since=period.since, until=period.until)


def comparison_out(comparison, maturing) -> dict:
    """Return what every comparison says."""
    return {
        "period": period_out(comparison.period),
        "before": period_out(comparison.before),
        "current": MetricsOut.of(comparison.current),
        "previous": MetricsOut.of(comparison.previous),
        "basis": comparison.basis.value,
        "maturing": period_out(maturing),
    }
