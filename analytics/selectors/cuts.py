"""What can be asked of the figures, and what is answered."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from analytics.types import ELEMENTS, Estimate, Metrics, Period, Split

Dimension = Split
"""What sums can be split by: one list of words, inside and outside."""

DATES = frozenset({Dimension.DAY, Dimension.WEEK, Dimension.MONTH})
BREAKDOWNS = frozenset({Dimension.COUNTRY, Dimension.DEVICE, Dimension.AGE, Dimension.GENDER})
PARTS_OF_ADS = frozenset(ELEMENTS)
KEPT_APART = frozenset({Dimension.HOUR, Dimension.ACTION}) | BREAKDOWNS
"""What is kept in tables of its own."""
SPECIAL = KEPT_APART | PARTS_OF_ADS
"""No two of them meet in one cut."""
WORDS = frozenset({Dimension.PLATFORM, Dimension.CURRENCY}) | BREAKDOWNS | PARTS_OF_ADS
BELOW_CAMPAIGN = frozenset({Dimension.AD_GROUP, Dimension.AD})
WITHOUT_MEMORY = frozenset({Dimension.HOUR}) | BREAKDOWNS
MOST_DIMENSIONS = 6
"""With estimates four: those are made of the conversions of each group by account and day."""

NOT_BY_AD = 0
"""The key, by ad and by ad group, of what a campaign's ads do not explain: its residual. No id of ours is 0."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which figures to look at, by internal ids; None means no limit."""

    campaign_ids: Collection[int] | None = None
    account_ids: Collection[int] | None = None
    platform: str | None = None
    platform_campaign_ids: Collection[int] | None = None
    ad_group_ids: Collection[int] | None = None
    ad_ids: Collection[int] | None = None
    part: tuple[Dimension, str] | None = None
    """Only ads that have this: a part of ads, and its key."""


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the groups, in the order of their keys: at most `limit` from the `offset`-th on."""

    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class Cut:
    """One question: sums over a period by some dimensions.

    With `as_of` as they were known at that moment; with `currency` money is put into it by the rates of each day;
    with `matures` (the day it is, where the accounts are) the conversions of each group come with an estimate of what
    they will be; with `groups` only some of the groups are answered; with `marks` it is told from when on there are
    figures, and when they became known. By a part of ads (picture, headline, ...) an ad counts whole under each that it has,
    and one that has none is left out. Raises ValueError for what is not kept: two special dimensions at once, hours and
    parts of an audience as of a moment, parts of an audience by ad.
    """

    period: Period
    dimensions: tuple[Dimension, ...] = ()
    scope: Scope = EVERYTHING
    as_of: datetime | None = None
    currency: str | None = None
    matures: date | None = None
    groups: Slice | None = None
    marks: bool = False

    def __post_init__(self):
        wanted = set(self.dimensions)
        if len(self.dimensions) > MOST_DIMENSIONS or len(wanted) < len(self.dimensions):
            raise ValueError(f"A cut has up to {MOST_DIMENSIONS} different dimensions.")
        if len(wanted & SPECIAL) > 1:
            raise ValueError(
                "Hours, actions, parts of an audience and parts of an ad stand apart: ask for one of them."
            )
        if self.as_of is not None and wanted & WITHOUT_MEMORY:
            raise ValueError("Hours and parts of an audience are kept as they are known now only.")
        if wanted & BREAKDOWNS and self.is_below_campaign:
            raise ValueError("Parts of an audience are of campaigns, not of ads.")
        if self.matures is not None and (wanted & KEPT_APART or self.groups):
            raise ValueError("Estimates are of all conversions of whole days, and of all groups.")

    @property
    def is_below_campaign(self) -> bool:
        """Return whether it asks for ad groups, ads or what ads are made of."""
        scope = self.scope
        limited = scope.ad_group_ids is not None or scope.ad_ids is not None or scope.part is not None
        return limited or not (BELOW_CAMPAIGN | PARTS_OF_ADS).isdisjoint(self.dimensions)

    @property
    def part_of_ads(self) -> Dimension | None:
        """Return by which part of ads it is, if by any."""
        return next((each for each in self.dimensions if each in PARTS_OF_ADS), None)

    @property
    def is_below_account(self) -> bool:
        """Return whether it asks for campaigns or less."""
        limited = self.scope.campaign_ids is not None or self.scope.platform_campaign_ids is not None
        campaigns = {Dimension.CAMPAIGN, Dimension.PLATFORM_CAMPAIGN}
        return limited or not campaigns.isdisjoint(self.dimensions) or self.is_below_campaign


@dataclass(frozen=True, slots=True)
class Answer:
    """The sums by the values of the dimensions, in the order of the keys where only some groups were asked for.

    Figures of what is not imported yet stand under None, a campaign's residual under NOT_BY_AD. With `marks`,
    `first_days` says on which day of the period each group's figures begin, and `newest_at` when the newest of the
    answered figures became known (None where there are none). `total` says how many groups there are, answered or not;
    `estimates` has the groups with a day that may still change, where the cut asked for them.
    """

    sums: dict[tuple[Any, ...], Metrics]
    first_days: dict[tuple[Any, ...], date]
    newest_at: datetime | None
    total: int = 0
    estimates: dict[tuple[Any, ...], Estimate] = field(default_factory=dict)
