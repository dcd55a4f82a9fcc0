"""Changes of what runs, and drift."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, StrictInt

from campaigns.schemas.inputs import ReasonIn
from campaigns.types import Creative, DraftAd, DraftGroup, TargetField, TargetKind
from integrations.types import Platform, Targeting

KEY = "an id of your own: sent twice, made once"


class ScheduleIn(ReasonIn):
    """The last day, in each account's time zone; null: no end. `target` is one part; all of them when it is left out."""

    end_date: date | None
    target: UUID | None = None


class TargetingIn(ReasonIn):
    """Whom an ad group aims at from now on: the whole document."""

    targeting: Targeting


class SwitchIn(ReasonIn):
    """On or off."""

    on: bool


class NewAdIn(Schema):
    """An ad to make."""

    model_config = ConfigDict(extra="forbid")

    key: UUID | None = Field(None, description=KEY)
    name: str = Field("", description="empty: its first words")
    creative: Creative

    def draft(self) -> DraftAd:
        """Return it as the services take it."""
        return DraftAd(self.key, self.name, self.creative)


class NewAdsIn(ReasonIn):
    """Ads to make in an ad group that runs."""

    ads: list[NewAdIn] = Field(min_length=1, max_length=50)


class NewAdGroupIn(ReasonIn):
    """An ad group to make, with its ads. A budget only where the part keeps budgets at its ad groups."""

    key: UUID | None = Field(None, description=KEY)
    name: str = Field("", description="empty: whom it aims at")
    targeting: Targeting
    daily_budget_minor: StrictInt | None = None
    lifetime_budget_minor: StrictInt | None = None
    ads: list[NewAdIn] = Field(min_length=1, max_length=50)

    def draft(self) -> DraftGroup:
        """Return it as the services take it."""
        budgets = (self.daily_budget_minor, self.lifetime_budget_minor)
        return DraftGroup(self.key, self.name, self.targeting, *budgets, tuple(ad.draft() for ad in self.ads))


class DriftIn(ReasonIn):
    """Which values to settle (`key` of each); all of them when it is left out."""

    only: list[str] = Field(default_factory=list, max_length=1000)


class SettleIn(ReasonIn):
    """Drift of several campaigns: keep what the platforms have, or put ours back; in one change set."""

    campaigns: list[UUID] = Field(min_length=1, max_length=500)
    keep: bool


class DriftOut(Schema):
    """A value that moved on a platform: ours, with who set it last and when, and the platform's, as last read."""

    key: str
    part: UUID = Field(alias="part.uuid")
    platform: Platform = Field(alias="part.platform")
    currency: str = Field(alias="part.currency")
    target_kind: TargetKind = Field(alias="kind")
    target: UUID = Field(alias="target.uuid")
    name: str = Field(alias="target.name")
    field: TargetField
    desired: Any
    observed: Any
    set_by: str
    set_at: datetime | None
    seen_at: datetime | None
