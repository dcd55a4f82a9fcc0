"""The pictures, videos and cards of an ad: what can be chosen of the library."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms

from campaigns.forms.builder.inputs import NO_PICTURE, text
from campaigns.limits import Limits
from campaigns.types import Creative, CreativeCard
from creatives.types import AssetKind
from integrations.types import Platform

CARDS = 10


class MediaMixin(forms.Form):
    """What a form of an ad has to do with its media."""

    creative: Creative
    platform: str
    limits: Limits

    def add_media(self, assets: list) -> None:
        """Add what can be chosen of the library; on Meta the cards of a carousel as well."""
        self.pictures = [one for one in assets if one.kind != AssetKind.VIDEO]
        self.films = [one for one in assets if one.kind == AssetKind.VIDEO]
        pictures, films = ([(str(one.uuid), one.label) for one in found] for found in (self.pictures, self.films))
        one_of, many_of = forms.ChoiceField, forms.MultipleChoiceField
        self.fields["images"] = _choice(many_of if self.has_many else one_of, pictures)
        self.fields["logos"], self.fields["videos"] = _choice(one_of, pictures), _choice(one_of, films)
        if self.platform == Platform.META:
            for n in range(1, CARDS + 1):
                self.fields[f"card_{n}_image"] = _choice(one_of, pictures, label=f"Picture {n}")
                self.fields[f"card_{n}_headline"] = text(f"Headline {n}", limit=40)
                self.fields[f"card_{n}_link"] = text(f"Leads to {n}", "Empty: where the ad leads.")

    def media_shown(self) -> dict[str, Any]:
        """Return what these inputs hold at first."""
        said = self.creative
        values: dict[str, Any] = {"images": [str(one) for one in said.images] if self.has_many else _first(said.images)}
        values |= {"videos": _first(said.videos), "logos": _first(said.logos)}
        for n, card in enumerate(said.cards, 1):
            values |= {
                f"card_{n}_image": str(card.image), f"card_{n}_headline": card.headline, f"card_{n}_link": card.link,
            }  # fmt: skip
        return values

    @property
    def has_many(self) -> bool:
        """Return whether it shows several pictures side by side, or in turn."""
        return self.platform == Platform.GOOGLE

    @property
    def cards(self) -> list[tuple[Any, Any, Any]]:
        """Return the inputs of a carousel's cards: as many as are filled in, and two more."""
        last = min(max([*self.filled_cards, 0]) + 2, CARDS)
        return [
            (self[f"card_{n}_image"], self[f"card_{n}_headline"], self[f"card_{n}_link"]) for n in range(1, last + 1)
        ]

    @property
    def filled_cards(self) -> list[int]:
        """Return which cards hold something."""
        parts = ("image", "headline", "link")
        return [n for n in range(1, CARDS + 1) if any(self[f"card_{n}_{name}"].value() for name in parts)]

    @property
    def takes(self) -> dict[str, bool]:
        """Return which media it can show, and which of them it must."""
        wants, is_meta = self.limits.media, self.platform == Platform.META
        return {
            "images": bool(wants.images), "logos": bool(wants.logos or wants.ratios), "needs_logo": bool(wants.logos),
            "videos": bool(wants.videos) or is_meta, "needs_video": bool(wants.videos), "cards": is_meta,
        }  # fmt: skip

    def clean_cards(self) -> None:
        """Tell of a card without a picture, which could not be kept."""
        data = self.cleaned_data
        for n in range(1, CARDS + 1):
            if not data.get(f"card_{n}_image") and (data.get(f"card_{n}_headline") or data.get(f"card_{n}_link")):
                self.add_error(f"card_{n}_image", "Choose a picture for this card, or leave all of the card empty.")

    def _written_cards(self) -> Iterator[CreativeCard]:
        data, kept = self.cleaned_data, self.creative.cards
        for n in range(1, CARDS + 1):
            if image := data.get(f"card_{n}_image"):
                said = kept[n - 1].description if n <= len(kept) else ""
                yield CreativeCard(
                    data[f"card_{n}_headline"], data[f"card_{n}_link"] or data["link"], UUID(image), said
                )

    def written_media(self) -> dict[str, Any]:
        """Return what was chosen."""
        data, kept = self.cleaned_data, self.creative
        chosen = data["images"]
        return {
            "images": tuple(UUID(one) for one in chosen) if self.has_many else _ahead(chosen, kept.images),
            "logos": _ahead(data["logos"], kept.logos),
            "videos": _ahead(data["videos"], kept.videos),
            "cards": tuple(self._written_cards()) if self.platform == Platform.META else kept.cards,
        }


def _choice(kind: type, options: list[tuple[str, str]], label: str = "") -> forms.Field:
    wrong = dict.fromkeys(("invalid_choice", "invalid_list"), NO_PICTURE)
    offered = options if kind is forms.MultipleChoiceField else [("", "None"), *options]
    return kind(label=label, choices=offered, required=False, error_messages=wrong)


def _ahead(chosen: str, kept: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """Return what was chosen as the first one; with nothing chosen, none. Others that were there stay behind it."""
    if not chosen:
        return ()
    first = UUID(chosen)
    return kept if kept[:1] == (first,) else (first, *(one for one in kept[1:] if one != first))


def _first(values: tuple[UUID, ...]) -> str:
    return str(values[0]) if values else ""
