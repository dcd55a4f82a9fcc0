"""Own figures, for programs."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.expressions import Unit
from analytics.selectors.custom import read_metric


class CustomMetricIn(Schema):
    """An own figure: a name, and an expression over the base ones."""

    name: str = Field(description="1 to 60 characters; names differ by more than case")
    expression: str = Field(
        description="such as `(value - spend) / spend`: figures (impressions, clicks, conversions, value, spend, ctr, "
        "conversion_rate, cpc, cpm, cpa, roas), numbers, + - * / and brackets, min(…), max(…), abs(…)"
    )
    is_percent: bool = Field(False, description="show a ratio of 0.4 as 40 %; for ratios only")


class CustomMetricOut(CustomMetricIn):
    """An own figure. `unit` is what its values are of: money in whole units, a count, a ratio, or so many for one unit of money."""

    id: UUID = Field(alias="uuid")
    unit: Unit | None = Field(description="null where this version of Adwright cannot read the expression")
    created_at: datetime
    created_by: str = Field(alias="created_by_label")

    @staticmethod
    def resolve_unit(metric) -> Unit | None:
        """Return the unit of the expression."""
        figure = read_metric(metric)
        return figure.unit if figure else None


class CustomValueOut(Schema):
    """What an expression comes to over some days (both included), for all ad accounts together."""

    unit: Unit
    value: float | None = Field(description="null where a denominator is 0 or money could not be put into one currency")
    currency: str | None = Field(description="of money; null where the unit is none")
    since: date
    until: date
    reported_share: float | None = Field(
        description="which share of the conversions in it is reported, 0 to 1; null where all are, or where it has none in it"
    )
