"""What must be said of a page's numbers beside them: whose money and whose days they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.panels.counting import counted_words
from analytics.types import Conversion, Freshness, Metrics, Period
from tenants import formats
from tenants.place import Place

LONGEST = 40
"""So many characters of a name there is room for within a sentence."""
RATES_GO_STALE_AFTER = timedelta(days=4)
"""The bank sets no rate on a weekend or a holiday, seldom for longer."""


@dataclass(frozen=True, slots=True)
class Caution:
    """What makes a page's figures other than they seem, as `components/callout.html` takes it."""

    title: str
    text: str
    label: str
    anchor: str = ""


def warn_of_rates(conversion: Conversion | None, newest: date | None, place: Place) -> Caution | None:
    """Warn of money of `newest`, the last day that was converted, that older rates were taken for; None where they are fresh."""
    if conversion is None or newest is None or newest - conversion.until <= RATES_GO_STALE_AFTER:
        return None
    day = formats.day(conversion.until, place.locale)
    text = (
        f"No exchange rate after {day} is known. The money of the days since is converted by that one, "
        "so these amounts may be off."
    )
    return Caution("Exchange rates are out of date", text, "See the rates", "#rates")


def warn_of_gaps(accounts: Iterable, feeds: Iterable[Freshness], period: Period) -> Caution | None:
    """Warn of days of a period that were never read; None where there are none. `feeds` know the period's days."""
    words = gap_words(accounts, feeds, period)
    return Caution("Some days are missing", words, "See which days") if words else None


def list_remarks(metrics: Metrics, conversion: Conversion | None, accounts: Sequence, place: Place) -> list[str]:
    """Return the sentences, none where all money, all days and what counts are the usual."""
    found = (_money(metrics, conversion, place), days_words(accounts, place), counted_words())
    return [each for each in found if each]


def _money(metrics: Metrics, conversion: Conversion | None, place: Place) -> str:
    own = _symbol(place.currency, place)
    apart = [part.currency or "" for part in metrics.by_currency if part.currency != place.currency]
    words = []
    if conversion:
        verb = "is" if len(conversion.currencies) == 1 else "are"
        what = f"{_listed(_symbol(each, place) for each in conversion.currencies)} {verb}"
        newest = formats.date_range(conversion.until, conversion.until, place.locale, year=False)
        words.append(f"{what} converted into {own} at the European Central Bank’s rate of each day, newest {newest}.")
    if apart:
        what = _listed(_symbol(each, place) for each in apart)
        words.append(f"{what}: no rate is known, so {'it stands' if len(apart) == 1 else 'they stand'} apart.")
    return " ".join(words)


def days_words(accounts: Iterable, place: Place) -> str:
    """Say which accounts keep other days than the organisation; empty where none does."""
    others = [each for each in accounts if each.time_zone != place.zone.key]
    if not others:
        return ""
    told = _listed(f"{formats.shorten(each.name, LONGEST)} in {city(each.time_zone)} time" for each in others[:3])
    more = f" and {len(others) - 3} more" if len(others) > 3 else ""
    return f"Days are each account’s own: {told}{more}, the others in {city(place.zone.key)} time."


def gap_words(accounts: Iterable, feeds: Iterable[Freshness], period: Period) -> str:
    """Say which accounts' figures lack days that were never read; empty where none does. `feeds` know the period's days."""
    read = {feed.account_id: feed.read_days for feed in feeds}
    lacking = [(each.name, sum(day not in read.get(each.pk, ()) for day in period)) for each in accounts]
    short = [(name, days) for name, days in lacking if days]
    if not short:
        return ""
    if len(short) > 1:
        return (
            f"Not every one of these days was read for {len(short)} ad accounts; the figures lack what happened then."
        )
    ((name, days),) = short
    what = f"{days} of these {len(period)} days" if len(period) > 1 else "This day"
    missed = f"{'was' if days == 1 else 'were'} not read for {formats.shorten(name, LONGEST)}"
    return f"{what} {missed}; the figures lack what happened then."


def city(zone: str) -> str:
    """Return a time zone as people call it: by its city."""
    return zone.rpartition("/")[2].replace("_", " ")


def _symbol(currency: str, place: Place) -> str:
    return formats.numbers.get_currency_symbol(currency, place.locale)


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
