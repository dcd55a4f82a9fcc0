"""What the pages of limits, the stop and closures take. The rules stand in the services."""

from typing import Any
from uuid import UUID

from django import forms

from campaigns.forms.amounts import parse_amount
from campaigns.forms.errors import BAD_DAY, ServiceErrorsMixin
from campaigns.services.policy_checks import list_problems
from campaigns.services.words import platform_name
from campaigns.types import ClosureKind
from tenants import formats

PERCENT = {"invalid": "Write a whole number, such as 20."}
ACCOUNT = "ceiling_"


class AmountField(forms.CharField):
    """An amount of money that may stay empty; minor units of `currency`."""

    def __init__(self, *, currency: str, **kwargs):
        super().__init__(required=False, max_length=30, **kwargs)
        self.currency = currency

    def prepare_value(self, value: Any) -> Any:
        """Write minor units as people type them; what was typed stays as it is."""
        return f"{formats.from_minor(value, self.currency):f}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        """Return minor units, None for nothing; raises ValidationError."""
        text = super().clean(value)
        return parse_amount(text, self.currency) if text.strip() else None


class PolicyForm(ServiceErrorsMixin, forms.Form):
    """The organisation's rules for changes, and a ceiling for each ad account."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    largest_step_percent = forms.IntegerField(
        label="A budget may grow at once by", required=False, error_messages=PERCENT,
        help_text="In one change, measured from what the platform has. Empty: by anything.",
    )  # fmt: skip
    approve_above_percent = forms.IntegerField(
        label="… or a budget that grows by at least", required=False, error_messages=PERCENT
    )
    approve_launches = forms.BooleanField(label="Every launch", required=False)
    approve_automatic = forms.BooleanField(
        label="Whatever a rule, a test or the optimiser wants", required=False,
        help_text="Switched off, they act by themselves, within the limits above.",
    )  # fmt: skip
    name_template = forms.CharField(
        label="Names of campaigns", error_messages={"required": "Write a name, such as {campaign}."},
        help_text="{campaign} {platform} {purpose} {date} are filled in.",
    )  # fmt: skip
    utm_template = forms.CharField(
        label="What is added to links", required=False, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text="So that your shop’s own statistics know where a visitor came from. An ad’s own parameters win.",
    )  # fmt: skip

    def __init__(self, *args, accounts, currency: str, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.accounts = list(accounts)
        self.fields["daily_ceiling_minor"] = AmountField(currency=currency, label="Everything together")
        self.fields["approve_above_minor"] = AmountField(currency=currency, label="A budget a day from")
        for account in self.accounts:
            label = f"{account.name}, {platform_name(account.platform)}"
            self.fields[f"{ACCOUNT}{account.uuid}"] = AmountField(currency=account.currency, label=label)

    def name_of(self, field: str) -> str:
        """Return the input that a service's field is about."""
        return field.replace("account_ceilings.", ACCOUNT)

    def clean(self) -> dict[str, Any]:
        """Say of all that could be read whether it will do, so that one look shows everything."""
        for name, text in list_problems(self.values()).items():
            self.add_error(name, text)
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """Return the rules that were written."""
        own = ("version", *(name for name in self.fields if name.startswith(ACCOUNT)))
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    def ceilings(self) -> dict[UUID, int | None]:
        """Return each account's ceiling."""
        return {account.uuid: self.cleaned_data[f"{ACCOUNT}{account.uuid}"] for account in self.accounts}


class ClosureForm(ServiceErrorsMixin, forms.Form):
    """Days on which campaigns pause."""

    kind = forms.ChoiceField(
        label="Why",
        choices=[(ClosureKind.CLOSED.value, "Closed"), (ClosureKind.SOLD_OUT.value, "Sold out")],
        widget=forms.RadioSelect,
        initial=ClosureKind.CLOSED.value,
    )
    campaign = forms.ChoiceField(label="What pauses", required=False)
    from_date = forms.DateField(
        label="First day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={**BAD_DAY, "required": "Choose the first day."},
    )  # fmt: skip
    to_date = forms.DateField(
        label="Last day", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=BAD_DAY, help_text="Left empty, it lasts until you end it.",
    )  # fmt: skip
    note = forms.CharField(label="Note", required=False, help_text="Stands in History as the reason.")

    def __init__(self, *args, campaigns=(), **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        choices = [("", "Every campaign"), *((str(one.uuid), one.name) for one in campaigns)]
        self.fields["campaign"].choices = choices
