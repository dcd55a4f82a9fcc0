"""Whom a group is shown to, by its own criteria and its campaign's."""

from dataclasses import dataclass

from ..store import Thing
from ..world import World
from .kinds import last
from .places import PLACES

_ANYWHERE = ("GB", "IE", "US")
_AGES = {
    "AGE_RANGE_18_24": (18, 24), "AGE_RANGE_25_34": (25, 34), "AGE_RANGE_35_44": (35, 44), "AGE_RANGE_45_54": (45, 54),
    "AGE_RANGE_55_64": (55, 64), "AGE_RANGE_65_UP": (65, 65),
}  # fmt: skip
_SEARCHERS = {"EXACT": 10_000, "PHRASE": 25_000, "BROAD": 70_000}


@dataclass(frozen=True, slots=True)
class Aim:
    """`warm_people` are few, dearer and readier to buy: those on lists, and those who search for the keywords."""

    countries: tuple[str, ...]
    places: int
    age_min: int
    age_max: int
    gender_share: float
    warm_people: int
    is_anybody: bool


def aim_at(world: World, campaign: Thing, group: Thing) -> Aim:
    found = [
        *world.store.list("google.campaign_criterion", parent=campaign.id),
        *world.store.list("google.ad_group_criterion", parent=group.id),
    ]
    given = [c.data for c in found if not c.data.get("negative") and c.data.get("status") == "ENABLED"]
    places = [
        PLACES[n] for c in given if "location" in c and (n := last(c["location"]["geo_target_constant"])) in PLACES
    ]
    countries = sorted({place.country for place in places if place.kind == "Country"})
    inside = [place for place in places if place.kind != "Country"]
    inside_count = len(inside) + sum(1 for c in given if "proximity" in c)
    ages = [_AGES[c["age_range"]["type_"]] for c in given if "age_range" in c and c["age_range"]["type_"] in _AGES]
    genders = {c["gender"]["type_"] for c in given if "gender" in c} & {"MALE", "FEMALE"}
    keywords = [c["keyword"]["match_type"] for c in given if "keyword" in c]
    listed = [_size(world, last(c["user_list"]["user_list"])) for c in given if "user_list" in c]
    searches = sum(_SEARCHERS.get(match, 0) for match in keywords)
    is_search = campaign.data["advertising_channel_type"] == "SEARCH"
    return Aim(
        countries=tuple(countries) or (() if inside_count else _ANYWHERE), places=inside_count,
        age_min=min((low for low, _ in ages), default=18), age_max=max((high for _, high in ages), default=65),
        gender_share=0.5 if len(genders) == 1 else 1.0, warm_people=sum(listed) or searches,
        is_anybody=bool(keywords) or not is_search,
    )  # fmt: skip


def _size(world: World, list_id: str) -> int:
    found = world.store.get(list_id, "google.user_list")
    return int(found.data["size_for_display"]) if found else 0
