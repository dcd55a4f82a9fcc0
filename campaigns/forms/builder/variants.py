"""A matrix of ads: texts × pictures and videos × audiences."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms

from campaigns.drafting import Audience, Variants
from campaigns.forms import choices
from campaigns.forms.builder.base import StepForm
from campaigns.forms.builder.inputs import NO_PICTURE, text
from campaigns.types import Draft
from creatives.types import AssetKind
from integrations.types import Gender, Targeting

AUDIENCES = 4
MISSING = dict.fromkeys(("invalid_choice", "invalid_list"), NO_PICTURE)


class VariantsForm(StepForm):
    """What is combined with what; nothing filled in leaves that side as it is in each platform's first ad."""

    texts = text("Headlines", "One a line. Where there are no headlines, as on TikTok, they are the texts.", rows=5)
    images = forms.MultipleChoiceField(label="Pictures", required=False, error_messages=MISSING)
    videos = forms.MultipleChoiceField(label="Videos", required=False, error_messages=MISSING)

    def shown(self, *, assets: list) -> dict[str, Any]:
        """Return what the inputs hold at first: nothing."""
        return {}

    def adapt(self, *, assets: list) -> None:
        """Offer the library, and a few audiences to fill in."""
        for name, is_film in (("images", False), ("videos", True)):
            found = [(str(one.uuid), one.label) for one in assets if (one.kind == AssetKind.VIDEO) == is_film]
            self.fields[name].choices = found
        for n in range(1, AUDIENCES + 1):
            self.fields[f"name_{n}"] = text(f"Audience {n}")
            self.fields[f"country_{n}"] = forms.ChoiceField(
                label="Country", choices=[("", "As the campaign"), *choices.countries()], required=False
            )
            self.fields[f"age_min_{n}"] = forms.IntegerField(label="Youngest", required=False)
            self.fields[f"age_max_{n}"] = forms.IntegerField(label="Oldest", required=False)
            self.fields[f"gender_{n}"] = forms.ChoiceField(label="Who", choices=choices.GENDERS, required=False)

    @property
    def audiences(self) -> list[tuple[Any, ...]]:
        """Return the inputs of each audience."""
        names = ("name", "country", "age_min", "age_max", "gender")
        return [tuple(self[f"{name}_{n}"] for name in names) for n in range(1, AUDIENCES + 1)]

    def variants(self) -> Variants:
        """Return what is to be combined; call it when the form is valid."""
        data = self.cleaned_data
        return Variants(
            texts=tuple(line.strip() for line in data["texts"].splitlines() if line.strip()),
            images=tuple(UUID(one) for one in data["images"]),
            videos=tuple(UUID(one) for one in data["videos"]),
            audiences=tuple(self._audiences()),
        )

    def changed(self) -> Draft:
        """Return the draft as it is; building is the view's business, since it needs the accounts."""
        return self.draft

    def _audiences(self) -> Iterator[Audience]:
        data, common = self.cleaned_data, self.draft.targeting or Targeting()
        for n in range(1, AUDIENCES + 1):
            said = {name: data[f"{name}_{n}"] for name in ("name", "country", "age_min", "age_max", "gender")}
            if any(value not in ("", None) for value in said.values()):
                yield Audience(_aim(common, said), said["name"].strip())


def _aim(common: Targeting, said: dict[str, Any]) -> Targeting:
    return replace(
        common,
        countries=(said["country"],) if said["country"] else common.countries,
        age_min=said["age_min"] if said["age_min"] is not None else common.age_min,
        age_max=said["age_max"] if said["age_max"] is not None else common.age_max,
        genders=(Gender(said["gender"]),) if said["gender"] else common.genders,
    )
