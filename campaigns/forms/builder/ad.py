"""One ad, in its platform's own words: as many texts of each kind as it takes there, and what it shows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms

from campaigns.forms import choices
from campaigns.forms.builder import edits
from campaigns.forms.builder.base import StepForm
from campaigns.forms.builder.inputs import FILMS, NO_PICTURE, PICTURES, file, text
from campaigns.limits import Limits, Texts, width_of
from campaigns.types import Creative, CreativeCard, Draft, DraftAd
from creatives.types import AssetKind
from integrations.types import Platform

CARDS = 10
LABELS = {
    "primary_texts": ("Text", "Texts"), "headlines": ("Headline", "Headlines"), "descriptions": ("Description", "Descriptions"),
    "long_headlines": ("Long headline", "Long headlines"), "business_name": ("Name of your business", ""),
    "display_path": ("Words after your address", ""),
}  # fmt: skip
ALIASES = {"primary_text": "primary_texts", "headline": "headlines", "description": "descriptions"}
MEDIA = {"asset": "images", "images": "images", "videos": "videos", "logos": "logos", "cards": "card_1_headline"}


@dataclass(frozen=True, slots=True)
class Kind:
    """The inputs of one kind of text: those to write first, and those that are folded away."""

    name: str
    label: str
    limit: Texts
    first: tuple[Any, ...]
    more: tuple[Any, ...]

    @property
    def is_open(self) -> bool:
        """Return whether one of those that are folded away holds something or is wrong."""
        return any(field.value() or field.errors for field in self.more)

    @property
    def shown(self) -> int:
        """Return how many signs are counted to."""
        return self.limit.shown or self.limit.width


class AdForm(StepForm):
    """An ad's name, link, button, texts and media."""

    name = text("What you call it", "Empty: its first text. Only you see it.")
    link = text("Where it leads", "The page of your website that fits the ad.")
    call_to_action = forms.ChoiceField(label="Button", choices=choices.calls_to_action, required=False)
    image_file = file("Upload a picture", "JPEG or PNG, best square and at least 1080 pixels wide.", PICTURES)
    logo_file = file("Upload your logo", "Square, at least 128 × 128.", PICTURES)
    video_file = file("Upload a video", "MP4 or MOV, at most 500 MB.", FILMS)

    def __init__(self, *args, ad: DraftAd, creative: Creative, platform: str, limits: Limits, **kwargs):
        self.ad, self.creative, self.platform, self.limits = ad, creative, platform, limits
        super().__init__(*args, **kwargs)

    def shown(self, *, assets: list) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        said = self.creative
        values: dict[str, Any] = {"name": self.ad.name, "link": said.link, "call_to_action": said.call_to_action}
        for kind in self.limits.texts:
            value = getattr(said, kind)
            texts = (value,) if isinstance(value, str) else value
            values |= {f"{kind}_{n}": one for n, one in enumerate(texts, 1)}
        values |= {"images": [str(one) for one in said.images] if self.has_many else _first(said.images)}
        values |= {"videos": _first(said.videos), "logos": _first(said.logos)}
        for n, card in enumerate(said.cards, 1):
            values |= {
                f"card_{n}_image": str(card.image),
                f"card_{n}_headline": card.headline,
                f"card_{n}_link": card.link,
            }
        return values

    def adapt(self, *, assets: list) -> None:
        """Add an input for each text that fits, and what can be chosen of the library."""
        for kind, limit in self.limits.texts.items():
            for n in range(1, limit.most + 1):
                self.fields[f"{kind}_{n}"] = self._text(kind, limit, n)
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

    @property
    def has_many(self) -> bool:
        """Return whether it shows several pictures side by side, or in turn."""
        return self.platform == Platform.GOOGLE

    @property
    def takes(self) -> dict[str, bool]:
        """Return which media it can show, and which of them it must."""
        wants, is_meta = self.limits.media, self.platform == Platform.META
        return {
            "images": bool(wants.images), "logos": bool(wants.logos or wants.ratios), "needs_logo": bool(wants.logos),
            "videos": bool(wants.videos) or is_meta, "needs_video": bool(wants.videos), "cards": is_meta,
        }  # fmt: skip

    @property
    def kinds(self) -> list[Kind]:
        """Return the texts' inputs, kind by kind."""
        return [self._kind(name, limit) for name, limit in self.limits.texts.items()]

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

    def clean(self) -> dict[str, Any]:
        """Tell of a card without a picture, which could not be kept."""
        data = self.cleaned_data
        for n in range(1, CARDS + 1):
            if not data.get(f"card_{n}_image") and (data.get(f"card_{n}_headline") or data.get(f"card_{n}_link")):
                self.add_error(f"card_{n}_image", "Choose a picture for this card, or leave all of the card empty.")
        return data

    def show_gaps(self, gaps: dict[str, list[str]]) -> None:
        """Show what is missing; a text that is too long is told beside itself."""
        own: dict[str, list[str]] = {}
        for kind, limit in self.limits.texts.items():
            own |= {name: [said] for name, said in self._too_long(kind, limit)}
        kinds = {self.name_of(name).rpartition("_")[0] for name in own}
        rest = {name: self._left(name, texts, kinds) for name, texts in gaps.items()}
        super().show_gaps(own | {name: texts for name, texts in rest.items() if texts})

    def name_of(self, field: str) -> str:
        """Return the input: of a kind of text the first one that is empty and needed, of media the library."""
        if field in self.fields:
            return field
        last = field.rpartition(".")[2]
        kind = ALIASES.get(last, last)
        if kind in self.limits.texts:
            needed = [f"{kind}_{n}" for n in range(1, max(self.limits.texts[kind].least, 1) + 1)]
            return next((name for name in needed if not self[name].value()), needed[0])
        return MEDIA.get(last) or super().name_of(field)

    def changed(self) -> Draft:
        """Return the draft with this ad as it was filled in."""
        ad = replace(self.ad, name=self.cleaned_data["name"].strip(), creative=self.written())
        return edits.put_ad(self.draft, self.ad.key, ad) if self.ad.key else self.draft

    def written(self) -> Creative:
        """Return the ad as it was filled in; what the page does not ask for stays."""
        data, kept = self.cleaned_data, self.creative
        texts: dict[str, Any] = {kind: tuple(self._said(kind)) for kind in self.limits.texts if kind != "business_name"}
        if "business_name" in self.limits.texts:
            texts["business_name"] = data.get("business_name_1") or ""
        return replace(
            kept,
            link=data["link"],
            call_to_action=data["call_to_action"] or kept.call_to_action,
            images=self._images(),
            logos=_ahead(data["logos"], kept.logos),
            videos=_ahead(data["videos"], kept.videos),
            cards=tuple(self._cards()) if self.takes["cards"] else kept.cards,
            **texts,
        )

    def _text(self, kind: str, limit: Texts, n: int) -> forms.CharField:
        label = LABELS[kind][0] if limit.most == 1 else f"{LABELS[kind][0]} {n}"
        is_long = kind in ("primary_texts", "descriptions")
        return text(label, limit=limit.shown or limit.width, double=self.limits.is_double, rows=2 if is_long else 0)

    def _kind(self, name: str, limit: Texts) -> Kind:
        fields = [self[f"{name}_{n}"] for n in range(1, limit.most + 1)]
        first = max(limit.least, 1)
        return Kind(name, LABELS[name][1], limit, tuple(fields[:first]), tuple(fields[first:]))

    def _said(self, kind: str) -> Iterator[str]:
        for n in range(1, self.limits.texts[kind].most + 1):
            if said := (self.cleaned_data.get(f"{kind}_{n}") or "").strip():
                yield said

    def _too_long(self, kind: str, limit: Texts) -> Iterator[tuple[str, str]]:
        for n in range(1, limit.most + 1):
            wide = width_of(str(self[f"{kind}_{n}"].value() or "").strip(), is_double=self.limits.is_double)
            if wide > limit.width:
                yield f"{kind}_{n}", f"That is {wide} characters; {limit.width} fit."

    def _left(self, name: str, texts: list[str], told: set[str]) -> list[str]:
        """Return what is still to be said of a kind of which a text that is too long was told beside itself."""
        last = name.rpartition(".")[2]
        is_told = ALIASES.get(last, last) in told
        return [said for said in texts if not (is_told and said.startswith("That is "))]

    def _images(self) -> tuple[UUID, ...]:
        chosen = self.cleaned_data["images"]
        if self.has_many:
            return tuple(UUID(one) for one in chosen)
        return _ahead(chosen, self.creative.images)

    def _cards(self) -> Iterator[CreativeCard]:
        data, kept = self.cleaned_data, self.creative.cards
        for n in range(1, CARDS + 1):
            if image := data.get(f"card_{n}_image"):
                said = kept[n - 1].description if n <= len(kept) else ""
                yield CreativeCard(
                    data[f"card_{n}_headline"], data[f"card_{n}_link"] or data["link"], UUID(image), said
                )


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
