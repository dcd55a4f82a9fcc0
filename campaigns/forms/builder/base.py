"""What the steps of the builder have in common."""

import re
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from campaigns.forms.errors import DAMAGED, ServiceErrorsMixin
from campaigns.types import Draft
from tenants.errors import Invalid

PLACE = re.compile(r"(parts|ad_groups|ads)\.\d+\.")


class StepForm(ServiceErrorsMixin, forms.Form):
    """One step of the builder: shows its share of a draft and gives the draft back with what was typed.

    What is missing is no error here: a draft is kept however unfinished. An error is only what cannot be read.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, error_messages=DAMAGED)

    def __init__(self, data=None, files=None, *, draft: Draft, version: int | None = None, **given):
        self.draft = draft
        initial = {"version": version, **self.shown(**given)}
        super().__init__(data, files, initial=initial, use_required_attribute=False)
        self.adapt(**given)

    def shown(self, **given) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        raise NotImplementedError

    def adapt(self, **given) -> None:
        """Add the inputs that depend on what is there."""

    def changed(self) -> Draft:
        """Return the draft with what was typed; call it when the form is valid."""
        raise NotImplementedError

    def show_gaps(self, gaps: dict[str, list[str]]) -> None:
        """Show what is missing beside the inputs, also in a form that nobody has sent yet."""
        if not self.is_bound:
            self._errors, self.cleaned_data = ErrorDict(), {}
        self.show(Invalid(gaps))

    def name_of(self, field: str) -> str:
        """Return the input that a service's field is about: the same name, wherever it stands."""
        last = PLACE.sub("", field)
        return self.renamed.get(last, last)
