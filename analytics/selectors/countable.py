"""What could count as a conversion on each account, with its numbers, so that like is compared with like."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import integrations.selectors
from analytics.models import ConversionAction
from analytics.selectors.counting import get_counted, shown_period
from analytics.selectors.cuts import Cut, Dimension
from analytics.selectors.facts import gather
from analytics.types import Metrics

NOTHING = Metrics()


@dataclass(frozen=True, slots=True)
class Countable:
    """One action of an account with its figures of 28 days in the account's currency."""

    action: ConversionAction
    conversions: Decimal
    value_micros: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AccountActions:
    """An account, and what could count on it, the most frequent first; none chosen: what the platform counts."""

    account: Any
    actions: list[Countable]

    @property
    def chosen(self) -> Countable | None:
        """Return the action that counts; None where the platform's own count does."""
        return next((each for each in self.actions if each.is_chosen), None)


def list_account_actions(today: date) -> list[AccountActions]:
    """Return every connected account with its actions; three queries, and one where it was not known what is chosen."""
    period, counted = shown_period(today), get_counted()
    (found,) = gather([Cut(period, (Dimension.ACTION,))])
    actions: dict[int, list[Countable]] = {}
    for action in ConversionAction.objects.order_by("name", "pk"):
        figures = found.sums.get((action.pk,), NOTHING)
        value = None if figures.value_micros is None else int(figures.value_micros)
        one = Countable(action, figures.conversions, value, counted.get(action.account_id) == action.pk)
        actions.setdefault(action.account_id, []).append(one)
    return [
        AccountActions(account, sorted(actions.get(account.pk, []), key=lambda each: -each.conversions))
        for account in integrations.selectors.list_ad_accounts()
    ]
