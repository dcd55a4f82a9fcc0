"""The figures a page can show, each with its name, how it is written, and which direction is good."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from analytics.types import Metrics
from analytics.wording import Noun, Outcome
from tenants import formats
from tenants.place import Place

Value = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `kind` is how it is written: money (micros), count, percent or ratio (money for one unit)."""

    key: str
    label: str
    kind: str
    read: Callable[[Metrics], Value]
    good: str = "up"
    term: str = ""
    matures: bool = False
    unit: str = ""

    @property
    def is_money(self) -> bool:
        """Return whether it is in a currency."""
        return self.kind in ("money", "ratio")

    def text(self, metrics: Metrics, place: Place, *, short: bool = True, between: str = ", ") -> str:
        """Write the figure; money of several currencies one after the other, "–" where there is none."""
        return between.join(self.texts(metrics, place, short=short)) or formats.MISSING

    def texts(self, metrics: Metrics, place: Place, *, short: bool = True) -> list[str]:
        """Write the figure, money of several currencies each on its own, the organisation's first."""
        if not (self.is_money and metrics.by_currency):
            return [self._text(metrics, place, short=short)]
        ordered = sorted(metrics.by_currency, key=lambda part: part.currency != place.currency)
        return [self._text(part, place, short=short) for part in ordered if self.read(part)]

    def _text(self, metrics: Metrics, place: Place, *, short: bool) -> str:
        return self.write(self.read(metrics), metrics.currency or place.currency, place, short=short)

    def write(self, value: Value, currency: str, place: Place, *, short: bool = True) -> str:
        """Write a value of this figure; "–" for None."""
        if value is None:
            return formats.MISSING
        if self.kind == "money":
            return formats.money(formats.from_micros(value), currency, place.locale, short=short)
        if self.kind == "ratio":
            return formats.money(Decimal(value), currency, place.locale, least_digits=2)
        if self.kind == "percent":
            return formats.percent(value, place.locale)
        return formats.count(value, place.locale)

    def plot(self, metrics: Metrics) -> float | None:
        """Return the value as a chart draws it: money in units, rates in percent; None where there is none."""
        return self.scale(self.read(metrics))

    def scale(self, value: Value) -> float | None:
        """Return a value of this figure as a chart draws it."""
        scale = {"money": Decimal(1_000_000), "percent": Decimal("0.01")}.get(self.kind, Decimal(1))
        return None if value is None else float(Decimal(value) / scale)

    def change(self, current: Metrics, previous: Metrics) -> Decimal | None:
        """Return the relative change; None where either is missing, 0 before, or in other money."""
        now, then = self.read(current), self.read(previous)
        if now is None or not then or (self.is_money and current.currency != previous.currency):
            return None
        return Decimal(now) / Decimal(then) - 1


SPEND = Figure("spend", "Spent", "money", lambda m: m.spend_micros, good="none")
IMPRESSIONS = Figure(
    "impressions", "Views", "count", lambda m: m.impressions, good="none", term="Impressions", unit="views"
)
CLICKS = Figure("clicks", "Clicks", "count", lambda m: m.clicks, unit="clicks")
CTR = Figure("ctr", "Click rate", "percent", lambda m: m.ctr, term="CTR", unit="%")
CPC = Figure("cpc", "Cost per click", "money", lambda m: m.cpc_micros, good="down", term="CPC")
CPM = Figure("cpm", "Cost per 1,000 views", "money", lambda m: m.cpm_micros, good="down", term="CPM")


def results(noun: Noun) -> Figure:
    """Return the figure that counts what came of it."""
    return Figure("conversions", noun.many.capitalize(), "count", lambda m: m.conversions, matures=True, unit=noun.many)


def cost_per_result(noun: Noun) -> Figure:
    """Return the cost of one."""
    label = f"Cost per {noun.one}"
    return Figure("cpa", label, "money", lambda m: m.cpa_micros, good="down", term="CPA", matures=True)


def value_per_unit(noun: Noun, unit: str) -> Figure:
    """Return what one unit of money brought."""
    what = noun.one.capitalize() if noun.has_value else "Reported"
    return Figure("roas", f"{what} value per {unit} spent", "ratio", lambda m: m.roas, term="ROAS", matures=True)


def main_figures(noun: Noun, unit: str) -> list[Figure]:
    """Return the four figures of the dashboard."""
    if noun.outcome == Outcome.CLICKS:
        return [SPEND, CLICKS, CPC, CTR]
    last = value_per_unit(noun, unit) if noun.has_value else CTR
    return [SPEND, results(noun), cost_per_result(noun), last]


def all_figures(noun: Noun, unit: str) -> list[Figure]:
    """Return the eight figures of a campaign; clicks are never called conversions."""
    conversions = Noun("result", "results") if noun.outcome == Outcome.CLICKS else noun
    return [
        SPEND,
        results(conversions),
        cost_per_result(conversions),
        value_per_unit(conversions, unit),
        IMPRESSIONS,
        CLICKS,
        CTR,
        CPC,
    ]
