"""The fifth step: from when until when, what is added to links so that visits can be told apart, what counts as a result."""

from dataclasses import replace
from typing import Any

from django import forms

from campaigns.forms.builder.base import StepForm
from campaigns.forms.builder.inputs import day, text
from campaigns.types import Draft

COUNTING = ("conversion_action", "pixel")
"""What an ad account counts results with, in the words of its candidates."""
NAMES = ("conversion_name", "pixel_name")


class ScheduleForm(StepForm):
    """First and last day; link parameters, where they differ from the organisation's (`usual`); what counts."""

    renamed = {"conversion": "utm_template"}

    start_date = day("First day")
    end_date = day("Last day")
    utm_template = text("Added to every link", "Placeholders in braces are filled in; empty adds nothing.")

    def shown(self, *, usual: str, accounts: list) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        draft = self.draft
        template = usual if draft.utm_template is None else draft.utm_template
        counted = {f"conversion_{part.ad_account}": part.conversion for part in draft.parts}
        return {"start_date": draft.start_date, "end_date": draft.end_date, "utm_template": template, **counted}

    def adapt(self, *, usual: str, accounts: list) -> None:
        """Offer what each ad account can count with."""
        self.usual, self.accounts = usual, accounts
        for account in accounts:
            name = f"conversion_{account.uuid}"
            found = [(one["external_id"], one["name"]) for one in account.candidates if one["kind"] in COUNTING]
            kept = self.initial.get(name, "")
            if kept and kept not in dict(found):
                found.append((kept, kept))
            usual_one = next(
                (account.presence[key] for key in NAMES if account.presence.get(key)), "nothing chosen yet"
            )
            offered = [("", f"As at Connections: {usual_one}"), *found]
            self.fields[name] = forms.ChoiceField(label="What counts", choices=offered, required=False)

    @property
    def counted(self) -> list[tuple[Any, Any]]:
        """Return each ad account with its input for what counts."""
        return [(account, self[f"conversion_{account.uuid}"]) for account in self.accounts]

    def name_of(self, field: str) -> str:
        """Return the input: what counts stands in its account's own."""
        pieces = field.split(".")
        if pieces[0] == "parts" and pieces[-1] == "conversion":
            return f"conversion_{self.draft.parts[int(pieces[1])].ad_account}"
        return super().name_of(field)

    def changed(self) -> Draft:
        """Return the draft with what was typed; the organisation's own template goes on being the organisation's."""
        data, own = self.cleaned_data, self.cleaned_data["utm_template"]
        template = None if own == self.usual and self.draft.utm_template is None else own
        parts = tuple(
            replace(part, conversion=data.get(f"conversion_{part.ad_account}", part.conversion))
            for part in self.draft.parts
        )
        days = {"start_date": data["start_date"], "end_date": data["end_date"]}
        return replace(self.draft, parts=parts, utm_template=template, **days)
