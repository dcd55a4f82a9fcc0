"""Add up the market's rows for a report: by object of the level, by day or hour, by part of the audience."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..market.watching import Watched
from ..store import Thing
from .budgets import ratio
from .call import Call
from .report_ask import Ask
from .report_counts import LATE, Counts, read_counts
from .report_parts import count_reach, split_day
from .report_seen import Films, Wear
from .report_words import CUT, DAY, HOUR, WATCHED

_DEPTH = {"AUCTION_AD": 0, "AUCTION_ADGROUP": 1, "AUCTION_CAMPAIGN": 2, "AUCTION_ADVERTISER": 3}
_KEEPS = {"campaign_ids": 2, "adgroup_ids": 1, "ad_ids": 0, "ad_ids_v2": 0}
_PEOPLE = {"reach", "frequency", "cost_per_1000_reached"}
_CUT_ADS = 20_000
_HARDLY_SPENT = 500_000
Lines = dict[str, list[Thing]]


@dataclass(slots=True)
class Group(Counts):
    """One row to be. `line` begins with the level's object and ends with the advertiser; `part` is TikTok's word for a part
    of the audience; `reach` and `watched` are counted where they are asked for."""

    line: list[Thing] = field(default_factory=list)
    moment: str = ""
    part: str = ""
    reach: int = 0
    watched: Watched = field(default_factory=Watched)


def collect(call: Call, ask: Ask) -> list[Group]:
    """Return the groups in order of time, object and part; those without impressions and results are absent."""
    lines, depth = _lines(call, ask), _DEPTH[ask.level]
    groups: dict[tuple[str, str, str], Group] = {}
    films = Films(call) if WATCHED.keys() & set(ask.metrics) else None
    for ad, day, moment, part, counts in _rows(call, ask, lines):
        line = lines[ad][depth:]
        key = (moment, line[0].id, part)
        if key not in groups:
            groups[key] = Group(line=line, moment=moment, part=part)
        groups[key].add(counts)
        if films:
            groups[key].watched += films.watch(lines[ad][0], day, counts.impressions)
    if _PEOPLE & set(ask.metrics):
        _add_reach(call, ask, lines, groups)
    return [groups[key] for key in sorted(groups) if not groups[key].is_empty]


def _rows(call: Call, ask: Ask, lines: Lines) -> Iterator[tuple[str, str, str, str, Counts]]:
    """Yield counts by ad, day, moment as reports write it, and part."""
    found = {key: counts for key, counts in read_counts(call, ask, late=ask.split in LATE).items() if key[0] in lines}
    left_out = _hardly_shown(call, ask, found)
    for (ad, day, hour), counts in found.items():
        if ask.split:
            for part, some in split_day(call, ask.split, lines[ad], day, counts):
                yield ad, day, _moment(ask, day, hour), part, some
        elif (ad, day) not in left_out:
            yield ad, day, _moment(ask, day, hour), "", _with_forms(counts, lines[ad])


def _hardly_shown(call: Call, ask: Ask, found: dict[tuple[str, str, int], Counts]) -> set[tuple[str, str]]:
    """Return the ads and days that reports by ad leave out: those with hardly any spend (50 cents here). TikTok says that it
    leaves some out, by "an internal algorithm"; campaigns and ad groups have them in their sums."""
    spent: Counter[tuple[str, str]] = Counter()
    for (ad, day, _), counts in found.items():
        spent[ad, day] += counts.spend
    least = _HARDLY_SPENT * ratio(call.account.data["currency"])
    return {key for key, spend in spent.items() if spend < least} if ask.level == "AUCTION_AD" else set()


def _with_forms(counts: Counts, line: list[Thing]) -> Counts:
    """Return the counts with leads by forms inside TikTok apart from those by forms on a website."""
    inside = line[1].data.get("promotion_target_type") == "INSTANT_PAGE"
    if inside and "lead" in counts.results:
        counts.results["onsite lead"] = counts.results.pop("lead")
    return counts


def _add_reach(call: Call, ask: Ask, lines: Lines, groups: dict[tuple[str, str, str], Group]) -> None:
    """Count people, who are told apart later than impressions are counted; a worn ad meets fewer who are new."""
    days: dict[tuple[str, str, str], dict[str, float]] = {key: defaultdict(float) for key in groups}
    wear = Wear(call, ask)
    seen: dict[tuple[str, str, str], dict[str, list[Thing]]] = {key: {} for key in groups}
    for (ad, day, hour), counts in read_counts(call, ask, late=True).items():
        if ad in lines and (key := (_moment(ask, day, hour), lines[ad][_DEPTH[ask.level]].id, "")) in groups:
            days[key][day] += counts.impressions * wear.share_of_new_faces(lines[ad], day)
            seen[key][ad] = lines[ad]
    for key, group in groups.items():
        group.reach = count_reach(list(seen[key].values()), days[key])


def _lines(call: Call, ask: Ask) -> Lines:
    """Return, by ad, its line up to the advertiser; deleted ones only where they are asked for, and of more than 20,000 the
    newest, which only a header says."""
    above = {
        thing.id: thing
        for kind in ("tiktok.campaign", "tiktok.adgroup")
        for thing in call.store.list(kind, account=call.account.id)
    }
    found = {}
    for ad in call.store.list("tiktok.ad", account=call.account.id):
        line = [ad, above[ad.parent], above[ad.data["campaign_id"]], call.account]
        if _is_asked(ask, line):
            found[ad.id] = line
    if len(found) > _CUT_ADS:
        call.headers["X-Tt-Ads-Throttle"] = CUT
        found = dict(list(found.items())[-_CUT_ADS:])
    return found


def _is_asked(ask: Ask, line: list[Thing]) -> bool:
    for name, ids in ask.ids.items():
        if line[_KEEPS[name]].id not in ids:
            return False
    gone = any(part.data.get("operation_status") == "DELETE" for part in line[_DEPTH[ask.level] : 3])
    return ask.with_deleted or not gone


def _moment(ask: Ask, day: str, hour: int) -> str:
    return {DAY: f"{day} 00:00:00", HOUR: f"{day} {hour:02d}:00:00"}.get(ask.time, "")
