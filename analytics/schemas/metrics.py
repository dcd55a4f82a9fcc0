"""What the API takes and answers. Money is integer micros (millionths) of the currency beside it; rates are numbers.

Ratios are ratios of sums and null where the denominator is 0. Where currencies are mixed, money is null and
`by_currency` holds each currency's own sums.
"""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, Field, WithJsonSchema

from analytics.tables import TableSpec, read_spec
from analytics.types import Conversion, Metrics, Split
from integrations.types import Platform
from tenants.errors import Invalid

Moment = Annotated[
    AwareDatetime,
    Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2100, 1, 1, tzinfo=UTC)),
    AfterValidator(lambda moment: moment.astimezone(UTC)),
]
"""A moment with its time zone, such as this century has; in UTC."""
SplitWord = Annotated[str, WithJsonSchema({"type": "string", "enum": [each.value for each in Split]})]
PlatformWord = Annotated[str, WithJsonSchema({"type": "string", "enum": ["", *(each.value for each in Platform)]})]
IdWord = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]
MomentWord = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
"""Words of a table's address: `read_spec` says what is wrong with one, in the same words wherever it is asked."""


class PeriodIn(Schema):
    """The period: a name (7d, 14d, 28d, 90d, month, today), or the first and the last day. Days are the accounts' own."""

    period: str = ""
    since: str = ""
    until: str = ""
    compare: str = Field("", description="previous (as if empty), year (the same days a year before), or none")


NAMES = {"by", "as_of", "account", "platform", "campaign", "own"}
EMPTY = "There is nothing here. Leave it out, or name something."


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class MetricsIn(PeriodIn):
    """What is asked for beside the period. Everything is optional, and read as a table's address is."""

    by: list[SplitWord] = Field(
        [Split.DAY.value],
        description="up to three: `by=day&by=platform`; `by=day&by=hour` is what the heat map of the week adds up. One at a "
        "time of hour, action, country, device, age, gender, image, video, headline, call_to_action and tag. Rows by action and "
        "by what ads show overlap and never add up: an ad counts whole under each picture, headline or tag that it has today.",
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
    as_of: MomentWord = Field("", description="a moment with its time zone: the figures as they were known then")
    account: IdWord = Field("", description="one ad account only")
    platform: PlatformWord = Field("", description="one platform only")
    maturity: bool = Field(
        False, description="estimate what the conversions of days that are not complete will come to"
    )
    part: str = Field(
        "",
        description="only ads that have this: `headline:Fresh bread`, `image:` or `video:` and the asset's id, "
        "`call_to_action:shop_now` or `tag:winter`",
    )
    own: list[IdWord] = Field([], description="own figures (`/custom-metrics`) to evaluate for each group; 10 at most")
    sort: str = Field(
        "", description="a column, with - before it for the largest first; empty: in the order of the keys"
    )

    def spec(self, **usual) -> TableSpec:
        """Return the question; `usual` holds what the address has no word for. Raises Invalid by field.

        An empty name is refused: a program that means one campaign must not get all of them.
        """
        if empty := [name for name in NAMES & self.model_fields_set if "" in _listed(getattr(self, name))]:
            raise Invalid(dict.fromkeys(sorted(empty), EMPTY))
        said = {name: _listed(value) for name, value in self.model_dump().items()}
        said["maturity"] = ["1"] if self.maturity else []
        return read_spec(said, **{"by": (Split.DAY,)} | usual)


class TableIn(MetricsIn):
    """The same of all campaigns, or of some."""

    campaign: list[IdWord] = Field([], description="these campaigns only; 50 at most")


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
