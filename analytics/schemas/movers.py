"""What moved between two periods, as the API takes and answers it."""

from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.movers import UNITS, Measure
from analytics.panels.moved import Moved
from analytics.schemas.dashboard import ComparisonOut
from analytics.schemas.metrics import MetricsOut, PeriodIn
from analytics.types import Split


class MoversIn(PeriodIn):
    """What to look for. Everything is optional."""

    by: Split = Field(Split.CAMPAIGN, description="platform, campaign, ad_group or ad")
    limit: int = Field(5, ge=1, le=100, description="the so many largest moves")


class ReasonOut(Schema):
    """A reason and what it has brought about: spend, cpm, views, ctr, cvr, value_per_conversion, or rest (what came
    without the step before it, such as a conversion without a click)."""

    reason: str
    part: float


class MoverOut(Schema):
    """What moved. `parts` add up to `change` exactly in the measure's smallest units."""

    id: UUID | None
    name: str
    platform: str | None
    change: float
    parts: list[ReasonOut]
    sentence: str
    current: MetricsOut
    previous: MetricsOut

    @classmethod
    def of(cls, row: Moved) -> "MoverOut":
        """Return one of them as the API writes it."""
        move = row.mover.move
        return cls(
            id=row.label.uuid,
            name=row.name,
            platform=row.label.value if row.label.split == Split.PLATFORM else None,
            change=move.change / UNITS[move.measure],
            parts=[ReasonOut(reason=reason, part=part / UNITS[move.measure]) for reason, part in move.parts.items()],
            sentence=f"{row.name}: {row.what}{f', {row.why}' if row.why else ''}.",
            current=MetricsOut.of(row.mover.current),
            previous=MetricsOut.of(row.mover.before),
        )


class MoversOut(ComparisonOut):
    """The largest moves. `measure` is value (micros of the organisation's currency), conversions or clicks; `change` is
    that of all of them together, `moved` how many moved, `apart` how many could not be compared for want of a rate."""

    measure: Measure
    change: float
    moved: int
    apart: int
    note: str
    movers: list[MoverOut]
