"""Add up the market's rows for an ask: by object of the level, by step of days, by hour or part of the audience."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..market.watching import Watched
from ..store import Thing
from .call import Call
from .insights_ask import Ask
from .insights_lines import Line, list_lines
from .insights_parts import Splitter, count_people
from .insights_seen import WATCHED, Films, Wear

# of a hundred link clicks about 84 see the page load; rounded by a mixed-up remainder so that sums still add up
_PAGE_VIEWS = "(link_clicks * 84 + (impressions * 37 + link_clicks * 61) % 100) / 100"


@dataclass(slots=True)
class Group:
    """One row to be: whose, when, which part, how much. `results` holds counts and micros by (kind, window); the window
    "default" is what the ad sets' own attribution settings count, of which there may be several (`settings`). `days` are
    impressions by day, as many as an ad that is new would need, `people` the audiences' sizes by ad set, for the reach."""

    line: list[Thing]
    since: str
    until: str
    hour: int
    part: str = ""
    impressions: int = 0
    clicks: int = 0
    link_clicks: int = 0
    spend: int = 0
    page_views: int = 0
    results: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    settings: set[frozenset[str]] = field(default_factory=set)
    days: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    people: dict[str, float] = field(default_factory=dict)
    watched: Watched = field(default_factory=Watched)


def collect(call: Call, owner: Thing, ask: Ask) -> list[Group]:
    """Return the groups in order of object and day; those with neither impressions nor results are absent.

    Conversions count when they are known by now, on the day of their click. Objects that are deleted or archived
    are left out below account level unless a filter asks for them, while the levels above still contain them.
    """
    rows = _Rows(call, ask, list_lines(call, owner, ask))
    if not rows.splitter.answers_nothing:
        rows.add_hours()
        rows.add_conversions()
    found = [rows.groups[key] for key in sorted(rows.groups)]
    return [group for group in found if group.impressions or any(cell[0] for cell in group.results.values())]


class _Rows:
    def __init__(self, call: Call, ask: Ask, lines: dict[str, Line]) -> None:
        self.call, self.ask, self.lines = call, ask, lines
        self.splitter = Splitter(call, ask.breakdown)
        self.groups: dict[tuple, Group] = {}
        self._sizes: dict[str, float] = {}
        self.wear = Wear(call, ask, self._count_people)
        self.films = Films(call) if set(ask.fields) & WATCHED.keys() else None

    def add_hours(self) -> None:
        for ad, day, hour, *numbers in _hours(self.call, self.ask):
            if line := self.lines.get(ad):
                for part, shares in self.splitter.split_numbers(line.ad, line.adset, day, numbers):
                    group = self._group(line, day, hour, part)
                    self._add(group, line, day, shares)
                    if self.films:
                        group.watched += self.films.watch(line.ad, day, shares[0])

    def _add(self, group: Group, line: Line, day: str, numbers: list[int]) -> None:
        group.impressions += numbers[0]
        group.clicks += numbers[1]
        group.link_clicks += numbers[2]
        group.spend += numbers[3]
        group.page_views += numbers[4]
        group.days[day] += numbers[0] * self.wear.share_of_new_faces(line, day)
        if line.adset.id not in group.people and self.ask.tells_reach:
            share = self.splitter.share_of_people(line.adset, group.part)
            group.people[line.adset.id] = share * self._count_people(line.adset)

    def add_conversions(self) -> None:
        """Meta tells by the hour only of what happens on Meta itself: its own forms' leads."""
        for ad, day, hour, kind, window, *cell in _conversions(self.call, self.ask):
            line = self.lines.get(ad)
            word = "form_lead" if line and kind == "lead" and line.has_form else kind
            if line is None or (self.ask.hourly and word != "form_lead"):
                continue
            for part, share in self.splitter.split_results(line.ad, line.adset, day, kind, window, tuple(cell)):
                group = self._group(line, day, hour, part)
                group.settings.add(line.windows)
                for name in (window, "default") if window in line.windows else (window,):
                    group.results[word, name][0] += share[0]
                    group.results[word, name][1] += share[1]

    def _count_people(self, adset: Thing) -> float:
        if adset.id not in self._sizes:
            self._sizes[adset.id] = count_people(self.call, adset)
        return self._sizes[adset.id]

    def _group(self, line: Line, day: str, hour: int, part: str) -> Group:
        since, until = _bucket(self.ask, day)
        key = (line.above[0].id, since, hour, part)
        if key not in self.groups:
            self.groups[key] = Group(line.above, since, until, hour, part)
        return self.groups[key]


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


def _bucket(ask: Ask, day: str) -> tuple[str, str]:
    if not ask.step:
        return ask.since, ask.until
    if ask.step == 1:
        return day, day
    first = date.fromisoformat(ask.since)
    start = first + timedelta(days=(date.fromisoformat(day) - first).days // ask.step * ask.step)
    return start.isoformat(), min((start + timedelta(days=ask.step - 1)).isoformat(), ask.until)
