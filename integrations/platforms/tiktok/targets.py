"""What TikTok offers to aim at, and how many people it guesses behind a targeting."""

from collections.abc import Iterator

from integrations import types as t
from integrations.platforms.tiktok import params
from integrations.platforms.tiktok.client import TikTokApi
from integrations.platforms.tiktok.places import PLACEMENT, Places

NO_GUESS = "TikTok gives no number for this audience."


class Targets:
    """One ad account's choices."""

    def __init__(self, api: TikTokApi, advertiser_id: str, places: Places):
        self.api = api
        self.advertiser_id = advertiser_id
        self.places = places

    def search(self, kind: t.TargetingKind, query: str, limit: int) -> list[t.TargetingOption]:
        """Return what fits some words; TikTok gives whole lists, so they are searched here."""
        if kind == t.TargetingKind.PLACE:
            return self.places.search(query)[:limit]
        readers = {
            t.TargetingKind.LANGUAGE: self._languages,
            t.TargetingKind.INTEREST: self._interests,
            t.TargetingKind.AUDIENCE: self._audiences,
        }
        wanted = query.strip().lower()
        found = [option for option in readers[kind]() if wanted in " ".join([*option.path, option.name]).lower()]
        return sorted(found, key=lambda option: wanted not in option.name.lower())[:limit]

    def estimate(self, targeting: t.Targeting) -> t.Reach:
        """Return how many grown-up people TikTok guesses."""
        body = {
            "advertiser_id": self.advertiser_id,
            "objective_type": self.places.objective,
            "optimization_goal": "CLICK",
            "placement_type": "PLACEMENT_TYPE_NORMAL",
            "placements": [PLACEMENT],
            **params.targeting(targeting, self.places.ids_for(targeting)),
        }
        count = self.api.ask("ad/audience_size/estimate/", body).get("user_count") or {}
        bounds = [None if count.get(name) is None else int(count[name]) for name in ("lower_end", "upper_end")]
        return t.Reach(bounds[0], bounds[1], "" if any(bound is not None for bound in bounds) else NO_GUESS)

    def _languages(self) -> Iterator[t.TargetingOption]:
        rows = self.api.get("tool/language/", advertiser_id=self.advertiser_id).get("languages") or []
        yield from (
            t.TargetingOption(t.TargetingKind.LANGUAGE, row["code"], row.get("name") or row["code"]) for row in rows
        )

    def _interests(self) -> Iterator[t.TargetingOption]:
        data = self.api.get(
            "tool/interest_category/", advertiser_id=self.advertiser_id, version=2, placements=[PLACEMENT]
        )
        rows = {str(row["interest_category_id"]): row for row in data.get("interest_categories") or []}
        above = {str(child): key for key, row in rows.items() for child in row.get("sub_category_ids") or []}
        for key, row in rows.items():
            path: list[str] = []
            parent = above.get(key)
            while parent:
                path.insert(0, rows[parent]["interest_category_name"])
                parent = above.get(parent)
            yield t.TargetingOption(t.TargetingKind.INTEREST, key, row["interest_category_name"], tuple(path))

    def _audiences(self) -> Iterator[t.TargetingOption]:
        for row in self.api.pages("dmp/custom_audience/list/", page_size=100, advertiser_id=self.advertiser_id):
            if row.get("is_valid") is not False:
                people = row.get("cover_num")
                yield t.TargetingOption(
                    t.TargetingKind.AUDIENCE, str(row["audience_id"]), row.get("name") or "", (), people
                )
