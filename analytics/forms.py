"""What the pages of numbers take."""

from datetime import date

from django import forms


class CustomMetricForm(forms.Form):
    """An own figure. What it may be called and say is the service's to judge."""

    name = forms.CharField(
        label="What it is called", max_length=60, error_messages={"required": "Write a name, such as Profit."}
    )
    expression = forms.CharField(
        label="How it is computed",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "off"}),
        help_text="Such as (value − spend) / spend.",
        error_messages={"required": "Write an expression, such as value - spend."},
    )
    is_percent = forms.BooleanField(
        label="Show it as a percentage", required=False, help_text="For ratios: 0.4 is 40%."
    )


class PeriodForm(forms.Form):
    """The first and the last day of a period, as its address says them. What a period is stands in `analytics.periods`."""

    since = forms.CharField(label="First day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.CharField(label="Last day", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data):
        super().__init__(data)
        for name, field in self.fields.items():
            field.widget.attrs["required"] = True
            if not _is_day(data.get(name, "")):
                field.widget.input_type = "text"  # a date's field would drop what is no date


class RetentionForm(forms.Form):
    """How long numbers are kept. The limits stand in the service."""

    steps_days = forms.IntegerField(
        label="Every earlier value",
        help_text="Each time a platform corrects a number, the one before is kept. After these days one a day is enough.",
        error_messages={"required": "Write a number of days."},
    )
    revisions_months = forms.IntegerField(
        label="One earlier value a day",
        help_text="So far back a past day can be shown as it was known then, and a rule can be tried on it.",
        error_messages={"required": "Write a number of months."},
    )
    facts_months = forms.IntegerField(
        label="The numbers themselves",
        required=False,
        help_text="Left empty, they are kept for good.",
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return not text
    return True
