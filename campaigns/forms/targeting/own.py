"""What an ad account alone knows of an audience: its platform's towns and interests, its own lists of people, its places."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms

import integrations.selectors
from campaigns.forms.targeting.known import PLACEMENTS, Spot
from campaigns.forms.targeting.picking import KINDS, Found, KeysField, Option, Picker
from integrations.types import Place, Targeting, TargetingKind, TargetingOption

FIELDS = (*KINDS, "placements")
Names = Mapping[tuple[UUID, TargetingKind], Mapping[str, str]]
LABELS = {
    "places": "Towns and regions", "interests": "Interests", "audiences": "People who know you",
    "excluded_audiences": "Left out", "placements": "Where it shows",
}  # fmt: skip
HINTS = {
    "places": "Where one is chosen, only those count here, and no country.",
    "interests": "Shown to those whom one of them fits. None: to everybody.",
    "audiences": "The ad account’s own lists: buyers, visitors, and people like them.",
    "excluded_audiences": "Never shown to people on these lists.",
}


def name_of(field_name: str, spot: Spot) -> str:
    """Return an input's name."""
    return f"{field_name}_{spot.key}"


def inputs_of(spot: Spot, aim: Targeting) -> dict[str, forms.Field]:
    """Return an account's inputs: what its platform takes, and what is chosen although it does not."""
    made: dict[str, forms.Field] = {}
    for name in KINDS:
        if name not in spot.cannot or getattr(aim, name):
            made[name_of(name, spot)] = KeysField(label=LABELS[name], required=False)
    known = dict(PLACEMENTS.get(spot.kind, ()))
    if offered := known | {word: word for word in aim.placements if word not in known}:
        made[name_of("placements", spot)] = forms.MultipleChoiceField(
            label=LABELS["placements"], choices=list(offered.items()), required=False,
            widget=forms.CheckboxSelectMultiple, help_text="None ticked: wherever the platform sees fit." if known.get("facebook") else "",
        )  # fmt: skip
    return made


def shown_own(spot: Spot, aim: Targeting) -> dict[str, list[str]]:
    """Return what an account's inputs hold at first."""
    values = {name: list(getattr(aim, name)) for name in FIELDS if name != "places"}
    values["places"] = [f"{place.key}|{place.name}" for place in aim.places]
    return {name_of(name, spot): value for name, value in values.items()}


def read_own(data: Mapping[str, Any], spot: Spot, own: Targeting, common: Targeting) -> Targeting:
    """Return whom an account aims at; towns take the place of countries and circles, and give it back."""
    said = {name: data[name_of(name, spot)] for name in FIELDS if name_of(name, spot) in data}
    picked = said.pop("places", None)
    own = replace(own, **{name: tuple(value) for name, value in said.items()})
    if picked:
        return replace(own, places=_places(picked, own), countries=(), radii=())
    if picked is not None and own.places:
        return replace(own, places=(), countries=common.countries, radii=common.radii)
    return own


def names_of(spots: Iterable[Spot]) -> Names:
    """Return what is called how on the accounts of some spots; one question."""
    return integrations.selectors.target_names_of([spot.account for spot in spots])


def picker_of(
    name: str, spot: Spot, chosen: Iterable[str], known: Names, found: Found | None = None, errors: Any = ()
) -> Picker:
    """Return a thing to choose by search, with names for what is chosen; `known` as `names_of` gives them."""
    names = known[spot.account.uuid, KINDS[name]]
    picked = tuple(_chosen(value, names, spot) for value in chosen)
    there = {option.value.partition("|")[0] for option in picked}
    rest = tuple(_offered(one) for one in (found.options if found else ()) if one.key not in there)
    said = {"words": found.words, "was_asked": True, "problem": found.problem} if found else {}
    return Picker(
        name_of(name, spot), name, spot, LABELS[name], HINTS[name], picked, rest, cannot=spot.cannot.get(name, ""),
        errors=errors, **said,
    )  # fmt: skip


def _chosen(value: str, names: Mapping[str, str], spot: Spot) -> Option:
    key, _, name = value.partition("|")
    return Option(value, names.get(key) or name or f"{spot.name}’s number {key}")


def _offered(option: TargetingOption) -> Option:
    value = f"{option.key}|{option.name}" if option.kind == TargetingKind.PLACE else option.key
    path = ", ".join(dict.fromkeys(part for part in option.path if part != option.name))
    return Option(value, option.name, path, option.people)


def _places(picked: Iterable[str], own: Targeting) -> tuple[Place, ...]:
    kept = {place.key: place for place in own.places}
    pairs = [value.partition("|") for value in picked]
    return tuple(kept.get(key) or Place(key, name or key) for key, _, name in pairs)
