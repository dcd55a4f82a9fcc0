"""The second step: the ad accounts that it runs on, and what each of them may spend."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms

from campaigns.forms import choices
from campaigns.forms.amounts import amount_shown
from campaigns.forms.builder.base import StepForm
from campaigns.forms.builder.budgets import DAILY, FIELDS, GOOGLE_HINT, LIFETIME, WHOLE, Budget, clean_amount
from campaigns.forms.builder.inputs import text
from campaigns.types import Draft, DraftPart
from integrations.types import Bid, BidStrategy, Platform, Purpose


@dataclass(frozen=True, slots=True)
class Row:
    """One ad account on the page: its tick and its inputs as bound fields."""

    account: Any
    chosen: bool
    budgets: tuple[Any, ...]
    kind: Any
    level: Any = None
    level_hint: str = ""
    channel: Any = None


class PlatformsForm(StepForm):
    """Which ad accounts, how much on each, where on Google, how to bid."""

    renamed = {"bid": "bid_strategy", "parts": "ad_account", DAILY: "ad_account", LIFETIME: "ad_account"}

    ad_account = forms.MultipleChoiceField(
        label="Where it runs", required=False,
        error_messages=dict.fromkeys(("invalid_choice", "invalid_list"), "Choose the ad account that pays for it."),
    )  # fmt: skip
    bid_strategy = forms.ChoiceField(label="How to bid", choices=choices.of(choices.BIDS), required=False)
    bid_amount = text("What one result may cost", "For “a cost for each result” and “no bid above”.")
    bid_roas = forms.DecimalField(
        label="Times the spend", required=False, min_value=0, max_value=1000,
        help_text="For “a return”: 3.5 is €3.50 of sales for each €1.00.",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Write a number from 0 to 1,000, such as 3.5."),
    )  # fmt: skip

    def shown(self, *, accounts: list) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        parts = {part.ad_account: part for part in self.draft.parts}
        self.budgets = {str(one.uuid): Budget(one, parts.get(one.uuid)) for one in accounts}
        known = {account.uuid: account for account in accounts}
        values: dict[str, Any] = {"ad_account": [str(part.ad_account) for part in self.draft.parts]}
        if not parts and len(accounts) == 1:
            values["ad_account"] = [str(accounts[0].uuid)]
        first = next((part for key, part in parts.items() if key in known), None)
        if first and first.bid:
            values |= _bid_shown(first.bid, known[first.ad_account].currency)
        for budget in self.budgets.values():
            values |= budget.shown()
        return values | {f"channel_{key}": part.channel for key, part in parts.items()}

    def adapt(self, *, accounts: list) -> None:
        """Add each account's inputs."""
        self.accounts = {str(account.uuid): account for account in accounts}
        self.fields["ad_account"].choices = [(key, str(account.name)) for key, account in self.accounts.items()]
        for key, account in self.accounts.items():
            self.fields.update(self.budgets[key].inputs())
            if account.platform == Platform.GOOGLE and self.draft.purpose != Purpose.APP_INSTALLS:
                usual = [("", "What fits the purpose")]
                self.fields[f"channel_{key}"] = forms.ChoiceField(
                    label="Where on Google", choices=[*usual, *choices.of(choices.CHANNELS)], required=False
                )

    @property
    def rows(self) -> list[Row]:
        """Return the ad accounts as the page lists them."""
        chosen = {str(key) for key in self["ad_account"].value() or []}
        return [self._row(key, account, is_chosen=key in chosen) for key, account in self.accounts.items()]

    @property
    def is_whole(self) -> bool:
        """Return whether one of the chosen accounts has a budget in all."""
        return any(row.chosen and row.kind.value() == WHOLE for row in self.rows)

    def name_of(self, field: str) -> str:
        """Return the input: what is said of an account stands in its own."""
        pieces = field.split(".")
        if pieces[0] != "parts" or pieces[-1] not in (*FIELDS, "channel"):
            return super().name_of(field)
        key = str(self.draft.parts[int(pieces[1])].ad_account)
        if pieces[-1] == "channel" or key not in self.budgets:
            return f"channel_{key}" if pieces[-1] == "channel" else "ad_account"
        return self.budgets[key].name_of(pieces[2:])

    def clean(self) -> dict[str, Any]:
        """Turn amounts into minor units, beside each input."""
        for budget in self.budgets.values():
            budget.clean(self)
        first = next((self.accounts[key] for key in self._chosen()), None)
        clean_amount(self, "bid_amount", first.currency if first else "EUR")
        if self.cleaned_data.get("bid_amount") is not None and not self.cleaned_data.get("bid_strategy"):
            self.add_error("bid_strategy", "Choose how to bid, or leave the amount empty.")
        return self.cleaned_data

    def changed(self) -> Draft:
        """Return the draft with a part for each chosen account; what was said of one before stays."""
        there = {str(part.ad_account): part for part in self.draft.parts}
        unnamed = [part for key, part in there.items() if key not in self.accounts and part.ad_account is None]
        parts = [self._part(key, there.get(key)) for key in self._chosen()]
        return replace(self.draft, parts=(*parts, *unnamed))

    def _chosen(self) -> list[str]:
        ticked = set(self.cleaned_data.get("ad_account") or ())
        before = [str(part.ad_account) for part in self.draft.parts if str(part.ad_account) in ticked]
        return [*before, *(key for key in self.accounts if key in ticked and key not in before)]

    def _part(self, key: str, kept: DraftPart | None) -> DraftPart:
        part = kept or DraftPart(UUID(key))
        part = replace(part, channel=self.cleaned_data.get(f"channel_{key}", part.channel))
        if kept is None or {"bid_strategy", "bid_amount", "bid_roas"} & set(self.changed_data):
            part = replace(part, bid=_bid(self.cleaned_data))
        return self.budgets[key].write(part, self.cleaned_data)

    def _row(self, key: str, account, *, is_chosen: bool) -> Row:
        budget = self.budgets[key]
        channel = self[f"channel_{key}"] if f"channel_{key}" in self.fields else None
        return Row(
            account, is_chosen, tuple(self[name] for name, _ in budget.amounts), self[f"kind_{key}"],
            self[f"level_{key}"] if budget.has_levels else None, "" if budget.has_levels else GOOGLE_HINT, channel,
        )  # fmt: skip


def _bid(data: dict[str, Any]) -> Bid | None:
    if not data["bid_strategy"]:
        return None
    strategy = BidStrategy(data["bid_strategy"])
    is_roas = strategy == BidStrategy.TARGET_ROAS
    return Bid(strategy, None if is_roas else data["bid_amount"], data["bid_roas"] if is_roas else None)


def _bid_shown(bid: Bid, currency: str) -> dict[str, Any]:
    return {
        "bid_strategy": bid.strategy, "bid_amount": amount_shown(bid.amount_minor, currency), "bid_roas": bid.roas,
    }  # fmt: skip
