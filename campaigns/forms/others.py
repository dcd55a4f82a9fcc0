"""A new budget; the filters of History."""

from datetime import date

from django import forms

from campaigns.forms.amounts import parse_amount
from campaigns.forms.errors import BAD_DAY, DAMAGED, ServiceErrorsMixin


class BudgetForm(ServiceErrorsMixin, forms.Form):
    """A new budget, a day or in all, for a part, or for an ad group that has its own."""

    renamed = {"daily_budget_minor": "daily_budget", "lifetime_budget_minor": "daily_budget"}

    target = forms.UUIDField(widget=forms.HiddenInput, required=False, error_messages=DAMAGED)
    daily_budget = forms.CharField(label="Budget a day", error_messages={"required": "Write an amount of money a day."})
    reason = forms.CharField(
        label="Why", required=False, max_length=500, help_text="Stands in History beside your name."
    )

    def __init__(self, data=None, *, currency: str, is_whole: bool = False, initial: dict | None = None):
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.currency, self.is_whole = currency, is_whole
        self.fields["daily_budget"].label = "Budget in all" if is_whole else "Budget a day"

    def amount(self) -> dict[str, int]:
        """Return the amount under the name of the budget that it is."""
        name = "lifetime_budget_minor" if self.is_whole else "daily_budget_minor"
        return {name: self.cleaned_data["daily_budget"]}

    def clean_daily_budget(self) -> int:
        """Turn the amount into minor units."""
        return parse_amount(self.cleaned_data["daily_budget"], self.currency)


class HistoryForm(forms.Form):
    """The filters of the History page. What cannot be read is left out, and said so."""

    search = forms.CharField(required=False)
    actor = forms.CharField(required=False)
    kind = forms.CharField(required=False)
    state = forms.CharField(required=False)
    campaign = forms.UUIDField(required=False)
    target = forms.UUIDField(required=False)
    since = forms.DateField(required=False, label="From", error_messages=BAD_DAY)
    until = forms.DateField(required=False, label="To", error_messages=BAD_DAY)

    def clean_until(self) -> date | None:
        """Refuse an end before the start."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            raise forms.ValidationError("The end is before the start. Choose a later day or leave it empty.")
        return until
