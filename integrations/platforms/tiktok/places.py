"""Where TikTok can show ads: countries, provinces and cities by TikTok's ids, from `tool/region`, read once an adapter.

The countries are a short list of their own, read alone where nothing smaller is asked about: with their cities they are
tens of thousands.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.tiktok.client import TikTokApi

PLACEMENT = "PLACEMENT_TIKTOK"
Row = dict[str, Any]


class Places:
    """What `tool/region` lists for one objective."""

    def __init__(self, api: TikTokApi, advertiser_id: str, objective: str = "TRAFFIC"):
        self.api = api
        self.advertiser_id = advertiser_id
        self.objective = objective

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Return every place by its id."""
        return self._read("TO_CITY")

    @cached_property
    def countries(self) -> dict[str, Row]:
        """Return every country by its id."""
        rows = self._read("TO_COUNTRY")
        return {key: row for key, row in rows.items() if row.get("level") == "COUNTRY"}

    def _read(self, depth: str) -> dict[str, Row]:
        asked = {"placements": [PLACEMENT], "objective_type": self.objective, "level_range": depth}
        data = self.api.get("tool/region/", advertiser_id=self.advertiser_id, **asked)
        return {str(row["location_id"]): row for row in data.get("region_info") or []}

    def ids_for(self, targeting: t.Targeting) -> list[str]:
        """Return a targeting's places as TikTok's ids; raises InvalidRequest (`countries`) for a country it lacks.

        Places narrow: the countries go along only without them, for TikTok refuses a place within another.
        """
        if targeting.places:
            return self._check_places(targeting.places)
        countries = {row["region_code"]: key for key, row in self.countries.items()}
        if missing := [code for code in targeting.countries if code not in countries]:
            text = f"TikTok shows no ads of this kind in {', '.join(missing)}. Leave it out."
            raise InvalidRequest(text, fields={"countries": text})
        return [countries[code] for code in targeting.countries]

    def _check_places(self, places: tuple[t.Place, ...]) -> list[str]:
        """Return the places' ids; raises InvalidRequest (`places`) for one that is not there or lies in another."""
        ids = [place.key for place in places]
        for place in places:
            around = next((above for above in self._above(place.key) if str(above["location_id"]) in ids), None)
            if place.key not in self.rows or around:
                lies = (
                    f"lies in {around.get('name')}, which is chosen too" if around else "is not one of TikTok's places"
                )
                text = f"{place.name} {lies}. Leave it out."
                raise InvalidRequest(text, fields={"places": text})
        return ids

    def countries_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the countries in which some places lie."""
        keys = [str(one) for one in ids]
        known = self.countries if all(key in self.countries for key in keys) else self.rows
        found = [known[key].get("region_code") or "" for key in keys if key in known]
        return tuple(dict.fromkeys(code for code in found if code))

    def split(self, ids: Iterable[str]) -> tuple[tuple[str, ...], tuple[t.Place, ...]]:
        """Return some places as whole countries, or all as places where not all of them are countries."""
        keys = [str(one) for one in ids]
        if all(key in self.countries for key in keys):
            return self.countries_of(keys), ()
        rows = {key: self.rows.get(key, {}) for key in keys}
        return (), tuple(
            t.Place(key, row.get("name") or key, (row.get("level") or "").lower()) for key, row in rows.items()
        )

    def search(self, query: str) -> list[t.TargetingOption]:
        """Return the places whose name holds the words, the largest kind first."""
        wanted = query.strip().lower()
        found = [row for row in self.rows.values() if wanted in row.get("name", "").lower()]
        found.sort(key=lambda row: (_RANK.get(row.get("level", ""), 9), len(row.get("name", ""))))
        return [self._option(row) for row in found]

    def _option(self, row: Row) -> t.TargetingOption:
        path = tuple(above.get("name", "") for above in self._above(str(row["location_id"])))[::-1]
        return t.TargetingOption(t.TargetingKind.PLACE, str(row["location_id"]), row.get("name", ""), path)

    def _above(self, key: str) -> list[Row]:
        """Return the places around a place, the nearest first."""
        found, row = [], self.rows.get(key)
        while row and (row := self.rows.get(str(row.get("parent_id")))):
            found.append(row)
        return found


_RANK = {"COUNTRY": 0, "PROVINCE": 1, "CITY": 2, "DISTRICT": 3}
