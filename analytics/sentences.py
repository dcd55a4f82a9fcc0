"""The page's one sentence: what the money brought, said only as far as it is known.

A sentence is a list of pieces; the decisive number is marked. Numbers are tied to their words by no-break spaces.
"""

from analytics.outlooks import may_grow, outlook
from analytics.periods import Choice, Compare
from analytics.types import Basis, Comparison, Estimate, Metrics, Period
from analytics.wording import NBSP, Noun, Piece, Sentence
from tenants import formats
from tenants.place import Place


def performance(
    comparison: Comparison,
    *,
    choice: Choice,
    noun: Noun,
    maturing: Period | None,
    place: Place,
    estimate: Estimate | None = None,
) -> Sentence:
    """Say what a period's money brought, and how that compares; nothing that a maturing day could still turn round.

    `estimate` is what the period's conversions will come to, where that is known.
    """
    current = comparison.current
    when = when_words(choice, place)
    if not _has_spend(current):
        return [Piece(f"{when} nothing was spent{_anything_else(current, noun, place)}.")]
    number = noun.count(current)
    spent = f"{when} you spent {_spend(current, place)}"
    if not number:
        return _nothing_yet(spent, current, noun, maturing, place)
    pieces = [
        Piece(f"{spent} and it brought "),
        Piece(f"{formats.count(number, place.locale)}{NBSP}{noun.named(number)}", marked=True),
        Piece(" so far" if may_grow(noun, maturing) else ""),
        *_each(current, noun, place),
        *(_against(comparison, choice, noun) or outlook(comparison, noun, maturing, estimate, place)),
        Piece("."),
    ]
    return [piece for piece in pieces if piece.text]


def waiting(*, accounts: int) -> Sentence:
    """Say that accounts are connected and nothing was spent yet."""
    if not accounts:
        return [Piece("No ad account is connected. "), Piece("Nothing has been spent yet", marked=True), Piece(".")]
    what = "Your ad account is" if accounts == 1 else f"Your {accounts} ad accounts are"
    return [Piece(f"{what} connected. "), Piece("Nothing has been spent yet", marked=True), Piece(".")]


def reading(*, accounts: int) -> Sentence:
    """Say that the first numbers are on their way."""
    what = "your ad account" if accounts == 1 else f"your {accounts} ad accounts"
    return [Piece("We are "), Piece("reading the past", marked=True), Piece(f" of {what}; the newest days come first.")]


def welcome(*, name: str, steps_left: int) -> Sentence:
    """Greet somebody who has not connected anything."""
    words = ("No step is", "One step is", "Two steps are", "Three steps are", "Four steps are", "Five steps are")
    greeting = f"Welcome, {name}. " if name else "Welcome. "
    count, verb = words[steps_left].rsplit(" ", 1)
    return [Piece(greeting), Piece(count, marked=True), Piece(f" {verb} left until your first campaign runs.")]


def _nothing_yet(spent: str, current: Metrics, noun: Noun, maturing: Period | None, place: Place) -> Sentence:
    clicks = f" and {_counted(current.clicks, 'click', 'clicks', place)}" if current.clicks else ""
    yet = "no " + noun.many + (" yet" if may_grow(noun, maturing) else "")
    return [
        Piece(f"{spent}: {_counted(current.impressions, 'view', 'views', place)}{clicks}, "),
        Piece(yet, True),
        Piece("."),
    ]


def _each(current: Metrics, noun: Noun, place: Place) -> Sentence:
    cost = noun.cost_micros(current)
    if cost is None or not current.currency:
        return []
    text = formats.money(formats.from_micros(cost), current.currency, place.locale, short=True)
    return [Piece(" at "), Piece(f"{text}{NBSP}each", marked=True)]


def _against(comparison: Comparison, choice: Choice, noun: Noun) -> Sentence:
    now, then = noun.cost_micros(comparison.current), noun.cost_micros(comparison.previous)
    same_money = comparison.current.currency == comparison.previous.currency
    if comparison.basis in (Basis.NONE, Basis.UNEQUAL) or not now or not then or not same_money:
        return []
    change = now / then - 1
    before = _before(choice, same_age=comparison.basis == Basis.SAME_AGE)
    if abs(change) < formats.FLAT_BELOW:
        return [Piece(f", about the same as {before}")]
    percent = formats.percent(abs(change), formats.parse_locale(None), decimals=0)
    return [Piece(f", {percent} {'more' if change > 0 else 'less'} than {before}")]


def _before(choice: Choice, *, same_age: bool) -> str:
    shift = (choice.period.since - choice.before.since).days
    if choice.compare == Compare.YEAR:
        return "at the same point a year earlier" if same_age else "in the same days a year before"
    if same_age:
        named = {"month": "at this point last month", "today": "at this time yesterday"}
        return named.get(choice.key, f"at the same point {shift} days earlier" if shift > 1 else "a day earlier")
    usual = f"in the {len(choice.before)} days before" if len(choice.before) > 1 else "the day before"
    return "in the same days of the month before" if choice.key == "month" else usual


def when_words(choice: Choice, place: Place) -> str:
    """Return the period as a sentence begins with it: In the last 7 days, Today, Over 3–9 Nov 2026."""
    if choice.key == "custom":
        return (
            f"On {formats.day(choice.period.since, place.locale)}" if len(choice.period) == 1 else _over(choice, place)
        )
    named = {"today": "Today", "month": "So far this month"}
    return named.get(choice.key, f"In the last {len(choice.period)} days")


def _over(choice: Choice, place: Place) -> str:
    return f"Over {formats.date_range(choice.period.since, choice.period.until, place.locale)}"


def _spend(metrics: Metrics, place: Place) -> str:
    parts = [part for part in metrics.by_currency or (metrics,) if part.spend_micros]
    texts = [
        formats.money(
            formats.from_micros(part.spend_micros or 0), part.currency or place.currency, place.locale, short=True
        )
        for part in parts
    ]
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def _anything_else(current: Metrics, noun: Noun, place: Place) -> str:
    number = noun.count(current)
    return f", and {formats.count(number, place.locale)} {noun.named(number)} came in" if number else ""


def _counted(number: int, one: str, many: str, place: Place) -> str:
    return f"{formats.count(number, place.locale)}{NBSP}{one if number == 1 else many}"


def _has_spend(metrics: Metrics) -> bool:
    return any(part.spend_micros for part in metrics.by_currency or (metrics,))
