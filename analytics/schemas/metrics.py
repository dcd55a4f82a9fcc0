"""What the API takes and answers. Money is integer micros (millionths) of the currency beside it; rates are numbers.

Ratios are ratios of sums and null where the denominator is 0. Where currencies are mixed, money is null and
`by_currency` holds each currency's own sums.
"""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, Field

from analytics.tables import TableSpec, read_spec
from analytics.types import Conversion, Metrics, Split
from integrations.types import Platform

Moment = Annotated[
    AwareDatetime,
    Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2100, 1, 1, tzinfo=UTC)),
    AfterValidator(lambda moment: moment.astimezone(UTC)),
]
"""A moment with its time zone, such as this century has; in UTC."""


class PeriodIn(Schema):
    """The period: a name (7d, 14d, 28d, 90d, month, today), or the first and the last day. Days are the accounts' own."""

    period: str = ""
    since: str = ""
    until: str = ""
    compare: str = Field("", description="previous (as if empty), year (the same days a year before), or none")


class MetricsIn(PeriodIn):
    """What is asked for beside the period. Everything is optional."""

    by: list[Split] = Field(
        [Split.DAY],
        min_length=1,
        max_length=3,
        description="up to three: `by=day&by=platform`; `by=day&by=hour` is what the heat map of the week adds up",
    )
    compare: str = Field(
        "none",
        description="previous (the days before; of a month, the same days of the month before), year (the same days a year "
        "before) or none. Not with a split by day, week or month.",
    )
    currency: str = Field(
        "",
        description="ISO 4217: money is put into it by the European Central Bank's rate of each day. Empty: as reported. "
        "What the bank has no rate for stays as reported, apart.",
    )
    as_of: Moment | None = Field(None, description="a moment with its time zone: the figures as they were known then")
    account: UUID | None = Field(None, description="one ad account only")
    platform: Platform | None = Field(None, description="one platform only")
    maturity: bool = Field(
        False, description="estimate what the conversions of days that are not complete will come to"
    )
    own: list[UUID] = Field([], max_length=10, description="own figures (`/custom-metrics`) to evaluate for each group")

    def spec(self, campaign: UUID | None) -> TableSpec:
        """Return the question. Raises Invalid (by, currency) for what would otherwise be answered as another one."""
        lists = self.model_dump(include={"by", "currency"}) | {"currency": [self.currency]}
        read = read_spec(lists)
        named = self.model_dump(include={"period", "since", "until", "compare", "as_of", "account", "own"})
        more = {"platform": self.platform or "", "campaign": campaign, "maturity": self.maturity}
        return read.but(**named | {"own": tuple(self.own)}, **more)


class ConversionOut(Schema):
    """Which currencies were put into another one, and the oldest and the newest day of a rate that was used."""

    currencies: list[str]
    since: date
    until: date


class MetricsOut(Schema):
    """Sums, and ratios of those sums. Money is integer micros (millionths) of `currency`.

    Money is null where currencies are mixed (`by_currency` holds each one's own sums), and a ratio or cost where its
    denominator is 0. `ctr` is clicks for one impression, `cpm` the cost of a thousand, `roas` value for one unit spent.
    """

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
    conversion: ConversionOut | None = Field(None, description="null where nothing was converted")
    by_currency: list["MetricsOut"] = Field([], description="where money cannot be added up: the converted part first")

    @classmethod
    def of(cls, metrics: Metrics) -> "MetricsOut":
        """Return metrics as the API writes them."""
        return cls(
            currency=metrics.currency,
            impressions=metrics.impressions,
            clicks=metrics.clicks,
            conversions=float(metrics.conversions),
            spend_micros=_micros(metrics.spend_micros),
            value_micros=_micros(metrics.value_micros),
            ctr=_number(metrics.ctr),
            cpc_micros=_micros(metrics.cpc_micros),
            cpm_micros=_micros(metrics.cpm_micros),
            cpa_micros=_micros(metrics.cpa_micros),
            roas=_number(metrics.roas),
            conversion=_conversion(metrics.conversion),
            by_currency=[cls.of(part) for part in metrics.by_currency],
        )


def _number(ratio: Decimal | None) -> float | None:
    return None if ratio is None else round(float(ratio), 6)


def _micros(amount: Decimal | int | None) -> int | None:
    return None if amount is None else int(Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _conversion(conversion: Conversion | None) -> ConversionOut | None:
    if conversion is None:
        return None
    return ConversionOut(currencies=list(conversion.currencies), since=conversion.since, until=conversion.until)
