"""What the pages take. A form turns text into values; whether the values will do is the services' business."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid4

import pycountry
from babel import Locale
from django import forms

from campaigns.types import CallToAction, Draft
from integrations.types import Purpose
from tenants import formats
from tenants.errors import Invalid

PURPOSES = {
    Purpose.SALES: "Sell something: orders on your website",
    Purpose.TRAFFIC: "Bring people to your website",
    Purpose.LEAD_GENERATION: "Get enquiries and addresses",
    Purpose.BRAND_AWARENESS: "Become known",
    Purpose.EVENT_PROMOTION: "Fill an event",
    Purpose.STORE_VISITS: "Bring people to your shop",
}
NEAR = ("DE", "ES", "FR", "GB", "IE", "IT", "NL", "US")
DAMAGED = {"invalid": "This form was damaged on its way. Load the page again, then send it once more."}
NO_AMOUNT = "Write an amount of money, such as 25.00."


def parse_amount(text: str, currency: str) -> int:
    """Return a typed amount in minor units of a currency: "25", "25.5", "1,200.00", "€ 25,50". Raises ValidationError."""
    plain = "".join(sign for sign in text if not sign.isspace() and sign not in "€$£¥'’")
    if not re.fullmatch(r"[-+−]?[\d.,]{1,20}", plain, re.ASCII):
        raise forms.ValidationError(NO_AMOUNT)
    plain = plain.replace("−", "-")
    last_comma, last_point = plain.rfind(","), plain.rfind(".")
    is_decimal_comma = last_comma > last_point and (last_point >= 0 or len(plain) - last_comma - 1 != 3)
    plain = plain.replace(".", "").replace(",", ".") if is_decimal_comma else plain.replace(",", "")
    try:
        amount = Decimal(plain).scaleb(formats.minor_digits(currency))
    except InvalidOperation as error:
        raise forms.ValidationError(NO_AMOUNT) from error
    if amount != amount.to_integral_value():
        raise forms.ValidationError(f"{currency} has {formats.minor_digits(currency)} decimals; write no more.")
    return int(amount)


def country_choices() -> list[tuple[str, str]]:
    """Return every country of ISO 3166-1 with the name that people use, by name."""
    names = Locale("en").territories
    return sorted(((c.alpha_2, names.get(c.alpha_2, c.name)) for c in pycountry.countries), key=lambda pair: pair[1])


class ServiceErrorsMixin:
    """Show what a service found wrong beside the fields it is about."""

    renamed: dict[str, str] = {}

    def show(self, error: Invalid) -> None:
        """Add a service's errors; a field that has an error of its own keeps only that."""
        for name, texts in error.fields.items():
            field = self.renamed.get(name, name)
            field = field if field in self.fields else None
            if field is None or not self.has_error(field):
                for text in texts:
                    self.add_error(field, text)


class CampaignForm(ServiceErrorsMixin, forms.Form):
    """A first campaign: one ad on one ad account."""

    renamed = {"daily_budget_minor": "daily_budget", "asset": "image"}

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, error_messages=DAMAGED)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, error_messages=DAMAGED)
    name = forms.CharField(label="Name", help_text="Only you see it.")
    purpose = forms.ChoiceField(label="What it is for", choices=[("", "Choose…"), *PURPOSES.items()])
    ad_account = forms.ChoiceField(label="Ad account")
    daily_budget = forms.CharField(label="Budget a day")
    countries = forms.MultipleChoiceField(label="Countries", choices=country_choices)
    link = forms.CharField(label="Where the ad leads", help_text="The page of your website that fits the ad.")
    primary_text = forms.CharField(
        label="Text", widget=forms.Textarea(attrs={"rows": 4}), help_text="About 125 characters are shown at once."
    )
    headline = forms.CharField(label="Headline", help_text="About 40 characters are shown at once.")
    description = forms.CharField(
        label="Description", required=False, help_text="A second line below the headline; not shown everywhere."
    )
    call_to_action = forms.ChoiceField(label="Button")
    asset = forms.UUIDField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": "Choose a picture, or upload one."}
    )
    image = forms.FileField(
        label="Upload a picture", required=False, help_text="JPEG or PNG, best square and at least 1080 pixels wide."
    )
    start_date = forms.DateField(label="First day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    end_date = forms.DateField(label="Last day", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    REQUIRED = {
        "name": "Write a name.", "purpose": "Choose what the campaign is for.", "ad_account": "Choose the ad account that pays for it.",
        "daily_budget": "Write an amount of money a day.", "countries": "Choose at least one country.", "link": "Write the address.",
        "primary_text": "Write the text.", "headline": "Write a headline.", "call_to_action": "Choose one of the list.",
    }  # fmt: skip

    def __init__(self, *args, accounts: list, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.accounts = {str(account.uuid): account for account in accounts}
        self.fields["ad_account"].choices = [
            (key, f"{a.name} · {a.platform.title()} · {a.currency}") for key, a in self.accounts.items()
        ]
        self.fields["call_to_action"].choices = [
            (word.value, word.value.replace("_", " ").capitalize()) for word in CallToAction
        ]
        for name, text in self.REQUIRED.items():
            self.fields[name].error_messages = {"required": text, "invalid_choice": text, "invalid_list": text}
        for name in ("start_date", "end_date"):
            self.fields[name].error_messages = {"invalid": "Write a day such as 2026-12-20."}

    @property
    def account(self):
        """Return the chosen ad account, or the only one."""
        chosen = str(self["ad_account"].value() or "")
        return self.accounts.get(chosen) or next(iter(self.accounts.values()), None)

    def country_lists(self, home: str) -> dict[str, list[tuple[str, str, bool]]]:
        """Return the countries to tick: the near and the chosen ones, then all others, as (code, name, chosen)."""
        chosen = set(self["countries"].value() or [])
        rows = [(code, name, code in chosen) for code, name in self.fields["countries"].choices]
        near = {home, *NEAR, *chosen}
        return {"near": [row for row in rows if row[0] in near], "others": [row for row in rows if row[0] not in near]}

    def clean_daily_budget(self) -> int:
        """Turn the amount into minor units of the account's currency."""
        return parse_amount(self.cleaned_data["daily_budget"], self.account.currency if self.account else "EUR")

    def draft(self) -> Draft:
        """Return what was filled in; what could not be read is missing."""
        data = self.cleaned_data
        account = data.get("ad_account")
        return Draft(
            name=data.get("name", ""),
            purpose=data.get("purpose", ""),
            ad_account=UUID(account) if account else None,
            daily_budget_minor=data.get("daily_budget"),
            countries=tuple(data.get("countries", ())),
            link=data.get("link", ""),
            primary_text=data.get("primary_text", ""),
            headline=data.get("headline", ""),
            description=data.get("description", ""),
            call_to_action=data.get("call_to_action", ""),
            asset=data.get("asset"),
            start_date=data.get("start_date"),
            end_date=data.get("end_date"),
        )

    @staticmethod
    def blank(accounts: list, country: str) -> dict:
        """Return what an empty form begins with."""
        account = {"ad_account": str(accounts[0].uuid)} if len(accounts) == 1 else {}
        return {
            "token": uuid4(),
            "countries": [country] if country else [],
            "call_to_action": CallToAction.LEARN_MORE,
            **account,
        }

    @staticmethod
    def filled(campaign) -> dict:
        """Return a draft as the form's values."""
        part = campaign.platform_campaigns.all()[0]
        group = part.ad_groups.all()[0]
        ad = group.ads.all()[0]
        amount = formats.from_minor(part.daily_budget_minor, part.currency)
        texts = {
            name: getattr(ad, name) for name in ("link", "primary_text", "headline", "description", "call_to_action")
        }
        return {
            **texts, "version": campaign.version, "name": campaign.name, "purpose": campaign.purpose, "ad_account": str(part.account.uuid),
            "daily_budget": f"{amount:f}", "countries": group.countries, "asset": ad.asset_id,
            "start_date": campaign.start_date, "end_date": campaign.end_date,
        }  # fmt: skip


class BudgetForm(ServiceErrorsMixin, forms.Form):
    """A new budget, a day or in all, for a part, or for an ad group that has its own."""

    renamed = {"daily_budget_minor": "daily_budget", "lifetime_budget_minor": "daily_budget"}

    target = forms.UUIDField(widget=forms.HiddenInput, required=False, error_messages=DAMAGED)
    daily_budget = forms.CharField(label="Budget a day", error_messages={"required": "Write an amount of money a day."})
    reason = forms.CharField(
        label="Why", required=False, max_length=500, help_text="Stands in History beside your name."
    )

    def __init__(self, *args, currency: str, is_whole: bool = False, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
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
    since = forms.DateField(required=False, label="From", error_messages={"invalid": "Write a day such as 2026-12-20."})
    until = forms.DateField(required=False, label="To", error_messages={"invalid": "Write a day such as 2026-12-20."})

    def clean_until(self) -> date | None:
        """Refuse an end before the start."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            raise forms.ValidationError("The end is before the start. Choose a later day or leave it empty.")
        return until
