"""Which ads are tired, which wear, and which lose clicks for another reason."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import campaigns.selectors
from analytics.fatigue import State
from analytics.panels.creatives.evidence import BADGES, tell_evidence, tell_meaning
from analytics.panels.creatives.weeks import draw_clicks, draw_frequency, list_weeks
from analytics.panels.drawn import Chart
from analytics.selectors.cuts import EVERYTHING, Scope
from analytics.selectors.wear import MOST_ADS, Wear, list_tired, list_wear
from analytics.wording import Piece, Sentence
from campaigns.selectors import Face
from tenants.place import Place

MOST_DRAWN, MOST_TOLD, MOST_ON_PART = 6, 24, 4
WORN = (State.TIRED, State.WEARING)
FALLING = (State.UNTOLD, State.OTHERWISE)


@dataclass(frozen=True, slots=True)
class WornAd:
    """One ad with its verdict; `charts` are empty where only words are wanted."""

    face: Face
    wear: Wear
    place: Place
    is_drawn: bool = False

    @property
    def badge(self) -> tuple[str, str]:
        """Return the verdict's word and tone."""
        return BADGES[self.wear.verdict.state]

    @property
    def evidence(self) -> str:
        """Return what was seen."""
        return tell_evidence(self.wear.verdict, self.place)

    @property
    def meaning(self) -> str:
        """Return what follows."""
        return tell_meaning(self.wear.verdict)

    @property
    def charts(self) -> list[tuple[str, Chart]]:
        """Return how often it was seen and clicked by week, each with its id on the page."""
        weeks = list_weeks(self.wear) if self.is_drawn else []
        drawn = {"seen": draw_frequency(weeks, self.place), "clicked": draw_clicks(weeks, self.place)}
        return [(f"{what}-{self.face.uuid}", chart) for what, chart in drawn.items() if chart]


@dataclass(frozen=True, slots=True)
class Worn:
    """The ads that run and were shown in the last week, by what is known of their wear; the most shown first."""

    ads: list[WornAd]
    place: Place
    campaign: UUID | None = None

    @property
    def worn(self) -> list[WornAd]:
        """Return the tired ads, then those that begin to wear."""
        return [each for state in WORN for each in self._of(state)][:MOST_TOLD]

    @property
    def tired(self) -> list[WornAd]:
        """Return the tired ads."""
        return self._of(State.TIRED)

    @property
    def falling(self) -> list[WornAd]:
        """Return those that lose clicks, but not by what is known of wear."""
        return [each for state in FALLING for each in self._of(state)][:MOST_TOLD]

    @property
    def most_on_part(self) -> int:
        """Return how many of a kind stand on another page."""
        return MOST_ON_PART

    @property
    def more(self) -> int:
        """Return how many worn ads another page leaves out."""
        return max(len(self.worn) - MOST_ON_PART, 0)

    @property
    def early(self) -> list[WornAd]:
        """Return those that cannot be judged yet."""
        return self._of(State.TOO_EARLY)[:MOST_TOLD]

    @property
    def counts(self) -> Counter[State]:
        """Return how many ads there are in each state."""
        return Counter(each.wear.verdict.state for each in self.ads)

    @property
    def sentence(self) -> Sentence:
        """Return how many ads are tired."""
        tired, wearing = (self.counts[each] for each in WORN)
        judged = len(self.ads) - self.counts[State.TOO_EARLY]
        if tired:
            return [
                Piece(f"{_ads(tired)} {'are' if tired > 1 else 'is'} tired", marked=True),
                Piece(_of_how_many(judged)),
            ]
        if wearing:
            begin = f"{_ads(wearing)} begin{'' if wearing > 1 else 's'} to wear"
            return [Piece(begin, marked=True), Piece(_of_how_many(judged))]
        if judged:
            return [Piece("No ad is tired", marked=True), Piece(_of_how_many(judged))]
        return [Piece("No ad can be judged yet", marked=True), Piece(": that takes two weeks of views and clicks.")]

    @property
    def note(self) -> str:
        """Return how many of the ads are judged, where not all of them are."""
        return (
            f"Judged are the {MOST_ADS} ads that were shown most in the last week." if len(self.ads) >= MOST_ADS else ""
        )

    def _of(self, state: State) -> list[WornAd]:
        return [each for each in self.ads if each.wear.verdict.state == state]


def read_worn(*, today: date, place: Place, campaign_id: UUID | None = None, drawn: bool = False) -> Worn:
    """Read how the ads wear that run; three queries, one more for one campaign. Raises NotFound.

    With `drawn` the first worn ads have their charts.
    """
    scope = EVERYTHING
    if campaign_id:
        scope = Scope(campaign_ids=[campaigns.selectors.get_campaign(campaign_id, deep=False).pk])
    found = list_wear(today, scope)
    faces = campaigns.selectors.list_faces([each.ad_id for each in found])
    running = [each for each in found if each.ad_id in faces and faces[each.ad_id].is_running]
    first = [each for state in WORN for each in running if each.verdict.state == state][: MOST_DRAWN if drawn else 0]
    ads = [WornAd(faces[each.ad_id], each, place, is_drawn=each in first) for each in running]
    return Worn(ads, place, campaign_id)


def name_tired(today: date) -> list[str]:
    """Return the names of the tired ads that run, those that were shown most first; three queries."""
    tired = list_tired(today)
    faces = campaigns.selectors.list_faces(tired)
    return [faces[each].name for each in tired if each in faces and faces[each].is_running]


def _ads(number: int) -> str:
    return f"{number} ads" if number > 1 else "One ad"


def _of_how_many(judged: int) -> str:
    return f", of {judged} that can be judged." if judged > 1 else "."
