"""Rows of figures over many days: at once where Meta answers at once, else as a report that it prepares.

A large stretch is ordered as a report; one that Meta takes too long over is read in smaller windows, a window that is too
much at once is halved, and a day that is too much is prepared. https://developers.facebook.com/docs/marketing-api/insights
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount

from integrations.errors import NotReadyYet
from integrations.platforms.meta import reports
from integrations.platforms.meta.client import list_edge
from integrations.platforms.meta.errors import TooMuchAtOnce

PAGE_SIZE = 500
Row = Mapping[str, Any]


def read_days(account: AdAccount, since: date, until: date, asked: Row, *, most: timedelta) -> Iterator[Row]:
    """Yield the rows of both days and those between; `asked` names fields (with commas), level, step and breakdowns."""
    if until - since >= most:
        try:
            return reports.run(account, {**asked, **_range(since, until)}, page_size=PAGE_SIZE)
        except NotReadyYet:
            pass  # ordering the same again would begin it anew: smaller windows come to an end
    return _read_windows(account, since, until, most, asked)


def read_whole(account: AdAccount, since: date, until: date, asked: Row) -> Iterator[Row]:
    """Yield rows that stand for all the days together, which therefore can't be read in parts."""
    params = {**asked, **_range(since, until)}
    try:
        return iter(_ask(account, params))
    except TooMuchAtOnce:
        return reports.run(account, params, page_size=PAGE_SIZE)


def _read_windows(account: AdAccount, since: date, until: date, most: timedelta, asked: Row) -> Iterator[Row]:
    while since <= until:
        last = min(until, since + most - timedelta(days=1))
        yield from _read_window(account, since, last, asked)
        since = last + timedelta(days=1)


def _read_window(account: AdAccount, since: date, until: date, asked: Row) -> list[Row]:
    """Return a window's rows; one that is too much at once is halved, and a day that is too much is prepared."""
    if since == until:
        return list(read_whole(account, since, until, asked))
    try:
        return _ask(account, {**asked, **_range(since, until)})
    except TooMuchAtOnce:
        middle = since + (until - since) // 2
        first = _read_window(account, since, middle, asked)
        return first + _read_window(account, middle + timedelta(days=1), until, asked)


def _ask(account: AdAccount, params: Row) -> list[Row]:
    """Return all pages of an answer."""
    rest = {name: value for name, value in params.items() if name != "fields"}
    return list(list_edge(account, "insights", params["fields"].split(","), limit=PAGE_SIZE, shrinks=False, **rest))


def _range(since: date, until: date) -> dict[str, Any]:
    return {"time_range": {"since": since.isoformat(), "until": until.isoformat()}}
