"""Ads' wear and how long videos are watched, as the API answers them. Shares and rates are 0 to 1."""

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.fatigue import Side, State, Verdict, Want
from analytics.panels.creatives import WornAd
from analytics.panels.creatives.watching import Film
from analytics.schemas.rows import Named


class SideOut(Schema):
    """One week of an ad; `frequency` (impressions for one person reached) is null where the platform does not tell it."""

    since: date
    until: date
    impressions: int
    clicks: int
    delivered_days: int
    ctr: float | None
    frequency: float | None

    @classmethod
    def of(cls, side: Side | None) -> "SideOut | None":
        """Return a week as the API writes it."""
        return None if side is None else cls(**{name: getattr(side, name) for name in cls.model_fields})


class RatioOut(Schema):
    """The newest week's click rate for 1 of the first week's, with a 90 % interval."""

    ratio: float
    low: float
    high: float
    dispersion: float = Field(description="how much days' clicks vary, for 1 of chance")


class MissingOut(Schema):
    """What a verdict waits for."""

    want: Want
    has: int
    needs: int


class FatigueRow(Schema):
    """Whether one ad is tired, against its own first week.

    tired: seen more often and clicked on a tenth less at least; wearing: the same, how much less is not sure; falling_untold:
    clicked on less, and the platform does not tell how many people saw it; falling_otherwise: clicked on less, seen no more
    often; fresh; too_early: `missing` says for what. `start`, `now` and `click_rate` are null where there is too little.
    """

    id: UUID
    name: str
    platform: str
    campaign: Named
    state: State
    start: SideOut | None
    now: SideOut | None
    click_rate: RatioOut | None
    missing: list[MissingOut]
    evidence: str

    @classmethod
    def of(cls, ad: WornAd) -> "FatigueRow":
        """Return an ad as the API writes it."""
        face, verdict = ad.face, ad.wear.verdict
        return cls(
            id=face.uuid,
            name=face.name,
            platform=face.platform,
            campaign=Named(id=face.campaign, name=face.campaign_name),
            state=verdict.state,
            start=SideOut.of(verdict.start),
            now=SideOut.of(verdict.now),
            click_rate=_ratio(verdict),
            missing=[MissingOut(want=each.want, has=each.has, needs=each.needs) for each in verdict.missing],
            evidence=ad.evidence,
        )


def _ratio(verdict: Verdict) -> RatioOut | None:
    fall = verdict.fall
    return RatioOut(**{name: getattr(fall, name) for name in RatioOut.model_fields}) if fall else None


class WatchingRow(Schema):
    """How far one video is watched, over all ads that play it: plays, and which share of them came to each quarter.

    Without an id it is the video of an ad that is not in the library. `usual` is the median of the organisation's videos of at
    least a hundred plays; null where there are fewer than three.
    """

    id: UUID | None
    name: str
    plays: int
    to_25: int
    to_50: int
    to_75: int
    to_100: int
    shares: list[float] = Field(description="of the plays: at the start (1), a quarter, half, three quarters, the end")
    usual: list[float] | None

    @classmethod
    def of(cls, film: Film, usual: tuple[float, ...] | None) -> "WatchingRow":
        """Return a video as the API writes it."""
        seen = film.watched
        counts = {name: getattr(seen, name) for name in ("plays", "to_25", "to_50", "to_75", "to_100")}
        return cls(id=film.asset, name=film.name, shares=film.shares, usual=usual, **counts)
