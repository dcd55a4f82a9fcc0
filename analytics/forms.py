"""What the pages of numbers take."""

from datetime import date

from django import forms

from analytics.periods import Compare


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

    @property
    def compare(self) -> str:
        """Return what the days were to be set against, empty where the address names nothing that there is."""
        asked = self.data.get("compare", "")
        return asked if asked in set(Compare) else ""


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


class WarehouseForm(forms.Form):
    """A storage of one's own. What fits stands in the service."""

    bucket = forms.CharField(label="Bucket", max_length=63, error_messages={"required": "Write the bucket's name."})
    prefix = forms.CharField(
        label="Prefix", max_length=200, required=False, help_text="What the objects’ names begin with, as adwright."
    )
    region = forms.CharField(label="Region", max_length=64, required=False, help_text="As eu-central-1.")
    endpoint = forms.CharField(
        label="Endpoint", max_length=300, required=False, help_text="Of another storage than Amazon’s, as https://…"
    )
    key_id = forms.CharField(label="Key", max_length=128, error_messages={"required": "Write the key's id."})
    secret = forms.CharField(
        label="Secret",
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Kept sealed and never shown again. Left empty, the one before stays.",
    )
    is_on = forms.BooleanField(label="Copy every night", required=False, initial=True)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return not text
    return True


class SalesFileForm(forms.Form):
    """A file of the business's own orders."""

    file = forms.FileField(
        label="Your orders as CSV",
        help_text="One line an order: its number, time and value. Up to 100,000 lines.",
        error_messages={"required": "Choose a file.", "empty": "This file is empty."},
    )


class SaleForm(forms.Form):
    """One order, written by hand. What is right is the service's to judge."""

    order_id = forms.CharField(label="Order number", max_length=128)
    time = forms.CharField(label="When", help_text="Such as 2026-11-20 14:05.", max_length=40)
    value = forms.CharField(label="Value", help_text="0 for one that was refunded.", max_length=40)
    currency = forms.CharField(label="Currency", max_length=3, min_length=3)


class SalesReadingForm(forms.Form):
    """How a file of orders is to be read."""

    order_id = forms.TypedChoiceField(label="Order number", coerce=int, empty_value=None, required=False)
    time = forms.TypedChoiceField(label="Time", coerce=int, empty_value=None, required=False)
    value = forms.TypedChoiceField(label="Value", coerce=int, empty_value=None, required=False)
    currency = forms.TypedChoiceField(label="Currency", coerce=int, empty_value=None, required=False)
    fallback = forms.CharField(label="Currency of lines that name none", max_length=3)
    decimal = forms.ChoiceField(
        label="Before the cents stands", choices=[(".", "a point: 7.50"), (",", "a comma: 7,50")]
    )
    day_first = forms.TypedChoiceField(
        label="03/04/2026 is",
        coerce=lambda value: value == "day",
        choices=[("day", "3 April"), ("month", "March 4")],
    )

    def __init__(self, reading: dict, data=None):
        initial = {**reading, "day_first": "day" if reading["day_first"] else "month"}
        super().__init__(data, initial=initial)
        columns = [(n, name or f"Column {n + 1}") for n, name in enumerate(reading["headers"])]
        for name in ("order_id", "time", "value", "currency"):
            none = "One currency for all" if name == "currency" else "Choose a column"
            self.fields[name].choices = [("", none), *columns]
