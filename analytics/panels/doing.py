"""How we are doing: what every part of the dashboard says of a period."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import campaigns.selectors
import integrations.selectors
from analytics import sentences, wording
from analytics.panels.answer import tell_performance
from analytics.panels.figures import Figure, main_figures
from analytics.panels.maturing import maturing_words
from analytics.panels.remarks import city
from analytics.periods import Choice
from analytics.selectors import Cut, Overview, get_newest_overview, get_overview, has_figures
from integrations.types import Purpose
from tenants import formats
from tenants.place import Place


@dataclass(frozen=True)
class Doing:
    """A period's figures, read with a fixed number of queries; words and drawings are made when asked for."""

    choice: Choice
    overview: Overview
    accounts: Sequence
    """The ad accounts that are connected."""
    purposes: Mapping[Purpose | None, Collection[int]]
    """What the campaigns that have not ended are for, with their ids."""
    now: datetime
    today: date
    place: Place

    @cached_property
    def is_started(self) -> bool:
        """Return whether there is a figure to show."""
        known = any(feed.has_figures for feed in self.overview.feeds)
        return bool(self.overview.days.found) or known or (not self.overview.feeds and has_figures())

    @property
    def is_reading(self) -> bool:
        """Return whether the past of an account is still being read."""
        under_way = [each for each in self.overview.feeds if each.history_from_date and not each.history_done_at]
        return any(each.account_id in self.account_ids for each in under_way)

    @cached_property
    def noun(self) -> wording.Noun:
        """Return what the campaigns that spent money are meant to bring."""
        spending = [each for each, ids in self.purposes.items() if not self.overview.spending.isdisjoint(ids)]
        return wording.noun_for(spending or self.purposes.keys(), self.overview.comparison.current)

    @cached_property
    def figures(self) -> list[Figure]:
        """Return the figures of the tiles; the second is the one that the chart shows."""
        return main_figures(self.noun, one_unit(self.overview, self.place))

    @property
    def sentence(self) -> sentences.Sentence:
        """Return the page's answer."""
        if self.overview.comparison.current.is_empty and not self.is_started:
            return (sentences.reading if self.is_reading else sentences.waiting)(accounts=len(self.accounts))
        return tell_performance(self.overview, choice=self.choice, noun=self.noun, place=self.place)

    @cached_property
    def maturing(self) -> str:
        """Return which days are not final; empty when all are."""
        return maturing_words(self.overview, self.noun, self.place)

    @cached_property
    def account_ids(self) -> set[int]:
        """Return the connected accounts' internal ids."""
        return {account.pk for account in self.accounts}

    @property
    def where(self) -> str:
        """Say whose figures they are, and whose days."""
        zones = {account.time_zone for account in self.accounts}
        clock = f"{city(*zones)} time" if len(zones) == 1 else "each account’s own days"
        platforms = {account.platform for account in self.accounts}
        return f"all platforms, {clock}" if len(platforms) > 1 else clock


def read_doing(
    asked: Choice | None,
    *,
    now: datetime,
    today: date,
    place: Place,
    by_campaign: bool = False,
    more: Sequence[Cut] = (),
) -> dict[str, Any]:
    """Return the fields of `Doing` for a period, None being the usual one; its overview also has what else is asked for."""
    accounts = list(integrations.selectors.list_ad_accounts(include_disconnected=True))
    purposes = campaigns.selectors.list_purposes()
    about: dict[str, Any] = {
        "now": now,
        "today": today,
        "currency": place.currency,
        "zones": {each.pk: each.time_zone for each in accounts},
        "by_campaign": by_campaign,
        "spending": len(purposes) > 1,
        "more": more,
    }
    choice, overview = (asked, get_overview(asked, **about)) if asked else get_newest_overview(**about)
    connected = [each for each in accounts if each.disconnected_at is None]
    known = {"choice": choice, "overview": overview, "accounts": connected, "purposes": purposes}
    return known | {"now": now, "today": today, "place": place}


def one_unit(overview: Overview, place: Place) -> str:
    """Return one unit of the money that is shown: €1."""
    currency = overview.comparison.current.currency or place.currency
    return f"{formats.numbers.get_currency_symbol(currency, place.locale)}1"
