"""Add up the market's rows for a report: by object of the level, by day or hour."""

from collections import defaultdict
from dataclasses import dataclass, field

from ..store import Thing
from .call import Call
from .report_ask import Ask

_DEPTH = {"AUCTION_AD": 0, "AUCTION_ADGROUP": 1, "AUCTION_CAMPAIGN": 2, "AUCTION_ADVERTISER": 3}
_KEEPS = {"campaign_ids": 2, "adgroup_ids": 1, "ad_ids": 0, "ad_id_v2": 0}


@dataclass(slots=True)
class Group:
    """One row to be. `results` holds counts and micros by kind; `fresh` what is dated by its own moment, not its
    click's. `line` begins with the level's object and ends with the advertiser."""

    line: list[Thing]
    moment: str
    impressions: int = 0
    clicks: int = 0
    spend: int = 0
    results: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))


def collect(call: Call, ask: Ask) -> list[Group]:
    """Return the groups in order of time, then object; those without impressions and results are absent.

    Results count when they are known by now, on the day of their click (`conversion`).
    """
    lines = _lines(call, ask)
    groups: dict[tuple[str, str], Group] = {}
    for ad, day, hour, impressions, clicks, spend in _hours(call, ask):
        if ad in lines:
            group = _group(groups, lines[ad], ask, day, hour)
            group.impressions += impressions
            group.clicks += clicks
            group.spend += spend
    for ad, day, hour, kind, count, value in _conversions(call, ask):
        if ad in lines:
            group = _group(groups, lines[ad], ask, day, hour)
            group.results[kind][0] += count
            group.results[kind][1] += value
    found = [groups[key] for key in sorted(groups)]
    return [group for group in found if group.impressions or any(count for count, _ in group.results.values())]


def _lines(call: Call, ask: Ask) -> dict[str, list[Thing]]:
    """Return, by ad, its line from the level's object upwards; deleted ones only where they are asked for."""
    above = {
        thing.id: thing
        for kind in ("tiktok.campaign", "tiktok.adgroup")
        for thing in call.store.list(kind, account=call.account.id)
    }
    found = {}
    for ad in call.store.list("tiktok.ad", account=call.account.id):
        line = [ad, above[ad.parent], above[ad.data["campaign_id"]], call.account]
        if _is_asked(ask, line):
            found[ad.id] = line[_DEPTH[ask.level] :]
    return found


def _is_asked(ask: Ask, line: list[Thing]) -> bool:
    for name, ids in ask.ids.items():
        if line[_KEEPS[name]].id not in ids:
            return False
    gone = any(part.data.get("operation_status") == "DELETE" for part in line[_DEPTH[ask.level] : 3])
    return ask.with_deleted or not gone


def _hours(call: Call, ask: Ask) -> list[tuple]:
    hour = "hour" if ask.time == "stat_time_hour" else "-1"
    return call.store.db.execute(
        f"SELECT ad, day, {hour} AS h, sum(impressions), sum(clicks), sum(spend) FROM hours"
        " WHERE account=? AND day BETWEEN ? AND ? GROUP BY ad, day, h",
        (call.account.id, ask.since, ask.until),
    ).fetchall()


def _conversions(call: Call, ask: Ask) -> list[tuple]:
    hour = "hour" if ask.time == "stat_time_hour" else "-1"
    return call.store.db.execute(
        f"SELECT ad, day, {hour} AS h, kind, sum(count), sum(value) FROM conversions"
        " WHERE account=? AND day BETWEEN ? AND ? AND known<=? GROUP BY ad, day, h, kind",
        (call.account.id, ask.since, ask.until, call.now),
    ).fetchall()


def _group(groups: dict[tuple[str, str], Group], line: list[Thing], ask: Ask, day: str, hour: int) -> Group:
    moment = {"stat_time_day": f"{day} 00:00:00", "stat_time_hour": f"{day} {hour:02d}:00:00"}.get(ask.time, "")
    key = (moment, line[0].id)
    if key not in groups:
        groups[key] = Group(line, moment)
    return groups[key]
