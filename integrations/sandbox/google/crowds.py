"""Who sees what: a group's criteria as the market's crowd, and the crowd's parts in Google's words and numbers."""

from typing import Any

from ..market.audience import By, Crowd, Part, count_people, list_parts
from ..store import Thing
from ..world import World
from .audience import aim_at
from .kinds import last
from .places import PLACES, country_of

_PLATFORM = "google"
DEVICES = {
    "iphone": "MOBILE", "android_phone": "MOBILE", "ipad": "TABLET", "android_tablet": "TABLET", "computer": "DESKTOP",
    "tv": "CONNECTED_TV",
}  # fmt: skip
AGES = {
    "18-24": ("AGE_RANGE_18_24", 503001), "25-34": ("AGE_RANGE_25_34", 503002), "35-44": ("AGE_RANGE_35_44", 503003),
    "45-54": ("AGE_RANGE_45_54", 503004), "55-64": ("AGE_RANGE_55_64", 503005), "65+": ("AGE_RANGE_65_UP", 503006),
    "unknown": ("AGE_RANGE_UNDETERMINED", 503999),
}  # fmt: skip
GENDERS = {"men": ("MALE", 10), "women": ("FEMALE", 11), "unknown": ("UNDETERMINED", 20)}
COUNTRIES = {place.country: int(place.id) for place in PLACES.values() if place.kind == "Country"}
_CRITERIA = {By.AGE: ("age_range", AGES), By.GENDER: ("gender", GENDERS)}


def list_parts_of(world: World, campaign: Thing, group: Thing, by: By) -> tuple[Part, ...]:
    """Return the parts of a group's audience; ages and genders that are shut out, or not aimed at, have none."""
    parts = list_parts(_crowd_of(world, campaign, group), by, world.config.seed, campaign.id)
    if by not in _CRITERIA:
        return parts
    field, names = _CRITERIA[by]
    given = [c.data for c in world.store.list("google.ad_group_criterion", parent=group.id) if field in c.data]
    given = [data for data in given if data.get("status") != "REMOVED"]
    shut = {data[field]["type_"] for data in given if data.get("negative")}
    aimed = {data[field]["type_"] for data in given if not data.get("negative")}
    words = {name: word for name, (word, _) in names.items()}
    left = [part for part in parts if words[part.name] not in shut and (not aimed or words[part.name] in aimed)]
    return tuple(left) or parts


def count_people_of(world: World, campaign: Thing) -> float:
    """Return how many people a campaign's groups can reach together."""
    groups = [g for kind in ("ad_group", "asset_group") for g in world.store.list(f"google.{kind}", parent=campaign.id)]
    return sum(count_people(_crowd_of(world, campaign, group)) for group in groups)


def _crowd_of(world: World, campaign: Thing, group: Thing) -> Crowd:
    aim = aim_at(world, campaign, group)
    inside = [country_of(last(data["location"]["geo_target_constant"])) for data in _places(world, campaign, group)]
    countries = tuple(dict.fromkeys([*aim.countries, *filter(None, inside)]))
    return Crowd(_PLATFORM, countries, age_min=18, age_max=65)


def _places(world: World, campaign: Thing, group: Thing) -> list[dict[str, Any]]:
    found = [
        *world.store.list("google.campaign_criterion", parent=campaign.id),
        *world.store.list("google.ad_group_criterion", parent=group.id),
    ]
    return [c.data for c in found if "location" in c.data and not c.data.get("negative")]
