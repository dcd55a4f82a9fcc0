"""The dashboard's chart over the days, and the tables by platform and by campaign beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import campaigns.selectors
from analytics.panels.doing import Doing, read_doing
from analytics.panels.drawn import Chart
from analytics.panels.tables import MOST_CAMPAIGNS, Table, make_campaign_table, make_platform_table, most_expensive
from analytics.panels.trends import make_trend
from analytics.periods import Choice
from tenants.place import Place


@dataclass(frozen=True)
class Daily(Doing):
    """The period day by day, by platform and by campaign."""

    ordered: Sequence[int]
    """The campaigns that have not ended and have figures, the most expensive first."""

    @property
    def trend(self) -> Chart:
        """Return the chart."""
        return make_trend(self.overview, self.figures[1], place=self.place, where=self.where)

    @property
    def platforms(self) -> Table:
        """Return the table by platform."""
        return make_platform_table(self.overview, self.figures, place=self.place)

    @property
    def campaigns(self) -> Table:
        """Return the table by campaign."""
        named = campaigns.selectors.name_campaigns(self.ordered[:MOST_CAMPAIGNS])
        return make_campaign_table(self.overview, self.ordered, named, self.figures, place=self.place)


def read_daily(asked: Choice | None, *, now: datetime, today: date, place: Place) -> Daily:
    """Read a period day by day, None being the usual one."""
    found = read_doing(asked, now=now, today=today, place=place, by_campaign=True)
    there = {pk for ids in found["purposes"].values() for pk in ids}
    return Daily(**found, ordered=[pk for pk in most_expensive(found["overview"]) if pk in there])
