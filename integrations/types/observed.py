"""What a platform says of what exists there."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from integrations.types.plans import Bid, Targeting
from integrations.types.words import (
    Breakdown,
    BudgetLevel,
    ConversionKind,
    Delivery,
    Learning,
    ObjectKind,
    Purpose,
    Review,
    RunStatus,
)


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """One object on a platform. Ids are opaque; an asset group of Google is an ad group with one ad."""

    kind: ObjectKind
    external_id: str


@dataclass(frozen=True, slots=True)
class Observed:
    """What the platform says of one object. Budgets and bid are None where it has none at this level.

    `platform_word` is the platform's own word for its delivery, `reason` why, in words for people (its own where it
    gives any).
    """

    ref: ObjectRef
    name: str
    run_status: RunStatus
    delivery: Delivery
    platform_word: str = ""
    reason: str = ""
    daily_budget_minor: int | None = None
    lifetime_budget_minor: int | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None
    bid: Bid | None = None
    learning: Learning = Learning.UNKNOWN
    review: Review = Review.UNKNOWN


@dataclass(frozen=True, slots=True)
class RemoteAd:
    observed: Observed
    link: str = ""
    primary_text: str = ""
    headline: str = ""
    description: str = ""
    call_to_action: str = ""
    image_url: str = ""


@dataclass(frozen=True, slots=True)
class RemoteAdGroup:
    """An ad group as it is on the platform. `targeting` is all of its audience that can be said in our words, so that a
    change of one part keeps the others; None: only countries and ages are known."""

    observed: Observed
    countries: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    ads: tuple[RemoteAd, ...] = ()
    targeting: Targeting | None = None


@dataclass(frozen=True, slots=True)
class RemoteCampaign:
    """A campaign with everything below it, as it is on the platform."""

    observed: Observed
    purpose: Purpose | None
    objective_word: str
    budget_level: BudgetLevel
    ad_groups: tuple[RemoteAdGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionFigures:
    """What one conversion action brought; `name` is the account's or the platform's word for it.

    Actions of one row may overlap (an order counted by two tags): they are compared, never added up.
    """

    external_id: str
    name: str
    kind: ConversionKind
    conversions: Decimal
    value_micros: int


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One object's figures of one day (or hour), as the platform reports them now; ids below the level are empty."""

    day: date
    campaign_external_id: str
    ad_group_external_id: str
    ad_external_id: str
    impressions: int
    clicks: int
    spend_micros: int
    conversions: Decimal
    value_micros: int
    hour: int | None = None
    actions: tuple[ActionFigures, ...] = ()
    """The conversions by action, where they were asked for; actions without any are absent."""


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """One campaign's figures of one day for one part of its audience.

    `value`: a country in ISO 3166 (DE); a device (phone, tablet, computer, tv); an age (18-24 … 65+, 13-17; TikTok 55+); a gender
    (women, men); "unknown" where the platform does not say. Parts need not add up to the campaign's figures.
    """

    breakdown: Breakdown
    day: date
    campaign_external_id: str
    value: str
    impressions: int
    clicks: int
    spend_micros: int
    conversions: Decimal
    value_micros: int


@dataclass(frozen=True, slots=True)
class ReachRow:
    """How many people a campaign, or one of its ads, reached from `since` to `until`, both included, and with how many
    impressions. Ids below the level are empty."""

    campaign_external_id: str
    since: date
    until: date
    reach: int
    impressions: int
    ad_group_external_id: str = ""
    ad_external_id: str = ""


@dataclass(frozen=True, slots=True)
class WatchRow:
    """How often one ad's video was played on a day, and how many plays came to a quarter, half, three quarters and the end.

    What a play is differs: where a platform counts none (Google), every impression of a video ad is one.
    """

    day: date
    campaign_external_id: str
    ad_group_external_id: str
    ad_external_id: str
    plays: int
    to_25: int
    to_50: int
    to_75: int
    to_100: int
