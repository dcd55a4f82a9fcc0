"""What ads' people have seen: how far videos are watched, and how worn an ad was on each day, for the reach."""

from collections import defaultdict

from ..market import wear
from ..market.audience import count_people
from ..market.watching import Watched, watch
from ..store import Thing
from .call import Call
from .delivery import crowd_of
from .report_ask import Ask


class Films:
    """Knows which film each ad shows now, and how far it is watched; a carousel of pictures is never played."""

    def __init__(self, call: Call) -> None:
        self.seed = call.world.config.seed

    def watch(self, ad: Thing, day: str, impressions: int) -> Watched:
        film = film_of(ad)
        return watch(impressions, film, "tiktok", seed=self.seed, day=day) if film else Watched()


def film_of(ad: Thing) -> str:
    """Return the id of the video that an ad shows, of several the first; nothing where it shows pictures."""
    if ad.data.get("video_id"):
        return str(ad.data["video_id"])
    infos = [creative["creative_info"].get("video_info") for creative in ad.data.get("creative_list") or []]
    return next((str(info["video_id"]) for info in infos if info), "")


class Wear:
    """Knows for each ad and day how many of its impressions met somebody new."""

    def __init__(self, call: Call, ask: Ask) -> None:
        self._daily: dict[str, dict[str, int]] = defaultdict(dict)
        self._fresh: dict[str, dict[str, float]] = {}
        span = (wear.remembered_since(ask.since), ask.until)
        for ad, day, shown in call.store.db.execute(_DAILY, (call.account.id, *span)):
            self._daily[ad][day] = shown

    def share_of_new_faces(self, line: list[Thing], day: str) -> float:
        ad, adgroup = line[:2]
        daily = self._daily.get(ad.id)
        if not daily or not daily.get(day):
            return 1.0
        if ad.id not in self._fresh:
            self._fresh[ad.id] = wear.freshen(daily, count_people(crowd_of([adgroup])))
        return self._fresh[ad.id][day] / daily[day]


_DAILY = "SELECT ad, day, sum(impressions) FROM hours WHERE account=? AND day BETWEEN ? AND ? GROUP BY ad, day"
