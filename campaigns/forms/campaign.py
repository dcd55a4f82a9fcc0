"""The form of a campaign: what every campaign has, and a section for each platform that it runs on."""

from typing import Any
from uuid import uuid4

from django import forms

from campaigns.forms import choices, drafting, fields, filling, keeping, leftovers, needed
from campaigns.forms.amounts import parse_amount
from campaigns.forms.errors import ServiceErrorsMixin
from campaigns.forms.names import our_name
from campaigns.limits import Limits, channel_for, limits_for, width_of
from campaigns.services.checks import UNCLEAN, is_clean
from campaigns.services.words import platform_name
from campaigns.types import CallToAction, Draft
from creatives.types import AssetKind
from integrations.types import Channel, Platform, Purpose

REDRAWS = ("purpose", "ad_account", "budget_kind", "g_channel", "town")
REDRAW = {
    "hx-post": "/campaigns/new/draw/", "hx-include": "closest form", "hx-target": "#sections", "hx-select": "#sections",
    "hx-swap": "outerHTML", "hx-trigger": "change",
}  # fmt: skip
MULTIPLE = ("ad_account", "countries", "g_images", "form_questions", "special_categories")


class CampaignForm(ServiceErrorsMixin, forms.Form):
    """A campaign on one or several ad accounts: one ad on each, in that platform's own words."""

    REQUIRED = {
        "name": "Write a name.", "purpose": "Choose what the campaign is for.", "link": "Write the address.",
        "ad_account": "Choose the ad account that pays for it.", "call_to_action": "Choose one of the list.",
    }  # fmt: skip

    def __init__(
        self,
        *args,
        accounts: list,
        assets: list | None = None,
        audiences: dict | None = None,
        places: dict | None = None,
        campaign=None,
        **kwargs,
    ):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.kept, self.places = keeping.parts_of(campaign), places or {}
        self.accounts = {str(account.uuid): account for account in accounts}
        self.assets, self.audiences = assets or [], audiences or {}
        sections = (fields.common, fields.meta, fields.google, fields.tiktok, fields.offers, fields.cards)
        self.fields.update({name: field for section in sections for name, field in section().items()})
        self.fields["ad_account"].choices = [(key, str(account.name)) for key, account in self.accounts.items()]
        self._offer_pictures()
        for account in accounts:
            where = f"{platform_name(account.platform)}, {account.name}"
            self.fields[budget_name(account)] = fields.text(where)
            people, town = self._audience_choices(account), self._place_choices(account)
            label = f"People who know you: {where}"
            self.fields[audience_name(account)] = forms.ChoiceField(label=label, required=False, choices=people)
            label = f"Which town: {where}"
            self.fields[place_name(account)] = forms.ChoiceField(label=label, required=False, choices=town)
        for name, said in self.REQUIRED.items():
            self.fields[name].error_messages = {"required": said, "invalid_choice": said, "invalid_list": said}
        self.fields["countries"].error_messages = dict.fromkeys(
            ("invalid_choice", "invalid_list"), "Choose at least one country."
        )
        for name, said in needed.of(self):
            self.fields[name].required = True
            self.fields[name].error_messages = {**self.fields[name].error_messages, "required": said}
        for name in REDRAWS:
            self.fields[name].widget.attrs |= REDRAW

    def _offer_pictures(self) -> None:
        pictures = [asset for asset in self.assets if asset.kind != AssetKind.VIDEO]
        offered = [(str(asset.uuid), f"{asset.label} ({asset.width} × {asset.height})") for asset in pictures]
        self.fields["g_images"].choices = offered
        for n in range(1, fields.CARDS + 1):
            self.fields[f"card_{n}_image"].choices = [("", "No picture"), *offered]

    def _audience_choices(self, account) -> list[tuple[str, str]]:
        found = [(option.key, option.name) for option in self.audiences.get(str(account.uuid), [])]
        kept = str(self.data.get(audience_name(account)) or self.initial.get(audience_name(account)) or "")
        there = {key for key, _ in found}
        return [("", "Choose…"), *found, *([(kept, kept)] if kept and kept not in there else [])]

    def _place_choices(self, account) -> list[tuple[str, str]]:
        found = [
            (f"{option.key}|{option.name}", ", ".join(dict.fromkeys((option.name, *option.path))))
            for option in self.places.get(str(account.uuid), [])
        ]
        kept = str(self.data.get(place_name(account)) or self.initial.get(place_name(account)) or "")
        there = {key for key, _ in found}
        return [("", "No town"), *found, *([(kept, kept.partition("|")[2])] if kept and kept not in there else [])]

    @property
    def chosen(self) -> list:
        """Return the chosen ad accounts; while none is chosen, the first."""
        value = self["ad_account"].value() or []
        keys = [value] if isinstance(value, str) else [str(key) for key in value]
        found = [self.accounts[key] for key in keys if key in self.accounts]
        return found or list(self.accounts.values())[:1]

    @property
    def account(self):
        """Return the first chosen ad account."""
        return self.chosen[0] if self.chosen else None

    @property
    def platforms(self) -> list[str]:
        """Return the platforms that it runs on."""
        return list(dict.fromkeys(account.platform for account in self.chosen))

    @property
    def purpose(self) -> str:
        """Return what it is for, as far as it is chosen."""
        value = str(self["purpose"].value() or "")
        return value if value in set(Purpose) else ""

    @property
    def channel(self) -> str:
        """Return where on Google it shows."""
        asked = str(self["g_channel"].value() or "")
        asked = asked if asked in set(Channel) else ""
        if self.purpose == Purpose.APP_INSTALLS:
            return Channel.APP.value
        return channel_for(Platform.GOOGLE, self.purpose, asked)

    @property
    def is_whole(self) -> bool:
        """Return whether the budget is one in all."""
        return self["budget_kind"].value() == "lifetime"

    def limits(self, platform: str) -> Limits:
        """Return what an ad takes on one of the platforms."""
        return limits_for(platform, self.channel if platform == Platform.GOOGLE else "")

    def clean(self) -> dict[str, Any]:
        """Turn amounts into minor units and count signs, beside each input."""
        self._clean_budgets()
        for name, said in leftovers.of(self):
            if name not in self.errors:
                self.add_error(name, said)
        for platform in self.platforms:
            limits = self.limits(platform)
            for name, width in drafting.counted(platform, limits):
                said = self.cleaned_data.get(name) or ""
                wide = width_of(said.strip(), is_double=limits.is_double)
                if wide > width:
                    self.add_error(name, f"That is {wide} characters; {width} fit.")
                if not is_clean(said):
                    self.add_error(name, UNCLEAN)
        return self.cleaned_data

    def _clean_budgets(self) -> None:
        for name, account in self.budgets():
            typed = self.cleaned_data.get(name) or ""
            if not typed:
                continue
            try:
                self.cleaned_data[name] = parse_amount(typed, account.currency if account else "EUR")
            except forms.ValidationError as error:
                self.add_error(name, error)

    def budgets(self) -> list[tuple[str, Any]]:
        """Return the input of each chosen account's budget: one for all of them where there is one account."""
        if len(self.chosen) < 2:
            return [("daily_budget", self.account)]
        return [(budget_name(account), account) for account in self.chosen]

    def budget_rows(self) -> list[tuple[Any, Any]]:
        """Return the budgets' bound fields with their accounts."""
        return [(self[name], account) for name, account in self.budgets()]

    def audience_rows(self) -> list[Any]:
        """Return a bound field for each chosen account's audiences."""
        return [self[audience_name(account)] for account in self.chosen]

    def place_rows(self) -> list[Any]:
        """Return a bound field for each chosen account's towns, where there is something to choose."""
        fields_ = [self[place_name(account)] for account in self.chosen]
        return [field for field in fields_ if len(field.field.choices) > 1]

    def headlines(self) -> list[Any]:
        """Return the inputs for Google's headlines."""
        return [self[name] for name in fields.names("g_headline", self._google("headlines"), fields.HEADLINES)]

    def has_late_headline_errors(self) -> bool:
        """Return whether one of the headlines that are folded away is wrong."""
        return any(field.errors for field in self.headlines()[5:])

    def descriptions(self) -> list[Any]:
        """Return the inputs for Google's descriptions."""
        return [self[name] for name in fields.names("g_description", self._google("descriptions"), fields.DESCRIPTIONS)]

    def cards(self) -> list[tuple[Any, Any, Any]]:
        """Return the inputs of a carousel's cards."""
        rows = range(1, fields.CARDS + 1)
        return [(self[f"card_{n}_image"], self[f"card_{n}_headline"], self[f"card_{n}_link"]) for n in rows]

    def _google(self, kind: str):
        return self.limits(Platform.GOOGLE.value).texts.get(kind)

    def country_lists(self, home: str) -> dict[str, list[tuple[str, str, bool]]]:
        """Return the countries to tick: the near and the chosen ones, then all others, as (code, name, chosen)."""
        chosen = set(self["countries"].value() or [])
        rows = [(code, name, code in chosen) for code, name in self.fields["countries"].choices]
        near = {home, *choices.NEAR, *chosen}
        return {"near": [row for row in rows if row[0] in near], "others": [row for row in rows if row[0] not in near]}

    def name_of(self, field: str) -> str:
        """Return the input that a service's field is about."""
        return our_name(field, self.chosen, [name for name, _ in self.budgets()])

    def draft(self) -> Draft:
        """Return what was filled in; what could not be read is missing."""
        return drafting.draft_of(self)

    @staticmethod
    def blank(accounts: list, country: str) -> dict:
        """Return what an empty form begins with."""
        account = {"ad_account": [str(accounts[0].uuid)]} if len(accounts) == 1 else {}
        return {
            "token": uuid4(),
            "countries": [country] if country else [],
            "call_to_action": CallToAction.LEARN_MORE,
            "budget_kind": "daily",
            "form_questions": ["full_name", "email"],
            **account,
        }

    @staticmethod
    def filled(campaign) -> dict:
        """Return a draft as the form's values."""
        return filling.initial_of(campaign)

    @staticmethod
    def typed(data) -> dict:
        """Return what was typed so far as initial values, so that the form can be drawn anew without errors."""
        return {name: data.getlist(name) if name in MULTIPLE else data.get(name) for name in data}


def budget_name(account) -> str:
    """Return the name of an account's own budget input."""
    return f"budget_{account.uuid.hex}"


def audience_name(account) -> str:
    """Return the name of an account's audience input."""
    return f"audience_{account.uuid.hex}"


def place_name(account) -> str:
    """Return the name of an account's town input."""
    return f"place_{account.uuid.hex}"
