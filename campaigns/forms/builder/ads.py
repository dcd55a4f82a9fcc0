"""The fourth step: where all ads lead; an ad group's own name and audience."""

from dataclasses import replace
from typing import Any

from django import forms

from campaigns.forms import choices
from campaigns.forms.builder import edits, following
from campaigns.forms.builder.audience import AudienceForm
from campaigns.forms.builder.base import StepForm
from campaigns.forms.builder.inputs import Chosen, text
from campaigns.types import Creative, Draft, DraftGroup
from integrations.types import Targeting

BELOW = "Something is missing in the ads below: open one, and it is told beside each input."
OWN = [("shared", "The same as the whole campaign"), ("own", "Its own")]


class LinkForm(StepForm):
    """Where all ads lead, and what their buttons say; an ad may say otherwise."""

    link = text("Where it leads", "The page of your website that fits the ads.")
    call_to_action = forms.ChoiceField(label="Button", choices=choices.calls_to_action, required=False)

    def shown(self) -> dict[str, Any]:
        """Return what the inputs hold at first: what is said for all, else what the first ad says."""
        said = self.draft.creative or next((spot.creative for spot in edits.spots(self.draft)), Creative())
        return {"link": said.link, "call_to_action": said.call_to_action}

    def show_gaps(self, gaps: dict[str, list[str]]) -> None:
        """Show what is missing for all ads; what one ad lacks stands with it, and is pointed to once."""
        own = {name: texts for name, texts in gaps.items() if self.name_of(name) in self.fields}
        super().show_gaps(own | ({"ads": [BELOW]} if len(own) < len(gaps) else {}))

    def changed(self) -> Draft:
        """Return the draft with what was typed."""
        if not (self.has_changed() or self.draft.creative is None):
            return self.draft
        data = self.cleaned_data
        call = data["call_to_action"] or (self.draft.creative or Creative()).call_to_action
        return following.lead_to(self.draft, data["link"].strip(), call)


class GroupForm(AudienceForm):
    """An ad group: its name, and whom it aims at where that differs from the campaign."""

    is_group = True

    name = text("What you call it", "Empty: whom it aims at.")
    whose = Chosen(label="Whom it aims at", choices=OWN, widget=forms.RadioSelect)

    def __init__(self, *args, group: DraftGroup, shared: Targeting, **kwargs):
        self.group, self.shared = group, shared
        super().__init__(*args, **kwargs)

    def aim(self) -> Targeting:
        """Return whom it aims at now."""
        return self.group.targeting or self.shared

    def shown(self, **given: Any) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        whose = "own" if self.group.targeting else "shared"
        return {"name": self.group.name, "whose": whose, **super().shown(**given)}

    def changed(self) -> Draft:
        """Return the draft with what was typed."""
        data = self.cleaned_data
        own = self.read() if data["whose"] == "own" else None
        changed = replace(self.group, name=data["name"].strip(), targeting=own)
        return edits.put_group(self.draft, self.group.key, changed) if self.group.key else self.draft
