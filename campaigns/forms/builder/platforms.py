"""The third step: the ad accounts that it runs on, and what each of them may spend."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms

from campaigns.forms import choices
from campaigns.forms.amounts import parse_amount
from campaigns.forms.builder.base import StepForm
from campaigns.forms.builder.inputs import Chosen, text
from campaigns.types import Draft, DraftGroup, DraftPart
from integrations.types import Bid, BidStrategy, BudgetLevel, Place, Platform, Purpose, Targeting
from tenants import formats

DAILY, LIFETIME = "daily_budget_minor", "lifetime_budget_minor"


@dataclass(frozen=True, slots=True)
class Row:
    """One ad account on the page: its tick and its inputs as bound fields; `option` is its checkbox."""

    account: Any
    chosen: bool
    budgets: tuple[Any, ...]
    channel: Any = None
    place: Any = None
    audience: Any = None


class PlatformsForm(StepForm):
    """Which ad accounts, how much on each, where on Google, which town, how to bid."""

    renamed = {"bid": "bid_strategy", "parts": "ad_account", DAILY: "ad_account", LIFETIME: "ad_account"}

    ad_account = forms.MultipleChoiceField(
        label="Where it runs", required=False,
        error_messages=dict.fromkeys(("invalid_choice", "invalid_list"), "Choose the ad account that pays for it."),
    )  # fmt: skip
    budget_kind = Chosen(label="The budget is", choices=choices.BUDGETS, widget=forms.RadioSelect)
    town = text("Find a town", "For each platform, choose it below.")
    bid_strategy = forms.ChoiceField(label="How to bid", choices=choices.of(choices.BIDS), required=False)
    bid_amount = text("What one result may cost")
    bid_roas = forms.DecimalField(label="Times the spend", required=False, min_value=0, max_value=1000)

    def shown(self, *, accounts: list, town: str = "", **_: Any) -> dict[str, Any]:
        """Return what the inputs hold at first."""
        parts = self.draft.parts
        known = {account.uuid: account for account in accounts}
        first = next((part for part in parts if part.ad_account in known), None)
        values = {"ad_account": [str(part.ad_account) for part in parts], "budget_kind": _kind(parts)}
        values["town"] = town
        if not parts and len(accounts) == 1:
            values["ad_account"] = [str(accounts[0].uuid)]
        if first and first.bid:
            values |= _bid_shown(first.bid, known[first.ad_account].currency)
        for part in parts:
            if part.ad_account in known:
                values |= _part_shown(part, known[part.ad_account].currency)
        return values

    def adapt(
        self, *, accounts: list, places: dict | None = None, audiences: dict | None = None, town: str = ""
    ) -> None:
        """Add each account's inputs; `places` and `audiences` are what its platform offers, by the account's id."""
        self.accounts = {str(account.uuid): account for account in accounts}
        self.fields["ad_account"].choices = [(key, str(account.name)) for key, account in self.accounts.items()]
        for key, account in self.accounts.items():
            for name, label in self._budget_names(key):
                self.fields[name] = text(label)
            if account.platform == Platform.GOOGLE and self.draft.purpose != Purpose.APP_INSTALLS:
                usual = [("", "What fits the purpose")]
                self.fields[f"channel_{key}"] = forms.ChoiceField(
                    label="Where on Google", choices=[*usual, *choices.of(choices.CHANNELS)], required=False
                )
            self._offer(f"place_{key}", "Which town", (places or {}).get(key, ()), "No town", with_name=True)
            self._offer(f"audience_{key}", "People who know you", (audiences or {}).get(key, ()), "Choose…")

    @property
    def is_whole(self) -> bool:
        """Return whether the budget is one in all."""
        return self["budget_kind"].value() == "lifetime"

    @property
    def rows(self) -> list[Row]:
        """Return the ad accounts as the page lists them."""
        chosen = {str(key) for key in self["ad_account"].value() or []}
        return [self._row(key, account, is_chosen=key in chosen) for key, account in self.accounts.items()]

    def name_of(self, field: str) -> str:
        """Return the input: a budget stands in its account's own."""
        pieces = field.split(".")
        if pieces[0] == "parts" and pieces[-1] in (DAILY, LIFETIME, "channel", "audiences", "places"):
            return self._place_of(pieces)
        return super().name_of(field)

    def clean(self) -> dict[str, Any]:
        """Turn amounts into minor units, beside each input."""
        for key, account in self.accounts.items():
            for name, _ in self._budget_names(key):
                self._clean_amount(name, account.currency)
        first = next((self.accounts[key] for key in self._chosen()), None)
        self._clean_amount("bid_amount", first.currency if first else "EUR")
        if self.cleaned_data.get("bid_amount") is not None and not self.cleaned_data.get("bid_strategy"):
            self.add_error("bid_strategy", "Choose how to bid, or leave the amount empty.")
        return self.cleaned_data

    def changed(self) -> Draft:
        """Return the draft with a part for each chosen account; what was said of one before stays."""
        there = {str(part.ad_account): part for part in self.draft.parts}
        gone = [part for key, part in there.items() if key not in self.accounts]
        parts = [self._part(key, there.get(key)) for key in self._chosen()]
        return replace(self.draft, parts=(*parts, *(part for part in gone if part.ad_account is None)))

    def _chosen(self) -> list[str]:
        ticked = set(self.cleaned_data.get("ad_account") or ())
        before = [str(part.ad_account) for part in self.draft.parts if str(part.ad_account) in ticked]
        return [*before, *(key for key in self.accounts if key in ticked and key not in before)]

    def _part(self, key: str, kept: DraftPart | None) -> DraftPart:
        data = self.cleaned_data
        part = kept or DraftPart(UUID(key))
        names = self._budget_names(key)
        part = replace(part, channel=data.get(f"channel_{key}", part.channel), targeting=self._targeting(key, part))
        if "bid_strategy" in self.changed_data or {"bid_amount", "bid_roas"} & set(self.changed_data) or kept is None:
            part = replace(part, bid=_bid(data))
        if len(names) == 1:
            return replace(part, **self._budget(names[0][0]))
        groups = [replace(group, **self._budget(names[n][0])) for n, group in enumerate(part.ad_groups)]
        return replace(part, ad_groups=tuple(groups))

    def _budget(self, name: str) -> dict[str, int | None]:
        amount = self.cleaned_data[name]
        return {DAILY: None if self.is_whole else amount, LIFETIME: amount if self.is_whole else None}

    def _targeting(self, key: str, part: DraftPart) -> Targeting | None:
        """Return the part's own audience where it has a town or people who know us, else what it had."""
        common = self.draft.targeting or Targeting()
        own = part.targeting or common
        if (town := self.cleaned_data.get(f"place_{key}")) is not None:
            own = _in_town(own, common, town)
        if (audience := self.cleaned_data.get(f"audience_{key}")) is not None and audience not in own.audiences[:1]:
            own = replace(own, audiences=(audience,) if audience else ())
        return None if own == common else own

    def _clean_amount(self, name: str, currency: str) -> None:
        typed = self.cleaned_data.get(name)
        try:
            self.cleaned_data[name] = parse_amount(typed, currency) if typed else None
        except forms.ValidationError as error:
            self.add_error(name, error)

    def _budget_names(self, key: str) -> list[tuple[str, str]]:
        """Return the inputs of an account's budgets: one, or one for each ad group that has its own."""
        part = next((part for part in self.draft.parts if str(part.ad_account) == key), None)
        if part and part.budget_level == BudgetLevel.AD_GROUP and len(part.ad_groups) > 1:
            return [(f"budget_{group.key}", group.name or f"Ad group {n}") for n, group in enumerate(part.ad_groups, 1)]
        return [(f"budget_{key}", "Budget")]

    def _place_of(self, pieces: list[str]) -> str:
        key = str(self.draft.parts[int(pieces[1])].ad_account)
        names = self._budget_names(key)
        if pieces[-1] in (DAILY, LIFETIME):
            return names[int(pieces[3])][0] if len(names) > 1 and len(pieces) > 3 else names[0][0]
        return f"{pieces[-1].removesuffix('s')}_{key}"

    def _offer(self, name: str, label: str, options, none: str, *, with_name: bool = False) -> None:
        found = [(f"{one.key}|{one.name}" if with_name else one.key, _path(one)) for one in options]
        kept = str(self.data.get(name) or self.initial.get(name) or "")
        if kept and kept not in {key for key, _ in found}:
            found.append((kept, kept.partition("|")[2] or kept))
        if found:
            self.fields[name] = forms.ChoiceField(label=label, choices=[("", none), *found], required=False)

    def _row(self, key: str, account, *, is_chosen: bool) -> Row:
        more = {
            name: self[f"{name}_{key}"] for name in ("channel", "place", "audience") if f"{name}_{key}" in self.fields
        }
        return Row(account, is_chosen, tuple(self[name] for name, _ in self._budget_names(key)), **more)


def _kind(parts: tuple[DraftPart, ...]) -> str:
    holders: Iterator[DraftPart | DraftGroup] = (one for part in parts for one in (part, *part.ad_groups))
    return "lifetime" if any(one.lifetime_budget_minor is not None for one in holders) else "daily"


def _part_shown(part: DraftPart, currency: str) -> dict[str, Any]:
    key, aim = part.ad_account, part.targeting or Targeting()
    holders = {str(group.key): group for group in part.ad_groups} | {str(key): part}
    budgets = {f"budget_{name}": _amount(holder, currency) for name, holder in holders.items()}
    return {
        **budgets,
        f"channel_{key}": part.channel,
        f"place_{key}": f"{aim.places[0].key}|{aim.places[0].name}" if aim.places else "",
        f"audience_{key}": aim.audiences[0] if aim.audiences else "",
    }


def _amount(holder: Any, currency: str) -> str:
    minor = holder.daily_budget_minor if holder.lifetime_budget_minor is None else holder.lifetime_budget_minor
    return "" if minor is None else f"{formats.from_minor(minor, currency):f}"


def _in_town(own: Targeting, common: Targeting, town: str) -> Targeting:
    key, _, name = town.partition("|")
    if key:
        place = own.places[0] if own.places and own.places[0].key == key else Place(key, name)
        return replace(own, places=(place,), countries=(), radii=())
    return replace(own, places=(), countries=common.countries, radii=common.radii) if own.places else own


def _bid(data: dict[str, Any]) -> Bid | None:
    if not data["bid_strategy"]:
        return None
    strategy = BidStrategy(data["bid_strategy"])
    is_roas = strategy == BidStrategy.TARGET_ROAS
    return Bid(strategy, None if is_roas else data["bid_amount"], _decimal(data["bid_roas"]) if is_roas else None)


def _bid_shown(bid: Bid, currency: str) -> dict[str, Any]:
    amount = f"{formats.from_minor(bid.amount_minor, currency):f}" if bid.amount_minor is not None else ""
    return {"bid_strategy": bid.strategy, "bid_amount": amount, "bid_roas": bid.roas}


def _decimal(value: Any) -> Decimal | None:
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return None


def _path(option: Any) -> str:
    return ", ".join(dict.fromkeys((option.name, *getattr(option, "path", ()))))
