"""The words of pages of numbers: what conversions are called, which figure is judged, what is still to come."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from analytics.types import Estimate, Metrics
from integrations.types import Purpose
from tenants import formats
from tenants.place import Place

NBSP = "\u00a0"
COMPLETE_FROM = 0.995
"""A number of which so much is reported is said to be complete."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence; `marked` is the highlighter."""

    text: str
    marked: bool = False


Sentence = list[Piece]


class Outcome(StrEnum):
    """What money is meant to bring."""

    CONVERSIONS = "conversions"
    CLICKS = "clicks"


@dataclass(frozen=True, slots=True)
class Noun:
    """The words for what came of it, and where its number stands."""

    one: str
    many: str
    outcome: Outcome = Outcome.CONVERSIONS
    has_value: bool = False

    def count(self, metrics: Metrics) -> Decimal | int:
        """Return how many there were."""
        return metrics.clicks if self.outcome == Outcome.CLICKS else metrics.conversions

    def cost_micros(self, metrics: Metrics) -> Decimal | None:
        """Return what one cost, in micros."""
        return metrics.cpc_micros if self.outcome == Outcome.CLICKS else metrics.cpa_micros

    def named(self, number: Decimal | int) -> str:
        """Return the word that fits a number."""
        return self.one if number == 1 else self.many


ORDERS = Noun("order", "orders", has_value=True)
CLICKS = Noun("click", "clicks", Outcome.CLICKS)
RESULTS = Noun("result", "results", has_value=True)
_NOUNS = {
    Purpose.SALES: ORDERS,
    Purpose.RETARGETING: ORDERS,
    Purpose.LEAD_GENERATION: Noun("lead", "leads"),
    Purpose.APP_INSTALLS: Noun("install", "installs"),
    Purpose.EVENT_PROMOTION: Noun("sign-up", "sign-ups"),
    Purpose.STORE_VISITS: Noun("visit", "visits"),
    Purpose.TRAFFIC: CLICKS,
    Purpose.BRAND_AWARENESS: CLICKS,
}


def noun_for(purposes: Collection[Purpose | None], metrics: Metrics) -> Noun:
    """Return the words for what campaigns of these purposes bring.

    Several kinds of conversions together are "results"; clicks count only where nothing else is meant. Campaigns of
    unknown purpose (imported) bring orders if their conversions have a value.
    """
    nouns = {_NOUNS[purpose] for purpose in purposes if purpose}
    if CLICKS in nouns and len(nouns) > 1:
        nouns.discard(CLICKS)
    if len(nouns) == 1:
        return nouns.pop()
    if nouns:
        return RESULTS
    has_value = any(part.value_micros for part in metrics.by_currency or (metrics,))
    return ORDERS if has_value else RESULTS


def is_growing(estimate: Estimate | None) -> bool:
    """Return whether anything worth saying is still to come."""
    return estimate is not None and estimate.share < COMPLETE_FROM


def reported_words(estimate: Estimate, place: Place) -> str:
    """Say which share is reported: about 82%."""
    if estimate.share < 0.01:
        return "under 1%"
    return f"about {formats.percent(min(estimate.share, 0.99), place.locale, decimals=0)}"


def expected_words(estimate: Estimate, place: Place, *, less: Decimal | int = 0) -> str:
    """Write the range of the final number in whole things: 26 to 31; with `less`, of what it exceeds that number by."""
    low, high = max(math.floor(estimate.low), math.ceil(estimate.known)) - less, math.ceil(estimate.high) - less
    texts = [formats.count(max(Decimal(each), Decimal(0)), place.locale) for each in (low, high)]
    return texts[0] if texts[0] == texts[1] else " to ".join(texts)
