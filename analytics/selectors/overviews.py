"""Reading what a page of numbers shows: a fixed number of queries, whatever the number of campaigns."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from analytics.periods import DEFAULT, EARLIEST, Choice, named
from analytics.selectors.comparison import judge, memory_cut
from analytics.selectors.cuts import Answer, Cut, Dimension, Scope
from analytics.selectors.days import Days, day_cut, is_mature
from analytics.selectors.estimates import Beliefs, make_beliefs
from analytics.selectors.facts import gather
from analytics.selectors.freshness import list_feeds
from analytics.selectors.outlook import Outlook
from analytics.selectors.overview import Overview, chart_periods, make_series
from analytics.types import Estimate, Freshness, Metrics, Period

Ids = Collection[int] | None
MOST_ESTIMATED = 12
"""So many campaigns, the most expensive ones, come with an estimate."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What an overview is asked for, as `get_overview` says."""

    choice: Choice
    now: datetime
    today: date
    scope: Scope
    currency: str | None
    by_campaign: bool
    spending: bool
    more: Sequence[Cut]

    @property
    def span(self) -> Period:
        """Return the days that are read: those shown, those before, and today."""
        period, (_, shown_before) = self.choice.period, chart_periods(self.choice)
        return shown_before.joined(self.choice.before).joined(Period(period.since, max(period.until, self.today)))

    @property
    def cuts(self) -> dict[str, Sequence[Cut]]:
        """Return what is asked of the figures, by name."""
        about: dict[str, Any] = {"scope": self.scope, "currency": self.currency}
        split = Cut(self.choice.period, (Dimension.CAMPAIGN,), **(about if self.by_campaign else {"scope": self.scope}))
        return {
            "days": [day_cut(self.span, **about), memory_cut(self.choice, now=self.now, **about)],
            "today": [Cut(Period(self.today, self.today), (), self.scope)],
            "more": self.more,
            "ever": _ever_cuts(self.span.until, self.scope),
            "split": [split] if self.by_campaign or self.spending else [],
        }


def get_overview(
    choice: Choice,
    *,
    now: datetime,
    today: date,
    campaign_ids: Ids = None,
    launched_date: date | None = None,
    currency: str | None = None,
    zones: Mapping[int, str] | None = None,
    by_campaign: bool = True,
    spending: bool = False,
    more: Sequence[Cut] = (),
) -> Overview:
    """Return everything that a page of numbers shows of a period; four queries, five without the accounts' `zones`.

    Without `by_campaign` nothing is told by campaign, and there is one query less; `spending` says that then it is wanted
    nevertheless which campaigns have figures, which costs less than their money. `more` cuts are answered by the same query.

    `today` is the day it is where the page is read; `now` decides what was known when the earlier period was as old.
    With `currency` money is put into it, where there are rates. Days before campaigns were launched, and without figures
    of theirs, are a gap.
    """
    wanted = _Wanted(choice, now, today, Scope(campaign_ids=campaign_ids), currency, by_campaign, spending, more)
    feeds = list_feeds(days=wanted.span)
    beliefs = make_beliefs(today, feeds, zones=zones)
    return _make(wanted, _gather_named(wanted.cuts, beliefs), feeds, beliefs, launched_date)


def _make(
    wanted: _Wanted,
    answers: Mapping[str, list[Answer]],
    feeds: list[Freshness],
    beliefs: Beliefs,
    launched_date: date | None,
) -> Overview:
    choice, today = wanted.choice, wanted.today
    (found, remembered), (until_now,), ever = answers["days"], answers["today"], answers["ever"]
    sums = {key: each for answer in answers["split"] for key, each in _single(answer.sums).items()}
    days = Days(found.sums)
    outlook = Outlook(days, beliefs)
    series = make_series(choice, days, _own(feeds, ever), beliefs, _began(ever, launched_date))
    is_final = is_mature(series["series"], choice.period)
    by_cost = sums if wanted.by_campaign else {}
    return Overview(
        comparison=judge(choice, days, remembered, feeds=feeds, now=wanted.now, is_final=is_final),
        days=days,
        **series,
        by_campaign=by_cost,
        spending=sums.keys(),
        today=until_now.sums.get((), Metrics()),
        feeds=feeds,
        estimate=outlook.total(choice.period),
        estimates_by_campaign=_estimate_campaigns(choice.period, by_cost, beliefs, today),
        outlook=outlook,
        more=answers["more"],
    )


def _gather_named(asked: Mapping[str, Sequence[Cut]], beliefs: Beliefs) -> dict[str, list[Answer]]:
    """Answer cuts by name, with one query."""
    answers = iter(gather([cut for cuts in asked.values() for cut in cuts], beliefs=beliefs))
    return {name: list(islice(answers, len(cuts))) for name, cuts in asked.items()}


def get_newest_overview(*, now: datetime, today: date, **about: Any) -> tuple[Choice, Overview]:
    """Return what is shown where no period was asked for: the last 7 days, or today where only today has figures.

    As many queries as `get_overview`, which takes the same; twice as many on an organisation's first day.
    """
    choice = named(DEFAULT, today)
    overview = get_overview(choice, now=now, today=today, **about)
    if overview.comparison.current.is_empty and overview.days.accounts(Period(today, today)):
        choice = named("today", today)
        overview = get_overview(choice, now=now, today=today, **about)
    return choice, overview


def _ever_cuts(until: date, scope: Scope) -> list[Cut]:
    """Return the cut that tells in which accounts campaigns ever had figures, and from when on; none for all campaigns."""
    if scope.campaign_ids is None:
        return []
    return [Cut(Period(EARLIEST, until), (Dimension.ACCOUNT,), scope, marks=True)]


def _own(feeds: list[Freshness], ever: Sequence[Answer]) -> list[Freshness]:
    """Return the feeds of the accounts that the campaigns are in; all, where that is not known or not asked."""
    own = {account_id for answer in ever for (account_id,) in answer.sums}
    return [feed for feed in feeds if feed.account_id in own] if own else feeds


def _began(ever: Sequence[Answer], launched: date | None) -> date | None:
    """Return on which day the campaigns began: with their first figure, or as they were launched before one came."""
    firsts = [day for answer in ever for day in answer.first_days.values()]
    return min([*firsts, *([launched] if launched else [])], default=date.max) if ever else None


def _estimate_campaigns(
    period: Period, by_campaign: dict[int | None, Metrics], beliefs: Beliefs, today: date
) -> dict[int | None, Estimate]:
    if not by_campaign:
        return {}
    known = sorted((each for each in by_campaign if each is not None), key=lambda each: -_weight(by_campaign[each]))
    scope = Scope(campaign_ids=known[:MOST_ESTIMATED])
    (answer,) = gather([Cut(period, (Dimension.CAMPAIGN,), scope, matures=today)], beliefs=beliefs)
    return _single(answer.estimates)


def _weight(metrics: Metrics) -> float:
    return max((float(part.spend_micros or 0) for part in metrics.by_currency or (metrics,)), default=0.0)


def _single(groups: dict[tuple, Any]) -> dict[Any, Any]:
    return {key: each for (key,), each in groups.items()}
