"""The inputs of an audience: what all platforms share, and what each ad account adds."""

from collections.abc import Mapping
from dataclasses import replace

from django import forms

from campaigns.forms import choices
from campaigns.forms.builder.inputs import Chosen, text
from campaigns.forms.targeting import own as owned
from campaigns.forms.targeting.known import Spot, ages_of, told
from campaigns.forms.targeting.picking import KINDS, Found, Own, Picker
from campaigns.forms.targeting.words import POINT, read_keywords, read_radius
from integrations.types import Channel, Gender, MatchType, Platform, Targeting
from tenants import place

BAD_POINT = "Write both numbers as a map shows them: 53.3331, -6.2489."
NO_KM = dict.fromkeys(("invalid", "min_value", "max_value"), "Write whole kilometres, from 1 to 800.")
NO_AGE = {"invalid": "Write an age in whole years, such as 25."}


class TargetingFields(forms.Form):
    """An audience: what all platforms share, and for each of the `spots` what its ad account adds."""

    renamed = {"radii": "point", "genders": "gender"}

    area = Chosen(label="Where", choices=choices.AREAS, widget=forms.RadioSelect)
    countries = forms.MultipleChoiceField(
        label="Countries", choices=choices.countries, required=False,
        error_messages=dict.fromkeys(("invalid_choice", "invalid_list"), "Choose at least one country."),
    )  # fmt: skip
    point = text("The place on the map", "Latitude and longitude, as a map shows them: 53.3331, -6.2489")
    km = forms.IntegerField(
        label="Kilometres around it", required=False, min_value=1, max_value=800, error_messages=NO_KM
    )
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

    is_group = False
    """Whether it is one of several ad groups that share some of it on Google."""
    spots: tuple[Spot, ...] = ()
    found: Mapping[str, Found] = {}

    def aim(self) -> Targeting:
        """Return whom it aims at now."""
        raise NotImplementedError

    def add_own(self, aims: Mapping[Spot, Targeting], found: Mapping[str, Found] | None = None) -> None:
        """Add each account's inputs; `found` is what was searched for, by the input's name."""
        self.spots, self.found = tuple(aims), found or {}
        for spot, aim in aims.items():
            self.fields.update(owned.inputs_of(spot, aim))

    def read(self) -> Targeting:
        """Return whom was written of, for one ad account or none, with what the inputs do not show as it was."""
        common = self.read_common(self.aim())
        return owned.read_own(self.cleaned_data, self.spots[0], common, common) if self.spots else common

    def clean_point(self) -> str:
        """Refuse what no map shows."""
        typed = self.cleaned_data["point"]
        if self.data.get("area") == "circle" and typed and not POINT.fullmatch(typed):
            raise forms.ValidationError(BAD_POINT)
        return typed

    def read_common(self, kept: Targeting) -> Targeting:
        """Return whom was written of for all platforms, with the rest as it was `kept`."""
        data = self.cleaned_data
        is_circle = data["area"] == "circle"
        return replace(
            kept,
            countries=() if is_circle else tuple(dict.fromkeys(data["countries"])),
            radii=(*read_radius(data), *kept.radii[1:]) if is_circle else (),
            languages=tuple(data["languages"]),
            age_min=data["age_min"],
            age_max=data["age_max"],
            genders=(Gender(data["gender"]),) if data["gender"] else (),
            keywords=read_keywords(data["keywords"], MatchType(data["match"])),
            negative_keywords=read_keywords(data["negative_keywords"], MatchType.PHRASE),
        )

    @property
    def country_lists(self) -> dict[str, list[tuple[str, str, bool]]]:
        """Return the countries to tick: the near and the chosen ones, then all others, as (code, name, chosen)."""
        chosen, home = set(self["countries"].value() or []), place.current().locale.territory or ""
        rows = [(code, name, code in chosen) for code, name in self.fields["countries"].choices]
        near = {home, *choices.NEAR, *chosen}
        return {"near": [row for row in rows if row[0] in near], "others": [row for row in rows if row[0] not in near]}

    @property
    def owns(self) -> list[Own]:
        """Return each account's inputs as the page shows them."""
        names = owned.names_of(self.spots)
        return [self._own(spot, names) for spot in self.spots]

    @property
    def told(self) -> dict[str, str]:
        """Return what stands beside the inputs that all share, where a platform cannot do it."""
        said = {field: told(self.spots, field) for field in ("radii", "genders")}
        return {**said, "ages": ages_of(self.spots)}

    @property
    def searches(self) -> bool:
        """Return whether what people search for counts for one of them, or is not known yet."""
        return not self.spots or any("keywords" not in spot.cannot for spot in self.spots)

    def _own(self, spot: Spot, known: owned.Names) -> Own:
        names = {name: owned.name_of(name, spot) for name in owned.FIELDS}
        there = {name: full for name, full in names.items() if full in self.fields}
        pickers = [self._picker(name, full, spot, known) for name, full in there.items() if name in KINDS]
        notes = [said for field, said in spot.cannot.items() if field in names and field not in there]
        if self.is_group and spot.account.platform == Platform.GOOGLE and spot.channel != Channel.DEMAND_GEN:
            notes.append("Countries, towns and languages are the whole campaign’s on Google: its ad groups share them.")
        placements = self[there["placements"]] if "placements" in there else None
        return Own(spot, tuple(pickers), placements, tuple(dict.fromkeys(notes)))

    def _picker(self, name: str, full: str, spot: Spot, known: owned.Names) -> Picker:
        field = self[full]
        return owned.picker_of(name, spot, field.value() or (), known, self.found.get(full), field.errors)
