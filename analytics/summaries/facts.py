"""What a model is told, and what it may say again: numbers with their texts. No names of people, campaigns or organisations."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from analytics.types.documents import Document, Line, Number

MOST_ROWS = 8
"""Rows of each table that a model is told of: the first, which are the largest."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number as a model knows it: `row` stands for the row's name, which it is not told."""

    key: str
    label: str
    row: str
    text: str
    before: str
    change: str

    def dump(self) -> dict[str, str]:
        """Return what is sent."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what may be written as it is, the longest first."""
        found = {self.text, self.before, self.change, self.change.lstrip("+−")} - {"", "–"}
        return tuple(sorted(found, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that a model is told, and the names that its signs stand for."""

    facts: tuple[Fact, ...]
    names: dict[str, str]

    @property
    def by_key(self) -> dict[str, Fact]:
        """Return the facts by their keys."""
        return {fact.key: fact for fact in self.facts}


def gather(numbers: Sequence[Number], document: Document) -> Told:
    """Return the facts of a report; pure."""
    known = {number.key for number in numbers}
    lines = [line for sheet in document.sheets for line in sheet.rows[:MOST_ROWS]]
    signs = {line.name: _sign(at) for at, line in enumerate({line.name: line for line in lines}.values())}
    facts = [_fact(number, "") for number in document.tiles]
    facts += [fact for line in lines for fact in _of_line(line, signs[line.name])]
    names = {sign: name for name, sign in signs.items()}
    return Told(tuple(fact for fact in facts if fact.key in known and fact.text not in ("", "–")), names)


def change_text(change: str) -> str:
    """Return a relative change as it is written: +7%, −12%; empty where it is not known."""
    if not change:
        return ""
    share = Decimal(change) * 100
    return f"{'−' if share < 0 else '+'}{abs(share):.0f}%"


def _of_line(line: Line, sign: str) -> Iterator[Fact]:
    yield from (_fact(cell, sign) for cell in line.cells)


def _fact(number: Number, row: str) -> Fact:
    return Fact(number.key, number.label, row, number.text, _before(number.before_text), change_text(number.change))


def _before(text: str) -> str:
    """Return the number of "€140 the 7 days before"; empty where the text says that nothing is compared."""
    number = text.split(" the ", maxsplit=1)[0]
    return number if any(letter.isdigit() for letter in number) else ""


def _sign(at: int) -> str:
    """Return [A], [B], … [AA]: letters, so that no sign looks like a number."""
    first, last = divmod(at, 26)
    return f"[{chr(64 + first) if first else ''}{chr(65 + last)}]"
