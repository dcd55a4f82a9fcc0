"""Reading what a page of numbers shows: a fixed number of queries, whatever the number of campaigns."""

from collections.abc import Collection, Mapping, Sequence
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
    _, shown_before = chart_periods(choice)
    span = shown_before.joined(choice.before).joined(Period(choice.period.since, max(choice.period.until, today)))
    about: dict[str, Any] = {"scope": Scope(campaign_ids=campaign_ids), "currency": currency}
    split = Cut(choice.period, (Dimension.CAMPAIGN,), **(about if by_campaign else {"scope": about["scope"]}))
    feeds = list_feeds(days=span)
    beliefs = make_beliefs(today, feeds, zones=zones)
    asked = {
        "days": [day_cut(span, **about), memory_cut(choice, now=now, **about)],
        "today": [Cut(Period(today, today), (), about["scope"])],
        "more": more,
        "ever": _ever_cuts(span.until, about["scope"]),
        "split": [split] if by_campaign or spending else [],
    }
    answers = _gather_named(asked, beliefs)
    (found, remembered), (until_now,), ever = answers["days"], answers["today"], answers["ever"]
    sums = {key: each for answer in answers["split"] for key, each in _single(answer.sums).items()}
    days = Days(found.sums)
    outlook = Outlook(days, beliefs)
    series = make_series(choice, days, _own(feeds, ever), beliefs, _began(ever, launched_date))
    is_final = is_mature(series["series"], choice.period)
    by_cost = sums if by_campaign else {}
    return Overview(
        comparison=judge(choice, days, remembered, feeds=feeds, now=now, is_final=is_final),
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


def _own(feeds: list[Freshness], ever: list[Answer]) -> list[Freshness]:
    """Return the feeds of the accounts that the campaigns are in; all, where that is not known or not asked."""
    own = {account_id for answer in ever for (account_id,) in answer.sums}
    return [feed for feed in feeds if feed.account_id in own] if own else feeds


def _began(ever: list[Answer], launched: date | None) -> date | None:
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
