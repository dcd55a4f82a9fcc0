"""Changes of what runs: the last day, the bid, whom an ad group aims at, what an ad says, another ad or ad group.

What a form does not show stays as it is: each starts from the document that is changed.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from campaigns.forms import choices
from campaigns.forms.amounts import parse_amount
from campaigns.forms.builder.inputs import text
from campaigns.forms.errors import BAD_DAY, DAMAGED, ServiceErrorsMixin
from campaigns.types import Creative
from integrations.types import Bid, BidStrategy, Gender, Targeting

WHY = {"label": "Why", "required": False, "max_length": 500, "help_text": "Stands in History beside your name."}
HIDDEN: dict[str, Any] = {"widget": forms.HiddenInput, "required": False, "error_messages": DAMAGED}
BY_CLICK = {BidStrategy.MANUAL: "A fixed bid for each click", BidStrategy.MAXIMIZE_VALUE: "As much value as possible"}
LINES = "One a line."


class FilesField(forms.MultipleChoiceField):
    """Files of the library by their ids; whether they are there is the services' business."""

    def valid_value(self, value: str) -> bool:
        """Return whether it is an id."""
        try:
            return bool(UUID(str(value)))
        except ValueError:
            return False

    def clean(self, value: Any) -> tuple[UUID, ...]:
        """Return the ids, each once."""
        return tuple(dict.fromkeys(UUID(str(one)) for one in super().clean(value)))


class ScheduleForm(ServiceErrorsMixin, forms.Form):
    """The last day of a campaign, or of one part."""

    target = forms.UUIDField(**HIDDEN)
    end_date = forms.DateField(
        label="Last day", required=False, widget=forms.DateInput(attrs={"type": "date"}), error_messages=BAD_DAY,
        help_text="In each account’s own time. Empty: it runs until you stop it.",
    )  # fmt: skip
    reason = forms.CharField(**WHY)


class BidForm(ServiceErrorsMixin, forms.Form):
    """How a part bids."""

    renamed = {"bid": "strategy"}

    target = forms.UUIDField(**HIDDEN)
    strategy = forms.ChoiceField(
        label="How to bid", choices=[pair for pair in choices.of({**choices.BIDS, **BY_CLICK}) if pair[0]]
    )
    amount = forms.CharField(label="Amount", required=False, help_text="What one click or result may cost.")
    roas = forms.DecimalField(label="Times the spend", required=False, min_value=0, max_value=1000)
    reason = forms.CharField(**WHY)

    def __init__(self, *args, currency: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.currency = currency

    def clean_amount(self) -> int | None:
        """Turn the amount into minor units."""
        typed = self.cleaned_data["amount"]
        return parse_amount(typed, self.currency) if typed.strip() else None

    def bid(self) -> Bid:
        """Return the bid."""
        data = self.cleaned_data
        roas: Decimal | None = data["roas"]
        return Bid(BidStrategy(data["strategy"]), data["amount"], roas)


class TargetingForm(ServiceErrorsMixin, forms.Form):
    """Whom an ad group aims at: countries, ages, who; the rest of the document stays."""

    countries = forms.MultipleChoiceField(label="Countries", choices=choices.countries, required=False)
    age_min = forms.IntegerField(label="Youngest", required=False)
    age_max = forms.IntegerField(label="Oldest", required=False)
    gender = forms.ChoiceField(label="Who", choices=choices.GENDERS, required=False)
    reason = forms.CharField(**WHY)

    def targeting(self, was: Targeting) -> Targeting:
        """Return the whole document."""
        data = self.cleaned_data
        genders = (Gender(data["gender"]),) if data["gender"] else ()
        ages = {"age_min": data["age_min"], "age_max": data["age_max"]}
        return replace(was, countries=tuple(data["countries"]), genders=genders, **ages)


class CreativeForm(ServiceErrorsMixin, forms.Form):
    """What an ad says and shows; what its platform does not take stays empty."""

    renamed = {
        "primary_text": "primary_texts", "headline": "headlines", "description": "descriptions", "asset": "images",
    }  # fmt: skip

    link = forms.CharField(label="Where the ad leads", required=False)
    primary_texts = text("Text", LINES, rows=3)
    headlines = text("Headlines", LINES, rows=3)
    descriptions = text("Descriptions", LINES, rows=2)
    call_to_action = forms.ChoiceField(label="Button", choices=choices.calls_to_action, required=False)
    images = FilesField(label="Pictures", required=False)
    videos = FilesField(label="Videos", required=False)
    reason = forms.CharField(**WHY)

    def name_of(self, field: str) -> str:
        """Return the input of a service's field; of a list of ads the first is this one."""
        return super().name_of(field.removeprefix("ads.0."))

    def creative(self, was: Creative) -> Creative:
        """Return the whole document; files that are not sent at all stay."""
        data = self.cleaned_data
        lists = {name: lines_of(data[name]) for name in ("primary_texts", "headlines", "descriptions")}
        files = {name: data[name] for name in ("images", "videos") if name in self.data}
        button = data["call_to_action"] or was.call_to_action
        return replace(was, link=data["link"], call_to_action=button, **lists, **files)


class AdForm(CreativeForm):
    """Another ad, from scratch or from one that exists (`like`)."""

    key = forms.UUIDField(**HIDDEN)
    like = forms.UUIDField(**HIDDEN)
    name = forms.CharField(label="Name", required=False, help_text="Only you see it.")


class AdGroupForm(AdForm, TargetingForm):
    """Another ad group with its first ad."""

    group_name = forms.CharField(label="Name of the ad group", required=False)
    daily_budget = forms.CharField(label="Budget a day", required=False)
    renamed = {**CreativeForm.renamed, "daily_budget_minor": "daily_budget", "name": "group_name"}

    def __init__(self, *args, currency: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.currency = currency

    def clean_daily_budget(self) -> int | None:
        """Turn the amount into minor units."""
        typed = self.cleaned_data["daily_budget"]
        return parse_amount(typed, self.currency) if typed.strip() else None


def lines_of(typed: str) -> tuple[str, ...]:
    """Return the lines that hold something."""
    return tuple(line.strip() for line in typed.splitlines() if line.strip())
