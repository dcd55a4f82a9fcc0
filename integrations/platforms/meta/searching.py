"""What can be aimed at: places, interests, languages and the account's own audiences; and how many people that is.

A place's key bears its kind, as "city:777934", since Meta's own keys mean nothing without it.
https://developers.facebook.com/docs/marketing-api/audiences/reference/targeting-search
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.platforms.meta import targeting
from integrations.platforms.meta.client import GraphApi, list_edge
from integrations.platforms.meta.languages import NAMES, find_locales

_AUDIENCE = ["id", "name", "subtype", "approximate_count_lower_bound", "approximate_count_upper_bound"]
NO_GUESS = "Meta does not say how many people this is; it may be too few, or an audience that is still being filled."


def search(account: AdAccount, kind: t.TargetingKind, query: str, limit: int) -> list[t.TargetingOption]:
    """Return what Meta offers for some words, the best first."""
    if kind == t.TargetingKind.AUDIENCE:
        return list(_list_audiences(account, query))[:limit]
    if kind == t.TargetingKind.LANGUAGE:
        return _search_languages(query)[:limit]
    if not query.strip():
        return []
    return (_search_places if kind == t.TargetingKind.PLACE else _search_interests)(account.get_api(), query, limit)


def estimate(account: AdAccount, wanted: t.Targeting) -> t.Reach:
    """Return how many people Meta guesses; it rounds, and says nothing of small audiences."""
    spec = targeting.build(wanted, locales=find_locales(account.get_api(), wanted))
    answer = account.get_api().get(account["id"], "reachestimate", targeting_spec=json.dumps(spec)).get("data", {})
    row = answer[0] if isinstance(answer, list) and answer else answer or {}
    lowest, highest = (int(row.get(name, -1)) for name in ("users_lower_bound", "users_upper_bound"))
    if min(lowest, highest) < 0 or row.get("estimate_ready") is False:
        return t.Reach(None, None, NO_GUESS)
    return t.Reach(lowest, highest)


def _search_places(api: GraphApi, query: str, limit: int) -> list[t.TargetingOption]:
    kinds = json.dumps(list(targeting.PLACE_KINDS))
    rows = api.get("search", type="adgeolocation", q=query, location_types=kinds, limit=limit)["data"]
    return [_read_place(row) for row in rows if row["type"] in targeting.PLACE_KINDS]


def _read_place(row: Mapping[str, Any]) -> t.TargetingOption:
    above = [name for name in (row.get("region"), row.get("country_name")) if name and name != row["name"]]
    key = f"{row['type']}:{row['key']}"
    return t.TargetingOption(t.TargetingKind.PLACE, key, row["name"], (row["type"].replace("_", " "), *above))


def _search_interests(api: GraphApi, query: str, limit: int) -> list[t.TargetingOption]:
    rows = api.get("search", type="adinterest", q=query, limit=limit)["data"]
    return [
        t.TargetingOption(
            t.TargetingKind.INTEREST, str(row["id"]), row["name"], tuple(row.get("path") or ()), _people(row)
        )
        for row in rows
    ]


def _people(row: Mapping[str, Any]) -> int | None:
    """Meta gave one size once and gives two bounds now."""
    found = row.get("audience_size_lower_bound", row.get("audience_size"))
    return int(found) if found is not None and int(found) >= 0 else None


def _search_languages(query: str) -> list[t.TargetingOption]:
    """Return languages by their ISO codes, which plans hold; Meta's own numbers are looked up when they are sent."""
    words = query.strip().lower()
    found = {name: code for code, name in reversed(NAMES.items()) if words in name.lower() or words == code}
    return [t.TargetingOption(t.TargetingKind.LANGUAGE, found[name], name) for name in sorted(found)]


def _list_audiences(account: AdAccount, query: str) -> Iterator[t.TargetingOption]:
    words = query.strip().lower()
    for row in list_edge(account, "customaudiences", _AUDIENCE, limit=200):
        if words in row["name"].lower():
            size = row.get("approximate_count_lower_bound")
            people = int(size) if size is not None and int(size) >= 0 else None
            path = (row["subtype"].replace("_", " ").lower(),) if row.get("subtype") else ()
            yield t.TargetingOption(t.TargetingKind.AUDIENCE, row["id"], row["name"], path, people)
