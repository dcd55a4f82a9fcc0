"""Who should see it: countries or a circle, languages, ages, what people search for. For a campaign or an ad group."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms

from campaigns.forms import choices
from campaigns.forms.builder import following
from campaigns.forms.builder.base import StepForm
from campaigns.forms.builder.inputs import Chosen, text
from campaigns.types import Draft
from integrations.types import Gender, Keyword, MatchType, Radius, Targeting
from tenants import place

POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
SIGNED = {"[": (MatchType.EXACT, "]"), '"': (MatchType.PHRASE, '"'), "“": (MatchType.PHRASE, "”")}
SIGNS = {MatchType.EXACT: "[{}]", MatchType.PHRASE: "“{}”", MatchType.BROAD: "{}"}
KM = 10
BAD_POINT = "Write both numbers as a map shows them: 53.3331, -6.2489."
NO_AGE = {"invalid": "Write an age in whole years, such as 25."}


class AudienceForm(StepForm):
    """Whom a campaign aims at."""

    renamed = {"radii": "point", "places": "point", "genders": "gender"}

    area = Chosen(label="Where", choices=choices.AREAS, widget=forms.RadioSelect)
    countries = forms.MultipleChoiceField(
        label="Countries", choices=choices.countries, required=False,
        error_messages=dict.fromkeys(("invalid_choice", "invalid_list"), "Choose at least one country."),
    )  # fmt: skip
    point = text("The place on the map", "Latitude and longitude, as a map shows them: 53.3331, -6.2489")
    km = forms.IntegerField(label="Kilometres around it", required=False, min_value=1, max_value=800)
    point_name = text("What it is called", "Such as “the bakehouse”; only you see it.")
    age_min = forms.IntegerField(label="Youngest", required=False, error_messages=NO_AGE)
    age_max = forms.IntegerField(label="Oldest", required=False, error_messages=NO_AGE)
    gender = forms.ChoiceField(label="Who", choices=choices.GENDERS, required=False)
    languages = forms.MultipleChoiceField(
        label="Languages they speak", choices=choices.languages, widget=forms.CheckboxSelectMultiple, required=False
    )
    keywords = text(
        "What people search for", "One a line. [exact] and “phrase” in their signs count for that line.", rows=5
    )
    match = Chosen(label="How closely", choices=choices.of(choices.MATCHES))
    negative_keywords = text("Never for these words", "One a line, such as “recipe” or “jobs”.", rows=2)

    def aim(self) -> Targeting:
        """Return whom it aims at now."""
        return self.draft.targeting or Targeting()

    def shown(self) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        return shown(self.aim())

    def clean_point(self) -> str:
        """Refuse what no map shows."""
        typed = self.cleaned_data["point"]
        if self.data.get("area") == "circle" and typed and not POINT.fullmatch(typed):
            raise forms.ValidationError(BAD_POINT)
        return typed

    def read(self) -> Targeting:
        """Return whom was written of, with what the page does not ask for as it was."""
        data, kept = self.cleaned_data, self.aim()
        is_circle = data["area"] == "circle"
        return replace(
            kept,
            countries=() if is_circle else tuple(dict.fromkeys(data["countries"])),
            radii=(*_radius(data), *kept.radii[1:]) if is_circle else (),
            languages=tuple(data["languages"]),
            age_min=data["age_min"],
            age_max=data["age_max"],
            genders=(Gender(data["gender"]),) if data["gender"] else (),
            keywords=_keywords(data["keywords"], MatchType(data["match"])),
            negative_keywords=_keywords(data["negative_keywords"], MatchType.PHRASE),
        )

    def changed(self) -> Draft:
        """Return the draft with what was typed."""
        return following.aim(self.draft, self.read())

    @property
    def country_lists(self) -> dict[str, list[tuple[str, str, bool]]]:
        """Return the countries to tick: the near and the chosen ones, then all others, as (code, name, chosen)."""
        chosen, home = set(self["countries"].value() or []), place.current().locale.territory or ""
        rows = [(code, name, code in chosen) for code, name in self.fields["countries"].choices]
        near = {home, *choices.NEAR, *chosen}
        return {"near": [row for row in rows if row[0] in near], "others": [row for row in rows if row[0] not in near]}


def shown(aim: Targeting) -> dict[str, Any]:
    """Return a targeting as the inputs show it."""
    radius = aim.radii[0] if aim.radii else None
    matches = {word.match for word in aim.keywords}
    signs = SIGNS if len(matches) > 1 else dict.fromkeys(MatchType, "{}")
    return {
        "area": "circle" if radius else "countries",
        "countries": list(aim.countries),
        "point": f"{radius.latitude}, {radius.longitude}" if radius else "",
        "km": radius.km if radius else None,
        "point_name": radius.name if radius else "",
        "age_min": aim.age_min,
        "age_max": aim.age_max,
        "gender": aim.genders[0] if aim.genders else "",
        "languages": list(aim.languages),
        "keywords": "\n".join((signs if word.text else SIGNS)[word.match].format(word.text) for word in aim.keywords),
        "match": _usual_match(matches),
        "negative_keywords": "\n".join(word.text for word in aim.negative_keywords),
    }


def _usual_match(matches: set[MatchType]) -> str:
    if len(matches) == 1:
        return next(iter(matches)).value
    return MatchType.BROAD.value if matches else MatchType.PHRASE.value


def _radius(data: dict[str, Any]) -> Iterator[Radius]:
    if found := POINT.fullmatch(data["point"]):
        yield Radius(Decimal(found[1]), Decimal(found[2]), data["km"] or KM, data["point_name"])


def _keywords(lines: str, usual: MatchType) -> tuple[Keyword, ...]:
    found = [_keyword(line.strip(), usual) for line in lines.splitlines() if line.strip()]
    return tuple(dict.fromkeys(found))


def _keyword(line: str, usual: MatchType) -> Keyword:
    match, end = SIGNED.get(line[0], (usual, ""))
    return Keyword(line[1:-1].strip(), match) if end and line.endswith(end) and len(line) > 1 else Keyword(line, usual)
