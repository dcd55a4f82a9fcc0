"""The budget of one ad account: a day or in all, for the campaign or for each ad group."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms

from campaigns.forms import choices
from campaigns.forms.amounts import amount_shown, parse_amount
from campaigns.forms.builder.inputs import Chosen, text
from campaigns.types import DraftGroup, DraftPart
from integrations.types import BudgetLevel, Platform

DAILY, LIFETIME = "daily_budget_minor", "lifetime_budget_minor"
FIELDS = (DAILY, LIFETIME, "budget_level")
WHOLE = "lifetime"
LEVEL_HINT = (
    "One for all: the platform moves it to the ad groups that bring most. One each: they keep what you give them."
)
GOOGLE_HINT = "On Google a budget belongs to the whole campaign."


@dataclass(frozen=True, slots=True)
class Budget:
    """The inputs of an ad account's budget; `part` is what the draft says of it so far."""

    account: Any
    part: DraftPart | None

    @property
    def key(self) -> str:
        """Return what the inputs' names end in."""
        return str(self.account.uuid)

    @property
    def has_levels(self) -> bool:
        """Return whether the platform lets ad groups have budgets of their own."""
        return self.account.platform != Platform.GOOGLE

    @property
    def groups(self) -> tuple[DraftGroup, ...]:
        """Return the ad groups that each have an amount on the page; none where the amount is one."""
        part = self.part
        is_each = part is not None and part.budget_level == BudgetLevel.AD_GROUP and len(part.ad_groups) > 1
        return part.ad_groups if part and is_each else ()

    @property
    def amounts(self) -> list[tuple[str, str]]:
        """Return the inputs of amounts by name and label."""
        each = [(f"budget_{group.key}", group.name or f"Ad group {n}") for n, group in enumerate(self.groups, 1)]
        return each or [(f"budget_{self.key}", "Budget")]

    def inputs(self) -> dict[str, forms.Field]:
        """Return all inputs."""
        made: dict[str, forms.Field] = {name: text(label) for name, label in self.amounts}
        made[f"kind_{self.key}"] = Chosen(label="The budget is", choices=choices.BUDGETS, widget=forms.RadioSelect)
        if self.has_levels:
            made[f"level_{self.key}"] = Chosen(
                label="Whose budget", choices=choices.LEVELS, widget=forms.RadioSelect, help_text=LEVEL_HINT
            )
        return made

    def shown(self) -> dict[str, Any]:
        """Return what they hold at first."""
        if self.part is None:
            return {f"kind_{self.key}": "daily", f"level_{self.key}": BudgetLevel.CAMPAIGN.value}
        holders: list[DraftPart | DraftGroup] = list(self.groups) or [_holder(self.part)]
        written = [_amount(holder, self.account.currency) for holder in holders]
        is_whole = any(one.lifetime_budget_minor is not None for one in (self.part, *self.part.ad_groups))
        return {
            **{name: amount for (name, _), amount in zip(self.amounts, written, strict=True)},
            f"kind_{self.key}": WHOLE if is_whole else "daily",
            f"level_{self.key}": self.part.budget_level,
        }

    def clean(self, form: forms.Form) -> None:
        """Turn amounts into minor units, what cannot be read is told beside its input."""
        for name, _ in self.amounts:
            clean_amount(form, name, self.account.currency)

    def write(self, part: DraftPart, data: dict[str, Any]) -> DraftPart:
        """Return the part with its budget; what was one is divided equally among ad groups, what was theirs is added up."""
        field = LIFETIME if data[f"kind_{self.key}"] == WHOLE else DAILY
        level = data.get(f"level_{self.key}", part.budget_level)
        typed = [data[name] for name, _ in self.amounts]
        is_each = level == BudgetLevel.AD_GROUP and len(part.ad_groups) > 1
        whole = None if is_each else _sum(typed)
        shares = (typed if self.groups else _divided(typed[0], len(part.ad_groups))) if is_each else []
        groups = tuple(
            replace(group, **_budget(field, share))
            for group, share in zip(part.ad_groups, shares or [None] * len(part.ad_groups), strict=True)
        )
        return replace(part, budget_level=level, ad_groups=groups, **_budget(field, whole))

    def name_of(self, pieces: list[str]) -> str:
        """Return the input that a path in the part is about: `daily_budget_minor`, `ad_groups.1.daily_budget_minor`."""
        if pieces[-1] == "budget_level":
            return f"level_{self.key}" if self.has_levels else f"budget_{self.key}"
        names = [name for name, _ in self.amounts]
        return names[int(pieces[1])] if len(names) > 1 and pieces[0] == "ad_groups" else names[0]


def clean_amount(form: forms.Form, name: str, currency: str) -> None:
    """Turn what was typed into minor units, or tell beside the input why not."""
    typed = form.cleaned_data.get(name)
    try:
        form.cleaned_data[name] = parse_amount(typed, currency) if typed else None
    except forms.ValidationError as error:
        form.add_error(name, error)


def _holder(part: DraftPart) -> DraftPart | DraftGroup:
    """Return who has the only amount: the part, or its only ad group."""
    has_own = (part.daily_budget_minor, part.lifetime_budget_minor) != (None, None)
    return part if has_own or not part.ad_groups else part.ad_groups[0]


def _amount(holder: DraftPart | DraftGroup, currency: str) -> str:
    minor = holder.daily_budget_minor if holder.lifetime_budget_minor is None else holder.lifetime_budget_minor
    return amount_shown(minor, currency)


def _budget(field: str, minor: int | None) -> dict[str, int | None]:
    return {DAILY: None, LIFETIME: None, field: minor}


def _sum(amounts: list[int | None]) -> int | None:
    given = [amount for amount in amounts if amount is not None]
    return sum(given) if given else None


def _divided(amount: int | None, count: int) -> list[int | None]:
    """Return equal shares; the first one has what is left over."""
    if amount is None:
        return [None] * count
    share, rest = divmod(amount, count)
    return [share + rest, *[share] * (count - 1)]
