"""What the pages of numbers take."""

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
