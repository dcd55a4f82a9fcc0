"""What the pages of reports take. What is right is the services' to judge."""

import re

from django import forms

import campaigns.selectors
from analytics.types.reports import Rhythm

MOST_SHOWN = 200


class EditionForm(forms.Form):
    """A report by hand: which days, of which campaigns."""

    name = forms.CharField(
        label="What it is called", max_length=80, required=False, help_text="Left empty: Advertising report."
    )
    since = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}))
    campaigns = forms.MultipleChoiceField(
        label="Which campaigns",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: all of them.",
    )

    def __init__(self, *args, **given):
        super().__init__(*args, **given)
        self.fields["campaigns"].choices = _choices()


class ReportForm(forms.Form):
    """A standing report: how often, when, to whom, about what."""

    name = forms.CharField(
        label="What it is called", max_length=80, error_messages={"required": "Write a name, such as Weekly report."}
    )
    rhythm = forms.ChoiceField(
        label="How often",
        widget=forms.RadioSelect,
        choices=[
            (Rhythm.WEEKLY, "Every Monday, about the week before"),
            (Rhythm.MONTHLY, "On the 1st, about the month before"),
        ],
    )
    send_hour = forms.TypedChoiceField(
        label="At what time",
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        help_text="By the organisation’s clock.",
    )
    recipients = forms.CharField(
        label="To whom",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "off"}),
        help_text="E-mail addresses, one a line; at most 20. Whoever gets it needs no account.",
        error_messages={"required": "Write at least one e-mail address."},
    )
    campaigns = forms.MultipleChoiceField(
        label="Which campaigns",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: all of them, new ones too.",
    )

    def __init__(self, *args, **given):
        super().__init__(*args, **given)
        self.fields["campaigns"].choices = _choices()

    def clean_recipients(self) -> list[str]:
        """Return the addresses, as people separate them."""
        return [each for each in re.split(r"[\s,;]+", self.cleaned_data["recipients"]) if each]


def _choices() -> list[tuple[str, str]]:
    found = campaigns.selectors.list_campaigns(with_parts=False).values_list("uuid", "name")[:MOST_SHOWN]
    return [(str(uuid), name) for uuid, name in found]
