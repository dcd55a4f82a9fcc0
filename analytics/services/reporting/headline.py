"""A report's first sentence."""

from decimal import Decimal

from analytics.services.reporting.reading import Reading
from analytics.types.documents import Number, Sentence
from analytics.wording import NBSP, Outcome
from tenants import formats


def write_headline(reading: Reading, tiles: tuple[Number, ...]) -> Sentence:
    """Say what advertising brought, and what one cost against before; only what can be compared is."""
    current = reading.overview.comparison.current
    spend, cost = tiles[0], tiles[2]
    if spend.value and not Decimal(spend.value):
        return Sentence("Nothing was spent on advertising in these days.", (spend.key,), ("Nothing was spent",))
    number = reading.noun.count(current)
    results = tiles[1]
    if not number:
        none = f"no {reading.noun.many}"
        return Sentence(f"Advertising cost {spend.text} and brought {none} so far.", (spend.key, results.key), (none,))
    counted = f"{formats.count(number, reading.place.locale)}{NBSP}{reading.noun.named(number)}"
    text = f"Advertising brought {counted}{_worth(reading)} for {spend.text}.{_each(cost, reading)}"
    return Sentence(text, tuple(each.key for each in (results, spend, cost)), (counted,))


def _worth(reading: Reading) -> str:
    current, here = reading.overview.comparison.current, reading.place
    if not reading.noun.has_value or reading.noun.outcome == Outcome.CLICKS or not current.value_micros:
        return ""
    amount = formats.money(
        formats.from_micros(current.value_micros), current.currency or here.currency, here.locale, short=True
    )
    return f" worth {amount}"


def _each(cost: Number, reading: Reading) -> str:
    if not cost.value:
        return ""
    said = f" Each cost {cost.text}"
    if not cost.change:
        return f"{said}."
    change, days = Decimal(cost.change), len(reading.choice.before)
    before = f"in the {days} days before" if days > 1 else "the day before"
    if abs(change) < formats.FLAT_BELOW:
        return f"{said}, about as much as {before}."
    percent = formats.percent(abs(change), reading.place.locale, decimals=0)
    return f"{said}, {percent} {'more' if change > 0 else 'less'} than {before}."
