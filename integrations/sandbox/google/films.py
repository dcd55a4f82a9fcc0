"""How far the videos of video ads are watched, in shares of their impressions. Ads that mix pictures in tell nothing."""

from dataclasses import asdict

from ..market.watching import watch
from .call import Call

WATCHED = tuple(f"metrics.video_quartile_p{percent}_rate" for percent in (25, 50, 75, 100))
_KIND = "demand_gen_video_responsive_ad"


class Films:
    """Knows which film each ad shows now; of several the first."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self._films: dict[str, str] = {}

    def watch(self, ad_id: str, day: str, impressions: int) -> dict[str, int]:
        """Return plays (which are the impressions) and how many came to each quarter; nothing for ads without a film."""
        if ad_id not in self._films:
            ad = self.call.store.get(ad_id, "google.ad_group_ad")
            videos = ((ad.data.get("ad") or {}).get(_KIND) or {}).get("videos") if ad else None
            self._films[ad_id] = str(videos[0]["asset"]) if videos else ""
        film = self._films[ad_id]
        return asdict(watch(impressions, film, "google", seed=self.call.world.config.seed, day=day)) if film else {}
