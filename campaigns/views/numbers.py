"""Campaigns' figures with what is said of them while they mature, as lists of campaigns, parts and ads show them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analytics.panels.figures import CPC, SPEND, cost_per_result, results, value_per_unit
from analytics.panels.maturing import Maturing, say_maturing
from analytics.selectors import NOT_BY_AD, Answer, Cut, Dimension, Scope, gather
from analytics.types import Estimate, Metrics, Period
from analytics.types.metrics import Money
from analytics.wording import Noun
from tenants.place import Place

Said = dict[str, Maturing | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """Metrics and estimates by one dimension's internal ids."""

    metrics: dict[int, Metrics]
    estimates: dict[int, Estimate] = field(default_factory=dict)

    def of(self, pk: int) -> Metrics:
        """Return the metrics of one of them; empty ones where there are none."""
        return self.metrics.get(pk, Metrics())


def part_cuts(period: Period, campaign_id: int, today: date) -> list[Cut]:
    """Return what answers a campaign's figures by its parts and by its ads, in the accounts' own currencies."""
    scope = Scope(campaign_ids=[campaign_id])
    return [Cut(period, (each,), scope, matures=today) for each in (Dimension.PLATFORM_CAMPAIGN, Dimension.AD)]


def read_estimates(period: Period, ids: Collection[int], shown: Collection[int], today: date) -> tuple[Any, Figures]:
    """Return the estimate of these campaigns together (None where all is final), and of those shown each; four queries."""
    whole, each = gather(
        [
            Cut(period, (), Scope(campaign_ids=list(ids)), matures=today),
            Cut(period, (Dimension.CAMPAIGN,), Scope(campaign_ids=list(shown)), matures=today),
        ]
    )
    return whole.estimates.get(()), figures_of(each)


def say(noun: Noun, metrics: Metrics, estimate: Estimate | None, *, name: str, place: Place) -> Said:
    """Return what stands beside each figure that may still grow, by the figure's key; `name` is unique on the page."""
    figures = (results(noun), cost_per_result(noun), value_per_unit(noun, ""))
    said = {each.key: say_maturing(each, metrics, estimate, name=name, place=place) for each in figures}
    return {} if noun.outcome == "clicks" else said


def write(noun: Noun, metrics: Metrics, place: Place) -> dict[str, str]:
    """Write a row's money, several currencies one below the other: spent, cost, value."""
    cost = CPC if noun.outcome == "clicks" else cost_per_result(noun)
    figures = {"spent": SPEND, "cost": cost, "value": value_per_unit(noun, "")}
    return {name: each.text(metrics, place, short=False, between="\n") for name, each in figures.items()}


def weigh(amount: Money, parts: Collection[Money]) -> Any:
    """Return what rows are sorted by: an amount, or the largest of those that cannot be added."""
    return amount if amount is not None else max((each for each in parts if each is not None), default=None)


def figures_of(answer: Answer) -> Figures:
    """Return what a cut by one dimension was answered."""
    return Figures(
        {key: metrics for (key,), metrics in answer.sums.items() if key and key != NOT_BY_AD},
        {key: estimate for (key,), estimate in answer.estimates.items() if key},
    )
