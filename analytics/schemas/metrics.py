"""What the API takes and answers. Money is integer micros (millionths) of the currency beside it; rates are numbers.

Ratios are ratios of sums and null where the denominator is 0. Where currencies are mixed, money is null and
`by_currency` holds each currency's own sums.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.types import Metrics


class Split(StrEnum):
    """What metrics can be split by."""

    DAY = "day"
    PLATFORM = "platform"
    ACCOUNT = "account"
    CAMPAIGN = "campaign"


class CampaignSplit(StrEnum):
    """What a campaign's metrics can be split by."""

    DAY = "day"
    PLATFORM = "platform"
    PLATFORM_CAMPAIGN = "platform_campaign"
    AD_GROUP = "ad_group"
    AD = "ad"


class PeriodIn(Schema):
    """The period: a name (7d, 14d, 28d, 90d, month, today), or the first and the last day. Days are the accounts' own."""

    period: str = ""
    since: str = ""
    until: str = ""


class MetricsOut(Schema):
    """Sums, and ratios of those sums."""

    currency: str | None = Field(description="ISO 4217; null where currencies are mixed, empty where there is nothing")
    impressions: int
    clicks: int
    conversions: float
    spend_micros: int | None
    value_micros: int | None
    ctr: float | None
    cpc_micros: int | None
    cpm_micros: int | None
    cpa_micros: int | None
    roas: float | None
    by_currency: list["MetricsOut"] = []

    @classmethod
    def of(cls, metrics: Metrics) -> "MetricsOut":
        """Return metrics as the API writes them."""
        return cls(
            currency=metrics.currency,
            impressions=metrics.impressions,
            clicks=metrics.clicks,
            conversions=float(metrics.conversions),
            spend_micros=metrics.spend_micros,
            value_micros=metrics.value_micros,
            ctr=_number(metrics.ctr),
            cpc_micros=_micros(metrics.cpc_micros),
            cpm_micros=_micros(metrics.cpm_micros),
            cpa_micros=_micros(metrics.cpa_micros),
            roas=_number(metrics.roas),
            by_currency=[cls.of(part) for part in metrics.by_currency],
        )


class MetricsRow(Schema):
    """Metrics of one group: a day, a platform, or one of the organisation's objects (`id` and `name`)."""

    day: date | None = None
    platform: str | None = None
    id: UUID | None = None
    name: str | None = None
    metrics: MetricsOut


def parameters(query: PeriodIn) -> dict[str, str]:
    """Return the query as `periods.choose` takes it."""
    return query.model_dump()


def _number(ratio: Decimal | None) -> float | None:
    return None if ratio is None else round(float(ratio), 6)


def _micros(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
