"""Own sales, for programs."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.schemas.metrics import MetricsOut
from analytics.selectors.claims import Truth
from analytics.types import Metrics


class SaleIn(Schema):
    """One order. What is wrong with it is named in the answer; nothing here is refused by its type."""

    order_id: str | int | None = Field(None, description="1 to 128 characters; sent again, the order is changed")
    time: str | None = Field(None, description="such as 2026-11-20T14:05:00Z; without a zone it is the organisation's")
    value: Decimal | str | None = Field(None, description="0 or more, in whole units: 24.90; 0 where it was refunded")
    currency: str | None = Field(None, description="ISO 4217")


class SalesIn(Schema):
    """Orders."""

    sales: list[SaleIn] = Field(description="1 to 10,000")
    all_or_nothing: bool = Field(False, description="take none where a line is wrong (422)")


class ProblemOut(Schema):
    """Why a line was left out; `line` counts from 1 (in a file: with the line of the columns)."""

    line: int
    field: str
    text: str


class ReadingOut(Schema):
    """How a file is read; columns are numbered from 0, null where none is chosen."""

    encoding: str
    separator: str
    headers: list[str]
    order_id: int | None
    time: int | None
    value: int | None
    currency: int | None
    fallback: str
    decimal: str
    day_first: bool


class ReadingIn(Schema):
    """What to read otherwise than it was guessed; what is not named stays."""

    order_id: int | None = None
    time: int | None = None
    value: int | None = None
    currency: int | None = Field(None, description="null: all lines are in `fallback`")
    fallback: str = Field("", description="ISO 4217")
    decimal: str = Field("", description="the mark before the cents: . or ,")
    day_first: bool = Field(True, description="whether 03/04/2026 is in April")


class SaleUploadOut(Schema):
    """A file, or what was sent at once. `state`: shown (waits for its yes), taking (a job is at it), done."""

    id: UUID = Field(alias="uuid")
    file_name: str
    state: str
    line_count: int
    done_lines: int
    taken_count: int = Field(description="new or changed")
    same_count: int = Field(description="there already, just so")
    problem_count: int
    problems: list[ProblemOut] = Field(description="the first hundred")
    reading: ReadingOut | None = Field(description="of files")
    created_at: datetime
    created_by: str = Field(alias="created_by_label")

    @staticmethod
    def resolve_reading(upload) -> dict | None:
        """Return how a file is read; None for what was no file."""
        return upload.reading or None


class SaleOut(Schema):
    """One order. `day` is the organisation's; `value_minor` is in the currency's smallest unit."""

    id: UUID = Field(alias="uuid")
    order_id: str
    sold_at: datetime
    day: date
    value_minor: int
    currency: str


class ClaimOut(Schema):
    """What one platform reports of the same days."""

    platform: str
    metrics: MetricsOut
    claimed_share: float | None = Field(description="its value for one unit of the own sales")


class SalesDayOut(Schema):
    """Both truths of one day."""

    day: date
    orders: int
    value_micros: int
    claimed_micros: int | None = Field(description="null where platforms have no figures of the day")


class TruthOut(Schema):
    """Own sales beside what platforms claim, over the days of which there are own sales (both included).

    `claimed_share` above 1: platforms claim more than was sold. `blended_roas`: own sales for one unit of all spend. Null
    where money could not be put into one currency; `apart` holds own sales without a rate, in micros by their currency.
    """

    since: date | None
    until: date | None
    currency: str
    orders: int
    value_micros: int
    apart: dict[str, int]
    claimed_share: float | None
    blended_roas: float | None
    platforms: MetricsOut
    by_platform: list[ClaimOut]
    days: list[SalesDayOut]

    @classmethod
    def of(cls, truth: Truth | None, currency: str) -> "TruthOut":
        """Return both truths as the API writes them; None: there are no own sales in these days."""
        if truth is None:
            nothing = {"orders": 0, "value_micros": 0, "apart": {}, "by_platform": [], "days": []}
            unknown = dict.fromkeys(("since", "until", "claimed_share", "blended_roas"))
            return cls(currency=currency, platforms=MetricsOut.of(Metrics()), **nothing, **unknown)
        return cls(
            since=truth.period.since,
            until=truth.period.until,
            currency=truth.own.currency,
            orders=truth.own.orders,
            value_micros=round(truth.own.value_micros),
            apart={currency: round(micros) for currency, micros in truth.own.apart.items()},
            claimed_share=_number(truth.claimed_share),
            blended_roas=_number(truth.blended_roas),
            platforms=MetricsOut.of(truth.platforms),
            by_platform=[
                ClaimOut(platform=name, metrics=MetricsOut.of(each), claimed_share=_number(truth.share_of(each)))
                for name, each in sorted(truth.by_platform.items())
            ],
            days=[_day(truth, day) for day in truth.period],
        )


def _day(truth: Truth, day: date) -> SalesDayOut:
    own, claimed = truth.own.days.get(day), truth.by_day.get(day)
    value = claimed.value_micros if claimed else None
    return SalesDayOut(
        day=day,
        orders=own.orders if own else 0,
        value_micros=round(own.value_micros) if own else 0,
        claimed_micros=None if value is None else round(value),
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
