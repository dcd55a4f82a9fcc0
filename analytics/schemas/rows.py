"""What the API answers of groups: one row each."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.schemas.metrics import MetricsOut
from analytics.selectors import Reach
from analytics.types import Estimate


class EstimateOut(Schema):
    """Conversions: known so far, which share (0-1) that normally is, and the final number; four in five lie in low to high."""

    known: float
    share: float
    final: float
    low: float
    high: float

    @classmethod
    def of(cls, estimate: Estimate | None) -> "EstimateOut | None":
        """Return an estimate as the API writes it."""
        return None if estimate is None else cls(**{name: float(getattr(estimate, name)) for name in cls.model_fields})


class Named(Schema):
    """One of the organisation's objects."""

    id: UUID
    name: str


class OwnValue(Schema):
    """An own figure's value: money in whole units of the group's currency; null where it is not known."""

    id: UUID
    name: str
    unit: str
    value: float | None


class MetricsRow(Schema):
    """Metrics of one group; of the fields that name it, those that were asked for with `by` are filled.

    `id` and `name` are those of the finest object, or of the picture or video. What is not imported yet, or not in the library
    any more, has none. Rows by a part of ads (image, video, headline, call_to_action, tag) overlap and never add up: an ad
    counts whole under each that it has. `not_by_ad` is what a campaign's ads do not explain. `previous` is the group in the
    period that it is set against, and `basis` says how that is meant:
    same_age (as known when it was as old), final (both complete), unequal (complete, while this period still matures), none.
    """

    day: date | None = None
    week: date | None = Field(None, description="its Monday")
    month: date | None = Field(None, description="its first")
    hour: int | None = Field(None, description="0 to 23, of the account's clock")
    platform: str | None = None
    currency: str | None = None
    country: str | None = None
    device: str | None = None
    age: str | None = None
    gender: str | None = None
    action: str | None = Field(None, description="the conversion action's name")
    id: UUID | None = None
    name: str | None = None
    account: Named | None = None
    campaign: Named | None = None
    platform_campaign: Named | None = None
    ad_group: Named | None = None
    ad: Named | None = None
    image: Named | None = Field(None, description="a picture of the library")
    video: Named | None = Field(None, description="a video of the library")
    headline: str | None = None
    call_to_action: str | None = None
    tag: str | None = Field(None, description="a tag of the pictures and videos that the ads show")
    not_by_ad: bool = False
    metrics: MetricsOut
    previous: MetricsOut | None = None
    basis: str = "none"
    estimate: EstimateOut | None = Field(
        None, description="null where all conversions are complete, or it was not asked for"
    )
    own: list[OwnValue] = []


class ReachRow(Schema):
    """How many people a campaign reached from `since` to `until`. Reach never adds up, neither of days nor of campaigns."""

    campaign: Named | None
    platform: str
    since: date
    until: date
    reach: int
    impressions: int
    frequency: float | None = Field(description="impressions for one person reached")
    known_at: datetime

    @classmethod
    def all_of(cls, rows: Iterable[Reach], campaigns: Mapping[int, Any]) -> list["ReachRow"]:
        """Return rows of reach as the API writes them; `campaigns` by internal id."""
        return [cls.of(row, campaigns.get(row.campaign_id) if row.campaign_id else None) for row in rows]

    @classmethod
    def of(cls, row: Reach, campaign: Any) -> "ReachRow":
        """Return one row; without a campaign it is of one that is not imported."""
        return cls(
            campaign=Named(id=campaign.uuid, name=campaign.name) if campaign else None,
            platform=row.platform,
            since=row.since,
            until=row.until,
            reach=row.reach,
            impressions=row.impressions,
            frequency=None if row.frequency is None else round(float(row.frequency), 6),
            known_at=row.known_at,
        )
