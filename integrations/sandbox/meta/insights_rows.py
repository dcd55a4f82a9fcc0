"""Add up the market's rows for an ask: by object of the level, by step of days, by hour."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..store import Thing
from . import status
from .call import Call
from .filters import passes, read_filters
from .insights_ask import Ask

# of a hundred link clicks about 84 see the page load; rounded by a mixed-up remainder so that sums still add up
_PAGE_VIEWS = "(link_clicks * 84 + (impressions * 37 + link_clicks * 61) % 100) / 100"


@dataclass(frozen=True, slots=True)
class Line:
    """An ad's line upwards from the asked level, and what its ad set says about counting results."""

    above: list[Thing]
    windows: frozenset[str]
    has_form: bool


@dataclass(slots=True)
class Group:
    """One row to be: whose, when, how much. `results` holds counts and micros by (kind, window); the window "default"
    is what the ad sets' own attribution settings count."""

    line: list[Thing]
    since: str
    until: str
    hour: int
    impressions: int = 0
    clicks: int = 0
    link_clicks: int = 0
    spend: int = 0
    page_views: int = 0
    results: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))


def collect(call: Call, owner: Thing, ask: Ask) -> list[Group]:
    """Return the groups in order of object and day; those with neither impressions nor results are absent.

    Conversions count when they are known by now, on the day of their click. Objects that are deleted or archived
    are left out below account level unless a filter asks for them, while the levels above still contain them.
    """
    lines = _lines(call, owner, ask)
    groups: dict[tuple, Group] = {}
    for ad, day, hour, *numbers in _hours(call, ask):
        if ad in lines:
            group = _group(groups, lines[ad].above, ask, day, hour)
            group.impressions += numbers[0]
            group.clicks += numbers[1]
            group.link_clicks += numbers[2]
            group.spend += numbers[3]
            group.page_views += numbers[4]
    for ad, day, hour, kind, window, count, value in _conversions(call, ask):
        if ad in lines:
            line = lines[ad]
            group = _group(groups, line.above, ask, day, hour)
            word = "form_lead" if kind == "lead" and line.has_form else kind
            for cell in (window, "default") if window in line.windows else (window,):
                group.results[word, cell][0] += count
                group.results[word, cell][1] += value
    found = [groups[key] for key in sorted(groups)]
    return [group for group in found if group.impressions or any(cell[0] for cell in group.results.values())]


def _lines(call: Call, owner: Thing, ask: Ask) -> dict[str, Line]:
    """Return, by ad, its line for the ads that the ask is about; the level's object comes first."""
    filters = read_filters(call)
    named = owner.kind == ask.level or any(rule["field"].endswith("effective_status") for rule in filters)
    above = {
        thing.id: thing for kind in ("campaign", "adset") for thing in call.store.list(kind, account=call.account.id)
    }
    found = {}
    for ad in call.store.list("ad", account=call.account.id):
        line = [ad, above[ad.parent], above[ad.data["campaign_id"]], call.account]
        if not any(thing.id == owner.id for thing in line):
            continue
        line = line[{"ad": 0, "adset": 1, "campaign": 2, "account": 3}[ask.level] :]
        gone = line[0].kind != "account" and status.effective(call, line[0]) in ("DELETED", "ARCHIVED")
        if (named or not gone) and all(passes(call, line[0], rule) for rule in filters):
            adset = above[ad.parent]
            form = adset.data["optimization_goal"] in ("LEAD_GENERATION", "QUALITY_LEAD")
            found[ad.id] = Line(line, _windows(adset), form)
    return found


def _windows(adset: Thing) -> frozenset[str]:
    """Return the windows that the ad set's attribution setting counts."""
    spec = {(w["event_type"], w["window_days"]) for w in adset.data["attribution_spec"]}
    found = {"1d_click"} if ("CLICK_THROUGH", 1) in spec else set()
    found |= {"1d_click", "7d_click"} if ("CLICK_THROUGH", 7) in spec else set()
    return frozenset(found | ({"1d_view"} if ("VIEW_THROUGH", 1) in spec else set()))


def _hours(call: Call, ask: Ask) -> Iterator[tuple]:
    hour = "hour" if ask.hourly else "-1"
    return call.store.db.execute(
        f"SELECT ad, day, {hour} AS h, sum(impressions), sum(clicks), sum(link_clicks), sum(spend), sum({_PAGE_VIEWS})"
        " FROM hours WHERE account=? AND day BETWEEN ? AND ? GROUP BY ad, day, h",
        (call.account.id, ask.since, ask.until),
    )


def _conversions(call: Call, ask: Ask) -> Iterator[tuple]:
    hour = "hour" if ask.hourly else "-1"
    return call.store.db.execute(
        f"SELECT ad, day, {hour} AS h, kind, win, sum(count), sum(value) FROM conversions"
        " WHERE account=? AND day BETWEEN ? AND ? AND known<=? GROUP BY ad, day, h, kind, win",
        (call.account.id, ask.since, ask.until, call.now),
    )


def _group(groups: dict[tuple, Group], line: list[Thing], ask: Ask, day: str, hour: int) -> Group:
    since, until = _bucket(ask, day)
    key = (line[0].id, since, hour)
    if key not in groups:
        groups[key] = Group(line, since, until, hour)
    return groups[key]


def _bucket(ask: Ask, day: str) -> tuple[str, str]:
    if not ask.step:
        return ask.since, ask.until
    if ask.step == 1:
        return day, day
    first = date.fromisoformat(ask.since)
    start = first + timedelta(days=(date.fromisoformat(day) - first).days // ask.step * ask.step)
    return start.isoformat(), min((start + timedelta(days=ask.step - 1)).isoformat(), ask.until)
