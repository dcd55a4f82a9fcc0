"""Campaigns that fit, in any order: by what they are, by a budget, by a figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import campaigns.selectors
from analytics.selectors.ranking import SORTS, Ranks, rank_campaigns
from analytics.types import Metrics, Period
from analytics.wording import Noun, noun_for
from campaigns.selectors.policy import NoRate, Rates
from campaigns.types.finding import Filters
from integrations.types import Purpose

ORDERS = ("state", "name", "created", "end", "budget", *SORTS)
FEW = 500
"""So many campaigns are looked up singly; of more, all figures of the period are read, and those of others left out."""


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of the campaigns that were found, in order; what they came to together, and the words for it."""

    ids: Sequence[int]
    ranks: Ranks
    total: Metrics
    noun: Noun
    budgets: Mapping[str, int]
    """What they may spend a day together, by currency (minor units)."""


def find_campaigns(filters: Filters, sort: str, period: Period, currency: str) -> Found:
    """Return the campaigns that fit, by one of ORDERS: of figures and budgets most first, turned round with "-" before it.

    Where there are no figures the order is running first, then newest. Money is compared in `currency`; three queries.
    """
    rows = campaigns.selectors.list_found(filters, sort)
    keys = [pk for pk, _ in rows]
    few = keys if len(keys) <= FEW else None
    budgets, ranks = campaigns.selectors.sum_budgets(few), rank_campaigns(period, currency, few)
    ids = _ordered(keys, sort, ranks, budgets, currency)
    total = ranks.total(ids)
    purposes = {Purpose(purpose) for purpose in {purpose for _, purpose in rows} if purpose}
    return Found(ids, ranks, total, noun_for(purposes, total), _together(ids, budgets))


def _ordered(ids: list[int], sort: str, ranks: Ranks, budgets: Mapping[int, Any], currency: str) -> list[int]:
    name = sort.removeprefix("-")
    if name in SORTS:
        return ranks.ordered(ids, sort)
    if name == "state":
        return ids[::-1] if sort.startswith("-") else ids
    if name != "budget":
        return ids
    rates = campaigns.selectors.get_rates()
    weights = {pk: _weigh(rates, budgets[pk], currency) for pk in ids if pk in budgets}
    first = sorted(weights, key=weights.__getitem__, reverse=not sort.startswith("-"))
    return first + [pk for pk in ids if pk not in weights]


def _weigh(rates: Rates, amounts: Mapping[str, int], currency: str) -> int:
    """Return what a campaign's budgets are sorted by: where they cannot be added, the largest."""
    try:
        return rates.add_up(amounts, currency)
    except NoRate:
        return max(amounts.values())


def _together(ids: Sequence[int], budgets: Mapping[int, Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for pk in ids:
        for currency, minor in budgets.get(pk, {}).items():
            found[currency] = found.get(currency, 0) + minor
    return found
