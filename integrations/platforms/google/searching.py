"""What Google offers to aim at: places, interests, languages, the account's own audiences; and how many people those hold.

Google tells how many people a targeting reaches only to chosen customers (audience insights, reach planning), so the one
figure to be had is the size of the account's own lists.
"""

from collections.abc import Iterator

from integrations import types as t
from integrations.platforms.google import gaql, geo
from integrations.platforms.google.client import Ads

_NOT_SAID = "Google does not say how many people this reaches."
_OWN_LISTS = "About as many people as are on the chosen lists; Google says no more."
_LIST_FIELDS = ["user_list.id", "user_list.name", "user_list.size_for_display", "user_list.type"]
_OPEN = ("user_list.membership_status = 'OPEN'", "user_list.eligible_for_display = TRUE")


def search(ads: Ads, kind: t.TargetingKind, query: str, limit: int) -> list[t.TargetingOption]:
    """Return at most `limit` options, the best first."""
    searches = {
        t.TargetingKind.PLACE: _places,
        t.TargetingKind.INTEREST: _interests,
        t.TargetingKind.LANGUAGE: _languages,
        t.TargetingKind.AUDIENCE: _audiences,
    }
    return list(searches[kind](ads, query.strip(), limit))[:limit]


def estimate_reach(ads: Ads, targeting: t.Targeting) -> t.Reach:
    """Return the size of the chosen lists: at least the largest, at most all together; nothing without lists."""
    keys = [key for key in targeting.audiences if key.isdigit()]
    if not keys:
        return t.Reach(None, None, _NOT_SAID)
    rows = ads.rows(gaql.select(_LIST_FIELDS, "user_list", f"user_list.id IN ({', '.join(keys)})"))
    sizes = [int(row["user_list"].get("size_for_display", 0)) for row in rows]
    known = [size for size in sizes if size > 0]
    return t.Reach(max(known), sum(known), _OWN_LISTS) if known else t.Reach(None, None, _NOT_SAID)


def _places(ads: Ads, query: str, limit: int) -> Iterator[t.TargetingOption]:
    if not query:
        return
    asked = {"location_names": {"names": [query]}, "locale": "en"}
    answer = ads.call("GeoTargetConstantService", "suggest_geo_target_constants", asked)
    for suggestion in answer.geo_target_constant_suggestions:
        place = suggestion.geo_target_constant
        path = tuple(part.strip() for part in place.canonical_name.split(",")[1:])
        yield t.TargetingOption(
            t.TargetingKind.PLACE, str(place.id), place.name, (place.target_type, *path), suggestion.reach or None
        )


def _interests(ads: Ads, query: str, limit: int) -> Iterator[t.TargetingOption]:
    fields = ["user_interest.user_interest_id", "user_interest.name", "user_interest.taxonomy_type"]
    there = ["user_interest.launched_to_all = TRUE", "user_interest.taxonomy_type IN ('AFFINITY', 'IN_MARKET')"]
    if query:
        there.append(gaql.contains("user_interest.name", query))
    for row in ads.rows(gaql.select(fields, "user_interest", *there, limit=limit)):
        found = row["user_interest"]
        word = found.get("taxonomy_type", "").replace("_", " ").capitalize()
        yield t.TargetingOption(
            t.TargetingKind.INTEREST, str(found["user_interest_id"]), found.get("name", ""), (word,)
        )


def _languages(ads: Ads, query: str, limit: int) -> Iterator[t.TargetingOption]:
    fields = ["language_constant.id", "language_constant.code", "language_constant.name"]
    there = ["language_constant.targetable = TRUE"]
    if query:
        there.append(gaql.contains("language_constant.name", query))
    numbers = {number: code for code, number in geo.LANGUAGES.items()}
    for row in ads.rows(gaql.select(fields, "language_constant", *there, order="language_constant.name")):
        found = row["language_constant"]
        if code := numbers.get(int(found["id"])):
            yield t.TargetingOption(t.TargetingKind.LANGUAGE, code, found.get("name", ""))


def _audiences(ads: Ads, query: str, limit: int) -> Iterator[t.TargetingOption]:
    there = [*_OPEN, gaql.contains("user_list.name", query)] if query else list(_OPEN)
    for row in ads.rows(gaql.select(_LIST_FIELDS, "user_list", *there, order="user_list.name", limit=limit)):
        found = row["user_list"]
        people = int(found.get("size_for_display", 0))
        yield t.TargetingOption(
            t.TargetingKind.AUDIENCE, str(found["id"]), found.get("name", ""), people=people if people > 0 else None
        )
