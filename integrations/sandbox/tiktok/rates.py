"""Counted calls: an app's limits a second, a minute and a day (platform facts, section E). No header tells of them.

They go by the sandbox's clock. While it stands still a second never ends, so then only the limit a day counts.
"""

from collections import deque
from dataclasses import dataclass, field

from ..world import World
from .errors import TOO_OFTEN, TikTokError

_TIERS = {"basic": (10, 600), "advanced": (20, 1_200), "premium": (30, 1_800), "ultimate": (50, 3_000)}
_A_DAY = 864_000
_OF_THEIR_OWN = {"/ad/create/": (5, 150)}
_SAME_AD_S = 5


@dataclass(slots=True)
class Rates:
    """Kept in memory: a restart forgets them."""

    calls: dict[str, deque[float]] = field(default_factory=dict)
    days: dict[int, int] = field(default_factory=dict)
    written: dict[str, float] = field(default_factory=dict)

    def take(self, world: World, address: str) -> None:
        """Count a call; raises 40100 for one over a limit."""
        now = world.now()
        day = int(now // 86_400)
        self.days = {day: self.days.get(day, 0) + 1}
        if self.days[day] > _A_DAY:
            raise _too_often("QPD (queries per day)")
        if world.clock.speed:
            self._take("", _TIERS[world.config.tiers["tiktok"]], now)
            if address in _OF_THEIR_OWN:
                self._take(address, _OF_THEIR_OWN[address], now)

    def take_ad(self, world: World, ad_id: str) -> None:
        """Count a change of one Smart+ ad: once in five seconds."""
        now = world.now()
        if world.clock.speed and 0 <= now - self.written.get(ad_id, -1e9) < _SAME_AD_S:
            raise _too_often("QPS (one change of the same Smart+ ad in 5 seconds)")
        self.written[ad_id] = now

    def _take(self, name: str, limits: tuple[int, int], now: float) -> None:
        kept = self.calls.setdefault(name, deque())
        while kept and not now - 60 < kept[0] <= now:
            kept.popleft()
        if sum(1 for moment in kept if moment > now - 1) >= limits[0]:
            raise _too_often("QPS (queries per second)")
        if len(kept) >= limits[1]:
            raise _too_often("QPM (queries per minute)")
        kept.append(now)


def _too_often(which: str) -> TikTokError:
    return TikTokError(f"Too many requests. Please retry in some time. The {which} limit is reached.", TOO_OFTEN)
