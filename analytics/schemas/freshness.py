"""How fresh and how complete the numbers are, and how conversions arrive, for programs."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.schemas.dashboard import PeriodOut


class Which(StrEnum):
    """Which days are read again."""

    MISSING = "missing"
    ALL = "all"


class ReadAgainIn(Schema):
    """What to read again: the missing days, or all of the last ninety."""

    days: Which = Which.MISSING


class DaysOut(PeriodOut):
    """Days in a row that stand alike."""

    state: str = Field(description="complete, maturing, waiting (not read yet), missing (a gap, not a zero), before")


class AccountFreshnessOut(Schema):
    """How fresh and how complete one ad account's numbers are. Days are the account's own."""

    ad_account: UUID
    name: str
    platform: str
    currency: str
    time_zone: str
    read_at: datetime | None = Field(description="when its newest days were read")
    read_every: str = Field(description="how often that happens, and why not oftener")
    history_from_date: date | None = Field(description="the first day that was read; null: none yet")
    memory_since_at: datetime | None = Field(description="since when it is kept what was known at each moment")
    missing_days: int
    days: list[DaysOut] = Field(description="the last ninety, today included")


class PointOut(Schema):
    """A point of a curve."""

    age_days: float = Field(description="since the end of the day")
    share: float = Field(description="of the final conversions, 0 to 1")
    error: float = Field(description="standard error of the share")


class CurveOut(Schema):
    """Which share of final conversions is normally reported at which age."""

    ad_account: UUID
    action: str | None = Field(description="the platform's id of the conversion action; null: all conversions together")
    action_name: str | None
    learned_at: datetime | None = Field(description="null: nothing learned yet, the platform's usual curve is taken")
    conversions: float = Field(description="from so many it was learned")
    days: int = Field(description="of so many days")
    points: list[PointOut]
