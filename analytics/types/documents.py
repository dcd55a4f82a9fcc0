"""What a report says, as it was made: everything that its page, its e-mail, its PDF and its share link draw. Plain JSON values.

Texts are written for the organisation's locale when the report is made; beside each stands the value itself, so that every
number can be checked, and every sentence names the numbers that it rests on.
"""

from dataclasses import dataclass, field
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the report: its key, what it is, how it is written, and its exact value as text (empty: not known).

    `kind` is a `tables.Kind`; money is in whole units of `currency`. `change` is relative (0.07: 7 % more), empty where it
    cannot be told, and `good` says which direction is the better one (up, down, none).
    """

    key: str
    label: str
    text: str
    value: str = ""
    kind: str = "count"
    currency: str = ""
    before_text: str = ""
    before_value: str = ""
    change: str = ""
    good: str = "up"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the keys of the numbers that it rests on; `marked` are the words of it that the highlighter marks."""

    text: str
    numbers: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. `query` is the address of the same table in the product (`analytics.tables`); cells are numbers, rows have names."""

    title: str
    columns: tuple[str, ...]
    rows: tuple["Line", ...]
    total: "Line | None" = None
    query: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; `platform` where a sign stands before its name."""

    name: str
    cells: tuple[Number, ...]
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: its finding in words, its Vega-Lite specification, and the same as a table."""

    title: str
    finding: str
    spec: dict[str, Any]
    table: Sheet


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done in the period: when (as text), what, by whom, why."""

    when: str
    what: str
    who: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. Days are the accounts' own, both included; `made_at` is ISO 8601, UTC: what was known then.

    `written_by` says who wrote `summary`: "rules" or the name of a model.
    """

    title: str
    organization: str
    since: str
    until: str
    before_since: str
    before_until: str
    made_at: str
    locale: str
    currency: str
    headline: Sentence
    tiles: tuple[Number, ...]
    summary: tuple[Sentence, ...] = ()
    written_by: str = "rules"
    maturing: str = ""
    chart: Picture | None = None
    sheets: tuple[Sheet, ...] = ()
    deeds: tuple[Deed, ...] = ()
    ahead: tuple[Sentence, ...] = ()
    notes: tuple[str, ...] = ()
    version: int = field(default=VERSION)
