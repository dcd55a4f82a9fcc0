"""What moved, in words and bars: a sentence each, and a bar for each reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse

import campaigns.selectors
from analytics import wording
from analytics.movers import UNITS, Measure, Move
from analytics.panels.reasons import why, with_article
from analytics.periods import Choice
from analytics.selectors import EVERYTHING, Dimension, MoveQuestion, Mover, Moves, Scope, list_moves
from analytics.tables.names import Label, label_keys
from analytics.types import Basis, Split
from campaigns.naming import PLATFORM_NAMES
from tenants import formats
from tenants.place import Place

MOST = 5
WHOLE_FROM = 10
"""From so many on, platforms’ fractions of a conversion are rounded away."""
KINDS = (Split.PLATFORM, Split.CAMPAIGN, Split.AD_GROUP, Split.AD)


@dataclass(frozen=True, slots=True)
class Part:
    """One reason: its name, what it brought about, and its bar against the largest of all (0-1)."""

    label: str
    text: str
    share: float
    is_less: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """One campaign (or another thing) that moved."""

    label: Label
    name: str
    href: str
    what: str
    why: str
    parts: list[Part]
    mover: Mover


@dataclass(frozen=True, slots=True)
class MovedPanel:
    """What moved between the two periods; `note` says how they are compared, or why they are not."""

    choice: Choice
    moves: Moves
    rows: list[Moved]
    note: str

    @property
    def more(self) -> int:
        """Return how many more moved."""
        return self.moves.count - len(self.rows)


def read_moved(
    choice: Choice,
    *,
    now: datetime,
    today: date,
    place: Place,
    by: Split = Split.CAMPAIGN,
    scope: Scope = EVERYTHING,
    limit: int = MOST,
) -> MovedPanel:
    """Read what moved most; eight queries at most."""
    question = MoveQuestion(choice, now, today, place.currency, Dimension(by), scope)
    moves = list_moves(question, limit=limit)
    labels = [label for (label,) in label_keys([by], [(mover.key,) for mover in moves.movers])]
    purposes = campaigns.selectors.list_purposes().keys() if moves.movers else ()
    noun = wording.noun_for(purposes, moves.comparison.current)
    return MovedPanel(choice, moves, make_rows(moves, labels, noun, place), _note(moves, noun))


def make_rows(moves: Moves, labels: Sequence[Label], noun: wording.Noun, place: Place) -> list[Moved]:
    """Return the rows in the order of the moves; all bars have one scale."""
    longest = max((abs(part) for mover in moves.movers for part in mover.move.parts.values()), default=1)
    return [
        Moved(
            label,
            _name(label),
            reverse("campaigns:detail", args=[label.uuid]) if label.split == Split.CAMPAIGN and label.uuid else "",
            _what(mover, noun, place),
            why(mover, noun),
            _bars(mover.move, longest, noun, place),
            mover,
        )
        for label, mover in zip(labels, moves.movers, strict=True)
    ]


def _bars(move: Move, longest: int, noun: wording.Noun, place: Place) -> list[Part]:
    ordered = sorted(move.parts.items(), key=lambda item: -abs(item[1]))
    return [
        Part(
            _REASONS[reason].format(one=with_article(noun.one)),
            _signed(move.measure, part, place),
            abs(part) / longest,
            part < 0,
        )
        for reason, part in ordered
    ]


_REASONS = {
    "spend": "Money spent",
    "cpm": "Price of a view",
    "views": "Views",
    "ctr": "Click rate",
    "cvr": "Clicks that became {one}",
    "value_per_conversion": "Value of {one}",
    "rest": "Came without a click",
}


def _name(label: Label) -> str:
    if label.split == Split.PLATFORM and label.value:
        return PLATFORM_NAMES[label.value]
    return label.name or ("What its ads do not explain" if label.is_rest else "Not imported yet")


def _what(mover: Mover, noun: wording.Noun, place: Place) -> str:
    """Say how much more or less it brought: €420 less, 12 orders fewer."""
    move, orders = mover.move, mover.current.conversions - mover.before.conversions
    if move.measure == Measure.CLICKS:
        return _counted(Decimal(move.change), "click", "clicks", place)
    counted = _counted(orders, noun.one, noun.many, place) if noun.outcome == wording.Outcome.CONVERSIONS else ""
    counted = counted or _counted(orders, "result", "results", place)
    if move.measure == Measure.CONVERSIONS:
        return counted
    worth = f"{_amount(move.measure, abs(move.change), place)} {'more' if move.change > 0 else 'less'} in value"
    return f"{counted}, {worth}" if orders else worth


def _counted(number: Decimal, one: str, many: str, place: Place) -> str:
    amount = abs(number) if abs(number) < WHOLE_FROM else round(abs(number))
    noun = one if amount == 1 else many
    return f"{formats.count(amount, place.locale)} {noun} {'more' if number > 0 else 'fewer'}"


def _signed(measure: Measure, part: int, place: Place) -> str:
    return f"{'+' if part > 0 else formats.MINUS}{_amount(measure, abs(part), place)}"


def _amount(measure: Measure, units: int, place: Place) -> str:
    if measure == Measure.VALUE:
        return formats.money(formats.from_micros(units), place.currency, place.locale, short=True)
    number = Decimal(units) / UNITS[measure]
    return formats.count(round(number, 1) if number < 10 else round(number), place.locale)


def _note(moves: Moves, noun: wording.Noun) -> str:
    if moves.basis == Basis.NONE:
        return "There is nothing to compare these days with."
    notes = {
        Basis.SAME_AGE: "Both as they were known at the same age: days that still mature are set against days as young.",
        Basis.UNEQUAL: f"These days’ {noun.many} are still arriving, so clicks are compared: they are complete.",
    }
    apart = f" {moves.apart} left out: no exchange rate is known." if moves.apart else ""
    return notes.get(moves.basis, "") + apart
