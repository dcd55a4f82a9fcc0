"""The dashboard, put together: what needs you, how we are doing, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

import campaigns.selectors
from analytics import wording
from analytics.panels.doing import Doing, read_doing
from analytics.panels.figures import CLICKS, IMPRESSIONS, SPEND
from analytics.panels.needs import Need, list_needs
from analytics.panels.overclaims import list_overclaims
from analytics.panels.remarks import Caution, list_remarks, warn_of_gaps, warn_of_rates
from analytics.panels.tiles import Tile, make_tiles
from analytics.periods import Choice
from analytics.selectors.claims import Truth, claim_cuts, make_truth, read_mature_sales
from campaigns.types import CampaignBudget
from tenants import formats
from tenants.place import Place

RECENT_CHANGES = 5


@dataclass(frozen=True)
class Home(Doing):
    """The dashboard's first answer; chart, tables, what moved and where the month is heading come after it."""

    attention: Sequence
    changes: Sequence
    truth: Truth | None
    """The own sales and the platforms' claims of the newest days that are final, where there are own sales."""

    @property
    def read_at(self) -> datetime | None:
        """Return when the connected account that was read longest ago was read."""
        return self.overview.read_at(self.account_ids)

    @property
    def tiles(self) -> list[Tile]:
        """Return the figures with their changes."""
        return make_tiles(self.overview, self.figures, choice=self.choice, place=self.place)

    @property
    def month(self) -> str:
        """Return this month's name."""
        return formats.dates.format_date(self.today, "LLLL", self.place.locale)

    @property
    def today_figures(self) -> list[tuple[str, str, str]]:
        """Return what was counted today, in words; no costs, because a day under way has too few results for them."""
        is_clicks = self.noun.outcome == wording.Outcome.CLICKS
        counted = [SPEND, IMPRESSIONS, CLICKS, *([] if is_clicks else [self.figures[1]])]
        today = self.overview.today
        texts = [(figure.label, *(figure.texts(today, self.place) or [formats.MISSING])) for figure in counted]
        return [(label, first, f"and {' and '.join(others)}" if others else "") for label, first, *others in texts]

    @property
    def change_days(self) -> list[tuple[str, list]]:
        """Return the newest changes by the day they were made on."""
        by_day = groupby(self.changes, key=lambda change: change.created_at.astimezone(self.place.zone).date())
        return [(self._named(day), list(changes)) for day, changes in by_day]

    @property
    def cautions(self) -> list[Caution]:
        """Return what makes the figures other than they seem: days that were not read, money by old rates."""
        gaps = None if self.is_reading else warn_of_gaps(self.accounts, self.overview.feeds, self.overview.period)
        rates = warn_of_rates(self.overview.conversion, self.overview.converted_until, self.place)
        return [each for each in (gaps, rates) if each]

    @property
    def remarks(self) -> list[str]:
        """Return what must be said of the money and the days."""
        return list_remarks(self.overview.comparison.current, self.overview.conversion, self.accounts, self.place)

    @property
    def budgets(self) -> list[CampaignBudget]:
        """Return the campaigns that have not ended, while the organisation is being set up; one query."""
        return campaigns.selectors.list_budgets()

    @cached_property
    def needs(self) -> list[Need]:
        """Return what waits for somebody."""
        found = list_needs(
            self.accounts,
            self.attention,
            self.overview.feeds,
            has_campaigns=bool(self.purposes),
            now=self.now,
            place=self.place,
        )
        return [*found, *list_overclaims(self.truth, self.place)]

    def _named(self, day: date) -> str:
        ago = (self.today - day).days
        words = {0: "Today", 1: f"Yesterday, {formats.long_day(day, self.place.locale)}"}
        return words.get(ago, formats.long_day(day, self.place.locale))


def read_home(asked: Choice | None, *, now: datetime, today: date, place: Place) -> Home:
    """Read the dashboard's first answer of a period; None is the usual one."""
    sales = read_mature_sales(today=today, currency=place.currency)
    claims = claim_cuts(sales[0], currency=place.currency) if sales else []
    doing = read_doing(asked, now=now, today=today, place=place, more=claims)
    return Home(
        **doing,
        attention=campaigns.selectors.list_attention(now=now),
        changes=campaigns.selectors.list_recent_changes(RECENT_CHANGES),
        truth=make_truth(*sales, doing["overview"].more) if sales else None,
    )
