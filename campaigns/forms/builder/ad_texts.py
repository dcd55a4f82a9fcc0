"""The texts of an ad: an input for each that its platform takes, counted as the platform counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from campaigns.forms.builder.inputs import text
from campaigns.limits import Limits, Texts, width_of
from campaigns.types import Creative

LABELS = {
    "primary_texts": ("Text", "Texts"), "headlines": ("Headline", "Headlines"), "descriptions": ("Description", "Descriptions"),
    "long_headlines": ("Long headline", "Long headlines"), "business_name": ("Name of your business", ""),
    "display_path": ("Words after your address", ""),
}  # fmt: skip
ALIASES = {"primary_text": "primary_texts", "headline": "headlines", "description": "descriptions"}


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


class TextsMixin(forms.Form):
    """What a form of an ad has to do with its texts."""

    limits: Limits

    def add_texts(self) -> None:
        """Add an input for each text that fits."""
        for kind, limit in self.limits.texts.items():
            for n in range(1, limit.most + 1):
                self.fields[f"{kind}_{n}"] = self._text(kind, limit, n)

    @property
    def kinds(self) -> list[Kind]:
        """Return the texts' inputs, kind by kind."""
        return [self._kind(name, limit) for name, limit in self.limits.texts.items()]

    def texts_shown(self, said: Creative) -> dict[str, str]:
        """Return what these inputs hold at first."""
        values = {kind: getattr(said, kind) for kind in self.limits.texts}
        lists = {kind: (value,) if isinstance(value, str) else value for kind, value in values.items()}
        return {f"{kind}_{n}": one for kind, texts in lists.items() for n, one in enumerate(texts, 1)}

    def written_texts(self) -> dict[str, Any]:
        """Return what was written."""
        texts: dict[str, Any] = {kind: tuple(self._said(kind)) for kind in self.limits.texts}
        if "business_name" in texts:
            texts["business_name"] = self.cleaned_data.get("business_name_1") or ""
        return texts

    def told_beside(self, wrong: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return what is wrong with a text that is too long told beside itself, not beside its kind."""
        own = {name: [said] for kind, limit in self.limits.texts.items() for name, said in self._too_long(kind, limit)}
        kinds = {name.rpartition("_")[0] for name in own}
        rest = {name: self._left(name, list(texts), kinds) for name, texts in wrong.items()}
        return own | {name: texts for name, texts in rest.items() if texts}

    def text_input(self, kind: str) -> str:
        """Return the input of a kind of text that a gap is about: the first one that is empty and needed."""
        needed = [f"{kind}_{n}" for n in range(1, max(self.limits.texts[kind].least, 1) + 1)]
        return next((name for name in needed if not self[name].value()), needed[0])

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
