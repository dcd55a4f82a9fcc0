"""The page of own sales: what the business sold beside what platforms claim."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from analytics import charts
from analytics.panels.counting import counted_words
from analytics.panels.drawn import Chart
from analytics.panels.needs import PLATFORMS
from analytics.periods import Choice
from analytics.selectors.claims import Truth, get_truth
from analytics.selectors.estimates import WINDOW_DAYS
from analytics.types import Metrics
from analytics.wording import NBSP, Piece, Sentence
from tenants import formats
from tenants.place import Place

EQUAL = (Decimal("0.995"), Decimal("1.005"))


@dataclass(frozen=True, slots=True)
class Claim:
    """What one platform claims (no key: all of them); money in words, `share` of the own sales in words."""

    platform: str
    name: str
    orders: str
    value: str
    share: str
    spend: str
    roas: str


@dataclass(frozen=True)
class SalesPage:
    """Both truths of a period as the page shows them; `truth` is None where there are no own sales in it."""

    choice: Choice
    truth: Truth | None
    has_sales: bool
    today: date
    place: Place

    @property
    def sentence(self) -> Sentence:
        """Return the page's answer: what was sold, and how much of it platforms claim."""
        if self.truth is None:
            text = "No orders of your own in these days." if self.has_sales else "What did the ads really sell? "
            return [Piece(text), *([] if self.has_sales else [Piece("Your own orders tell", True), Piece(".")])]
        share, sold = self.truth.claimed_share, f"{self._sold}; "
        if share is None:
            return [Piece(sold), Piece("what platforms claim cannot be set against it", True), Piece(".")]
        claim = Piece(f"platforms claim {formats.percent(share, self.place.locale, decimals=0)} of that", True)
        if share > EQUAL[1]:
            return [Piece(sold), claim, Piece(". Together they cannot all be right.")]
        return [Piece(sold), claim, Piece(".")]

    @property
    def claims(self) -> list[Claim]:
        """Return a line for each platform, the largest claim first, and their sum where there are several."""
        if self.truth is None:
            return []
        ordered = sorted(self.truth.by_platform.items(), key=lambda each: -(each[1].value_micros or 0))
        found = [self._claim(platform, PLATFORMS[platform], each) for platform, each in ordered]
        return [*found, self._claim("", "All platforms", self.truth.platforms)] if len(found) > 1 else found

    @property
    def own_value(self) -> str:
        """Return the own sales in words, those without a rate apart."""
        return " and ".join(self._own_values()) if self.truth else formats.MISSING

    @property
    def blended(self) -> str:
        """Return the own sales for one unit of all spend, in words."""
        roas = self.truth.blended_roas if self.truth else None
        return self._for_one(roas)

    @property
    def spent(self) -> str:
        """Return what was spent on all platforms, in words."""
        platforms = self.truth.platforms if self.truth else Metrics()
        return self._money(platforms.spend_micros, platforms.currency)

    @property
    def notes(self) -> list[str]:
        """Return what must be said of the days and the money."""
        return list(self._notes()) if self.truth else []

    @property
    def chart(self) -> Chart | None:
        """Return both truths by day; None where nothing is known."""
        if self.truth is None:
            return None
        days = [(day, self._own_of(day), self._claimed_of(day)) for day in self.truth.period]
        symbol = formats.numbers.get_currency_symbol(self.place.currency, self.place.locale)
        points = [
            charts.Point(day, float(own) / 1e6, None if claim is None else float(claim) / 1e6)
            for day, own, claim in days
        ]
        line = charts.Line(points=points, prefix=symbol, end_label="your sales", before_label="claimed")
        finding = f"{self._sold}. {self._claimed_words}"
        return Chart(
            title="Your sales and the platforms’ claims, day by day",
            note=formats.date_range(self.truth.period.since, self.truth.period.until, self.place.locale),
            finding=finding,
            spec={**charts.draw(line), "description": finding},
            columns=["Day", "Your sales", "Platforms claim"],
            rows=[
                [formats.day(day, self.place.locale), self._money(own), self._money(claim)] for day, own, claim in days
            ],
            legend=[("your own sales", ""), ("what platforms claim together", "c")],
        )

    @property
    def _sold(self) -> str:
        orders = self.truth.own.orders
        noun = "order" if orders == 1 else "orders"
        return f"You sold {self.own_value} in {formats.count(orders, self.place.locale)}{NBSP}{noun}"

    @property
    def _claimed_words(self) -> str:
        return f"Platforms claim {self._money(self.truth.platforms.value_micros)} of the same days."

    def _own_values(self) -> Iterator[str]:
        yield self._money(self.truth.own.value_micros)
        for currency, micros in sorted(self.truth.own.apart.items()):
            yield formats.money(formats.from_micros(micros), currency, self.place.locale)

    def _own_of(self, day: date) -> Decimal:
        found = self.truth.own.days.get(day)
        return found.value_micros if found else Decimal(0)

    def _claimed_of(self, day: date) -> Decimal | int | None:
        found = self.truth.by_day.get(day)
        return found.value_micros if found else None

    def _claim(self, platform: str, name: str, metrics: Metrics) -> Claim:
        share, locale = self.truth.share_of(metrics), self.place.locale
        return Claim(
            platform=platform,
            name=name,
            orders=formats.count(metrics.conversions, locale),
            value=self._money(metrics.value_micros, metrics.currency),
            share=formats.MISSING if share is None else formats.percent(share, locale, decimals=0),
            spend=self._money(metrics.spend_micros, metrics.currency),
            roas=self._for_one(metrics.roas, metrics.currency),
        )

    def _notes(self) -> Iterator[str]:
        truth, locale = self.truth, self.place.locale
        if truth.period != self.choice.period:
            days = formats.date_range(truth.period.since, truth.period.until, locale)
            yield f"Only {days} is set side by side: of the other days there are no own orders."
        final = self.today - timedelta(days=WINDOW_DAYS + 1)
        if truth.period.until > final:
            yield f"Platforms may still add to their claims of the days after {formats.day(final, locale)}."
        if truth.own.conversion:
            yield f"Orders in {', '.join(truth.own.conversion.currencies)} are converted by the European Central Bank’s rate of their day."
        if truth.own.apart:
            yield f"For {', '.join(sorted(truth.own.apart))} no rate is known; it stands apart."
        if words := counted_words():
            yield words
        yield "Your days are yours, the platforms’ are each account’s own. Tax and delivery may be in one and not in the other."

    def _money(self, micros: Decimal | int | None, currency: str | None = None) -> str:
        if micros is None:
            return formats.MISSING
        return formats.money(formats.from_micros(micros), currency or self.place.currency, self.place.locale)

    def _for_one(self, amount: Decimal | None, currency: str | None = None) -> str:
        """Write what one unit of money brought."""
        return formats.money(amount, currency or self.place.currency, self.place.locale, least_digits=2)


def read_sales(choice: Choice, *, has_sales: bool, today: date, place: Place) -> SalesPage:
    """Read both truths of a period; at most four queries."""
    truth = get_truth(choice.period, currency=place.currency) if has_sales else None
    return SalesPage(choice, truth, has_sales, today, place)
