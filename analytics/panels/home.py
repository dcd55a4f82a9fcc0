"""The dashboard, put together: what needs you, how we are doing, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any

import campaigns.selectors
import integrations.selectors
from analytics import sentences, wording
from analytics.panels.drawn import Chart
from analytics.panels.figures import CLICKS, IMPRESSIONS, SPEND, Figure, main_figures
from analytics.panels.maturing import maturing_part, maturing_words
from analytics.panels.meters import Month, make_month
from analytics.panels.needs import Need, list_needs
from analytics.panels.overclaims import list_overclaims
from analytics.panels.remarks import Caution, city, list_remarks, warn_of_gaps, warn_of_rates
from analytics.panels.tables import Table, make_campaign_table, make_platform_table
from analytics.panels.tiles import Tile, make_tiles
from analytics.panels.trends import make_trend
from analytics.periods import Choice
from analytics.selectors import Overview, get_newest_overview, get_overview, has_figures
from analytics.selectors.claims import Truth, get_mature_truth
from analytics.types import combine
from tenants import formats
from tenants.place import Place

RECENT_CHANGES = 5


@dataclass(frozen=True)
class Home:
    """The dashboard's data, read with a fixed number of queries; its words and drawings are made when asked for."""

    choice: Choice
    overview: Overview
    accounts: Sequence
    budgets: Sequence
    attention: Sequence
    changes: Sequence
    now: datetime
    today: date
    place: Place
    truth: Truth | None = None
    """The own sales and the platforms' claims of the newest days that are final, where there are own sales."""

    @property
    def is_started(self) -> bool:
        """Return whether there is a figure to show."""
        return bool(self.overview.days.found) or has_figures()

    @property
    def is_reading(self) -> bool:
        """Return whether the past of an account is still being read."""
        under_way = [each for each in self.overview.feeds if each.history_from_date and not each.history_done_at]
        return any(each.account_id in self._account_ids for each in under_way)

    @property
    def read_at(self) -> datetime | None:
        """Return when the connected account that was read longest ago was read."""
        return self.overview.read_at(self._account_ids)

    @cached_property
    def noun(self) -> wording.Noun:
        """Return what the campaigns that spent money are meant to bring."""
        spending = [each for each in self.budgets if each.campaign_id in self.overview.by_campaign]
        purposes = {each.purpose for each in spending or self.budgets}
        return wording.noun_for(purposes, self.overview.comparison.current)

    @cached_property
    def figures(self) -> list[Figure]:
        """Return the figures of the tiles; the second is the one that the chart shows."""
        return main_figures(self.noun, one_unit(self.overview, self.place))

    @property
    def sentence(self) -> sentences.Sentence:
        """Return the page's answer."""
        if self.overview.comparison.current.is_empty and not self.is_started:
            return (sentences.reading if self.is_reading else sentences.waiting)(accounts=len(self.accounts))
        return sentences.performance(
            self.overview.comparison,
            choice=self.choice,
            noun=self.noun,
            maturing=maturing_part(self.overview),
            place=self.place,
            estimate=self.overview.estimate,
        )

    @property
    def tiles(self) -> list[Tile]:
        """Return the figures with their changes."""
        return make_tiles(self.overview, self.figures, choice=self.choice, place=self.place)

    @property
    def trend(self) -> Chart:
        """Return the chart."""
        return make_trend(self.overview, self.figures[1], place=self.place, where=self._where)

    @property
    def platforms(self) -> Table:
        """Return the table by platform."""
        return make_platform_table(self.overview, self.figures, place=self.place)

    @property
    def campaigns(self) -> Table:
        """Return the table by campaign."""
        return make_campaign_table(self.overview, self.budgets, self.figures, place=self.place)

    @property
    def today_figures(self) -> list[tuple[str, str, str]]:
        """Return what was counted today, in words; no costs, because a day under way has too few results for them."""
        counted = [
            SPEND,
            IMPRESSIONS,
            CLICKS,
            *([] if self.noun.outcome == wording.Outcome.CLICKS else [self.figures[1]]),
        ]
        today = combine(self.overview.today.values())
        texts = [(figure.label, *(figure.texts(today, self.place) or [formats.MISSING])) for figure in counted]
        return [(label, first, f"and {' and '.join(others)}" if others else "") for label, first, *others in texts]

    @property
    def change_days(self) -> list[tuple[str, list]]:
        """Return the newest changes by the day they were made on."""
        by_day = groupby(self.changes, key=lambda change: change.created_at.astimezone(self.place.zone).date())
        return [(self._named(day), list(changes)) for day, changes in by_day]

    @property
    def maturing(self) -> str:
        """Return which days are not final; empty when all are."""
        return maturing_words(self.overview, self.noun, self.place)

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
    def month(self) -> Month:
        """Return this month's budgets."""
        return make_month(
            self.budgets, self.overview.month, self.overview.month_began, today=self.today, place=self.place
        )

    @cached_property
    def needs(self) -> list[Need]:
        """Return what waits for somebody."""
        found = list_needs(
            self.accounts,
            self.attention,
            self.overview.feeds,
            has_campaigns=bool(self.budgets),
            now=self.now,
            place=self.place,
        )
        return [*found, *list_overclaims(self.truth, self.place)]

    def _named(self, day: date) -> str:
        ago = (self.today - day).days
        words = {0: "Today", 1: f"Yesterday, {formats.long_day(day, self.place.locale)}"}
        return words.get(ago, formats.long_day(day, self.place.locale))

    @cached_property
    def _account_ids(self) -> set[int]:
        return {account.pk for account in self.accounts}

    @property
    def _where(self) -> str:
        zones = {account.time_zone for account in self.accounts}
        clock = f"{city(*zones)} time" if len(zones) == 1 else "each account’s own days"
        platforms = {account.platform for account in self.accounts}
        return f"all platforms, {clock}" if len(platforms) > 1 else clock


def read_home(asked: Choice | None, *, now: datetime, today: date, place: Place, tables: bool = False) -> Home:
    """Read the dashboard of a period; None is the usual one. With `tables` only what its chart and tables show."""
    accounts = list(integrations.selectors.list_ad_accounts(include_disconnected=True))
    zones = {each.pk: each.time_zone for each in accounts}
    about: dict[str, Any] = {"currency": place.currency, "zones": zones, "by_campaign": tables}
    if asked is None:
        choice, overview = get_newest_overview(now=now, today=today, **about)
    else:
        choice, overview = asked, get_overview(asked, now=now, today=today, **about)
    return Home(
        choice=choice,
        overview=overview,
        accounts=[each for each in accounts if each.disconnected_at is None],
        budgets=campaigns.selectors.list_budgets(),
        attention=[] if tables else campaigns.selectors.list_attention(now=now),
        changes=[] if tables else campaigns.selectors.list_recent_changes(RECENT_CHANGES),
        now=now,
        today=today,
        place=place,
        truth=get_mature_truth(today=today, currency=place.currency),
    )


def one_unit(overview: Overview, place: Place) -> str:
    """Return one unit of the money that is shown: €1."""
    currency = overview.comparison.current.currency or place.currency
    return f"{formats.numbers.get_currency_symbol(currency, place.locale)}1"
