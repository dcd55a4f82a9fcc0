"""What the conversions of some campaigns are called, and which figure they are judged by."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from analytics.types import Metrics
from integrations.types import Purpose


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
