"""What ads' people have seen: how far videos are watched, and how worn an ad was on each day, for the reach."""

from collections import defaultdict
from collections.abc import Callable

from ..market import wear
from ..market.watching import Watched, watch
from ..store import Thing
from .call import Call
from .insights_ask import Ask
from .insights_lines import Line

WATCHED = {
    "video_play_actions": "plays", "video_p25_watched_actions": "to_25", "video_p50_watched_actions": "to_50",
    "video_p75_watched_actions": "to_75", "video_p100_watched_actions": "to_100",
}  # fmt: skip
"""Insights' fields, and what they are called in the market."""
_OF_PEOPLE = {"reach", "frequency", "cpp"}


class Films:
    """Knows which film each ad shows now, and how far it is watched; an ad that shows a picture is never played."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self._films: dict[str, str] = {}

    def watch(self, ad: Thing, day: str, impressions: int) -> Watched:
        if ad.id not in self._films:
            creative = self.call.store.get(ad.data["_creative"], "creative")
            self._films[ad.id] = str(creative.data.get("video_id") or "") if creative else ""
        film = self._films[ad.id]
        return watch(impressions, film, "meta", seed=self.call.world.config.seed, day=day) if film else Watched()


class Wear:
    """Knows for each ad and day how many of its impressions met somebody new, where the ask is about people."""

    def __init__(self, call: Call, ask: Ask, count_people: Callable[[Thing], float]) -> None:
        self.count_people = count_people
        self._daily: dict[str, dict[str, int]] = defaultdict(dict)
        self._fresh: dict[str, dict[str, float]] = {}
        if ask.tells_reach and _OF_PEOPLE & set(ask.fields):
            for ad, day, shown in call.store.db.execute(_DAILY, (call.account.id, *_span(ask))):
                self._daily[ad][day] = shown

    def share_of_new_faces(self, line: Line, day: str) -> float:
        daily = self._daily.get(line.ad.id)
        if not daily or not daily.get(day):
            return 1.0
        if line.ad.id not in self._fresh:
            self._fresh[line.ad.id] = wear.freshen(daily, self.count_people(line.adset))
        return self._fresh[line.ad.id][day] / daily[day]


def _span(ask: Ask) -> tuple[str, str]:
    return wear.remembered_since(ask.since), ask.until


_DAILY = "SELECT ad, day, sum(impressions) FROM hours WHERE account=? AND day BETWEEN ? AND ? GROUP BY ad, day"
