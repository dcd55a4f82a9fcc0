"""A campaign's numbers: the tiles, one figure over the days with the changes that were made, and the choice of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any
from uuid import UUID

import campaigns.selectors
from analytics import charts, sentences, wording
from analytics.panels.answer import tell_performance
from analytics.panels.doing import one_unit
from analytics.panels.drawn import Chart
from analytics.panels.figures import Figure, all_figures
from analytics.panels.funnel import Step, make_funnel
from analytics.panels.maturing import maturing_words
from analytics.panels.remarks import Caution, list_remarks, warn_of_rates
from analytics.panels.tiles import Tile, make_tiles
from analytics.panels.trends import make_trend
from analytics.periods import Choice
from analytics.selectors import Overview, get_newest_overview, get_overview
from integrations.types import Purpose
from tenants.place import Place

MOST_MARKERS = 9


@dataclass(frozen=True)
class CampaignPanel:
    """A campaign's figures, read with a fixed number of queries."""

    campaign: Any
    parts: Sequence
    choice: Choice
    metric: str
    overview: Overview
    changes: Sequence
    place: Place

    @cached_property
    def noun(self) -> wording.Noun:
        """Return what the campaign is meant to bring."""
        purpose = Purpose(self.campaign.purpose) if self.campaign.purpose else None
        return wording.noun_for({purpose}, self.overview.comparison.current)

    @cached_property
    def figures(self) -> list[Figure]:
        """Return the eight figures."""
        return all_figures(self.noun, one_unit(self.overview, self.place))

    @cached_property
    def chosen(self) -> Figure:
        """Return the figure of the chart: the one asked for, or the one that the campaign is judged by."""
        usual = "clicks" if self.noun.outcome == wording.Outcome.CLICKS else "conversions"
        found = {figure.key: figure for figure in self.figures}
        return found.get(self.metric, found[usual])

    @property
    def metrics(self) -> list[tuple[str, str, bool]]:
        """Return the choice of the chart's figure: label, address, whether it is chosen."""
        return [
            (figure.label, f"?{self.choice.query}&metric={figure.key}", figure.key == self.chosen.key)
            for figure in self.figures
        ]

    @property
    def tiles(self) -> list[list[Tile]]:
        """Return the figures with their changes, in two rows: what it brought, and what was seen."""
        made = make_tiles(self.overview, self.figures, choice=self.choice, place=self.place)
        return [made[:4], made[4:]]

    @property
    def funnel(self) -> list[Step]:
        """Return the way from views to what they brought."""
        return make_funnel(self.overview, {figure.key: figure for figure in self.figures}, self.place)

    @property
    def sentence(self) -> sentences.Sentence:
        """Return what the campaign's money brought."""
        return tell_performance(self.overview, choice=self.choice, noun=self.noun, place=self.place)

    @property
    def maturing(self) -> str:
        """Return which days are not final; empty when all are."""
        return maturing_words(self.overview, self.noun, self.place)

    @property
    def cautions(self) -> list[Caution]:
        """Return what makes the figures other than they seem: money by old rates."""
        rates = warn_of_rates(self.overview.conversion, self.overview.converted_until, self.place)
        return [each for each in (rates,) if each]

    @property
    def remarks(self) -> list[str]:
        """Return what must be said of the money and the days."""
        overview = self.overview
        unique = list({part.account_id: part.account for part in self.parts}.values())
        return list_remarks(overview.comparison.current, overview.conversion, unique, self.place)

    @cached_property
    def notes(self) -> list[tuple[int, date, object]]:
        """Return the changes of the chart's days with their numbers, the oldest first."""
        shown = {day.day for day in self.overview.series}
        found = [(self._day(change), change) for change in reversed(self.changes)]
        inside = [(day, change) for day, change in found if day in shown][-MOST_MARKERS:]
        return [(number, day, change) for number, (day, change) in enumerate(inside, 1)]

    @property
    def trend(self) -> Chart:
        """Return the chart, the changes marked on their days (one number a day: its last)."""
        by_day = {day: number for number, day, _ in self.notes}
        markers = [charts.Marker(day, number) for day, number in by_day.items()]
        return make_trend(self.overview, self.chosen, place=self.place, markers=markers)

    def _day(self, change) -> date:
        return (change.applied_at or change.created_at).astimezone(self.place.zone).date()


def read_panel(
    campaign_id: UUID, *, asked: Choice | None, metric: str, now: datetime, today: date, place: Place
) -> CampaignPanel:
    """Read a campaign's numbers of a period, None being the usual one; raises NotFound."""
    campaign = campaigns.selectors.get_campaign(campaign_id, deep=False)
    parts = campaign.platform_campaigns.all()
    launched = [part.launched_at.astimezone(place.zone).date() for part in parts if part.launched_at]
    asked_for: Any = {
        "campaign_ids": [campaign.pk],
        "launched_date": min(launched, default=None),
        "currency": place.currency,
        "zones": {part.account_id: part.account.time_zone for part in parts},
        "by_campaign": False,
    }
    if asked is None:
        choice, overview = get_newest_overview(now=now, today=today, **asked_for)
    else:
        choice, overview = asked, get_overview(asked, now=now, today=today, **asked_for)
    days = overview.series
    changes = campaigns.selectors.list_changes(
        campaign=campaign, state="applied", since=days[0].day, until=days[-1].day, zone=place.zone
    )
    return CampaignPanel(campaign, parts, choice, metric, overview, list(islice(changes, MOST_MARKERS)), place)
