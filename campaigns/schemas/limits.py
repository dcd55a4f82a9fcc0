"""Limits, the stop, closures: what the API takes and gives."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from campaigns.models import Policy
from campaigns.selectors.policy import currency_of
from campaigns.types import ClosureKind, ClosureState
from integrations.types import Platform

Minor = Annotated[int, Field(strict=True)]


class CommittedOut(Schema):
    """What may be spent a day on an ad account, changes under way included; minor units. A null ceiling does not bound."""

    account: UUID = Field(alias="account.uuid")
    name: str = Field(alias="account.name")
    platform: Platform = Field(alias="account.platform")
    currency: str
    committed_minor: int = Field(alias="amount_minor")
    daily_ceiling_minor: int | None = Field(alias="ceiling_minor")
    left_minor: int | None


class TogetherOut(Schema):
    """What may be spent a day in all, in the currency of the ceiling."""

    currency: str
    committed_minor: int = Field(alias="amount_minor")
    daily_ceiling_minor: int | None = Field(alias="ceiling_minor")
    left_minor: int | None


class PolicyOut(Schema):
    """The organisation's rules for changes. A null limit does not bound; amounts are minor units of `currency`."""

    version: int
    currency: str
    daily_ceiling_minor: int | None
    largest_step_percent: int | None
    approve_above_minor: int | None
    approve_above_percent: int | None
    approve_launches: bool
    approve_automatic: bool
    name_template: str
    utm_template: str
    updated_at: datetime | None

    @staticmethod
    def resolve_currency(policy: Policy) -> str:
        """Return the currency that the amounts were written in, else the organisation's."""
        return currency_of(policy)


class LimitsOut(Schema):
    """The rules beside what is committed; `together` is null where a currency (`lacking`) has no exchange rate."""

    policy: PolicyOut
    together: TogetherOut | None
    lacking: str
    accounts: list[CommittedOut]


class CeilingIn(Schema):
    """An ad account's ceiling a day, in minor units of its currency; null takes it away."""

    account: UUID
    daily_ceiling_minor: Minor | None


class PolicyIn(Schema):
    """The rules to set; what is left out stays. `version` is that of the policy which was looked at."""

    version: int
    daily_ceiling_minor: Minor | None = None
    largest_step_percent: Minor | None = None
    approve_above_minor: Minor | None = None
    approve_above_percent: Minor | None = None
    approve_launches: bool | None = None
    approve_automatic: bool | None = None
    name_template: str | None = None
    utm_template: str | None = None
    account_ceilings: list[CeilingIn] = []

    def named(self) -> dict[str, Any]:
        """Return the rules that were named; a switch or a template that is null counts as left out."""
        values = self.model_dump(exclude={"version", "account_ceilings"}, exclude_unset=True)
        return {name: value for name, value in values.items() if value is not None or name.endswith(NULLABLE)}


NULLABLE = ("_minor", "_percent")


class PlatformStopOut(Schema):
    """How many pauses of how many a platform has confirmed, and when the last one."""

    platform: Platform
    total: int
    confirmed: int
    confirmed_at: datetime | None
    waiting: int
    failed: int

    @staticmethod
    def resolve_failed(platform: Any) -> int:
        """Return how many pauses the platform refused."""
        return len(platform.failed)


class StoppedPartOut(Schema):
    """A part of a campaign on one ad account."""

    id: UUID = Field(alias="uuid")
    campaign: UUID = Field(alias="campaign.uuid")
    name: str
    platform: Platform


class StopOut(Schema):
    """The stop that holds, or the last one; `stopped_at` is null when none holds.

    `restartable` is what the stop paused and what a start would switch on; `out_of_reach` runs or may be running and
    cannot be paused from here.
    """

    stopped_at: datetime | None
    stopped_by: str
    is_settled: bool
    platforms: list[PlatformStopOut]
    restartable: list[StoppedPartOut]
    running: list[StoppedPartOut]
    out_of_reach: list[StoppedPartOut]


class StartIn(Schema):
    """Which parts to switch on again; all that the stop paused when it is left out."""

    only: list[UUID] = []
    reason: str = Field("", max_length=500)


class LearningOut(Schema):
    """Something that a platform learns about, what a large change would do to it, the platform's own word and reason."""

    target: UUID
    text: str
    evidence: str


class ClosureOut(Schema):
    """Days on which campaigns pause; both count, in the organisation's time zone. A null `campaign` is every campaign."""

    id: UUID = Field(alias="uuid")
    campaign: UUID | None
    kind: ClosureKind
    state: ClosureState
    from_date: date
    to_date: date | None
    note: str
    actor: str = Field(alias="actor_label")
    created_at: datetime

    @staticmethod
    def resolve_campaign(closure: Any) -> UUID | None:
        """Return the campaign's id."""
        return closure.campaign.uuid if closure.campaign else None


class ClosureIn(Schema):
    """A closure to plan; without a campaign it is about every one that is managed here."""

    campaign: UUID | None = None
    kind: ClosureKind = ClosureKind.CLOSED
    from_date: date
    to_date: date | None = None
    note: str = ""


class DaysIn(Schema):
    """A closure's days as they are to be; of one that is on the first day stays."""

    from_date: date
    to_date: date | None = None
    note: str = ""


class EndIn(Schema):
    """How a closure ends: what it paused runs again, or stays paused."""

    resumes: bool = True
