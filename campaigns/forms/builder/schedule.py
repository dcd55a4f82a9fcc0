"""The fifth step: from when until when, and what is added to links so that visits can be told apart."""

from dataclasses import replace
from typing import Any

from campaigns.forms.builder.base import StepForm
from campaigns.forms.builder.inputs import day, text
from campaigns.types import Draft


class ScheduleForm(StepForm):
    """First and last day; link parameters, where they differ from the organisation's (`usual`)."""

    start_date = day("First day")
    end_date = day("Last day")
    utm_template = text("Added to every link", "Placeholders in braces are filled in; empty adds nothing.")

    def shown(self, *, usual: str) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        draft = self.draft
        template = usual if draft.utm_template is None else draft.utm_template
        return {"start_date": draft.start_date, "end_date": draft.end_date, "utm_template": template}

    def adapt(self, *, usual: str) -> None:
        """Remember the organisation's own."""
        self.usual = usual

    def changed(self) -> Draft:
        """Return the draft with what was typed; the organisation's own template goes on being the organisation's."""
        data, own = self.cleaned_data, self.cleaned_data["utm_template"]
        template = None if own == self.usual and self.draft.utm_template is None else own
        return replace(self.draft, start_date=data["start_date"], end_date=data["end_date"], utm_template=template)
