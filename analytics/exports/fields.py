"""The columns of a file: what each is called, and of what type its values are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from analytics.expressions import Unit
from analytics.periods import Compare
from analytics.tables import Kind, Table
from analytics.types import OBJECTS, Split

CURRENCY = "currency"
_DATES = (Split.DAY, Split.WEEK, Split.MONTH)
_BELOW = (Split.AD_GROUP, Split.AD)
_WHOLE = ("impressions", "clicks")


class Type(StrEnum):
    """What a column's values are: text of few different words, a day, a number, an amount of the line's currency."""

    WORD = "word"
    DATE = "date"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. Decimals and money have six digits after the point; money is in whole units."""

    name: str
    type: Type


def list_fields(table: Table) -> tuple[Field, ...]:
    """Return the columns of a table, in their order."""
    split = [field for each in table.spec.by for field in _of_split(each)]
    rest = [Field("not_by_ad", Type.FLAG)] if set(_BELOW) & set(table.spec.by) else []
    money = (
        [] if Split.CURRENCY in table.spec.by and not table.spec.currency else [Field(_money_name(table), Type.WORD)]
    )
    return (*split, *rest, *money, *_of_figures(table), *_of_own(table))


def _money_name(table: Table) -> str:
    """Return what the column of the money's currency is called: a split by the reported one has the usual name already."""
    return "money_currency" if Split.CURRENCY in table.spec.by else CURRENCY


def _of_split(split: Split) -> list[Field]:
    if split in OBJECTS:
        return [Field(f"{split}_id", Type.WORD), Field(split.value, Type.WORD)]
    if split in _DATES:
        return [Field(split.value, Type.DATE)]
    return [Field(split.value, Type.WHOLE if split == Split.HOUR else Type.WORD)]


def _of_figures(table: Table) -> Iterator[Field]:
    figures = [Field(column.key, _type(column.key, column.kind)) for column in table.columns]
    yield from figures
    if table.question.choice.compare != Compare.NONE:
        yield from (Field(f"previous_{each.name}", each.type) for each in figures)
        yield Field("basis", Type.WORD)
    if table.question.matures:
        for name in ("final", "low", "high", "share"):
            yield Field(f"estimate_{name}", Type.DECIMAL)


def _type(key: str, kind: Kind) -> Type:
    if kind == Kind.MONEY:
        return Type.MONEY
    return Type.WHOLE if key in _WHOLE else Type.DECIMAL


def _of_own(table: Table) -> Iterator[Field]:
    taken: set[str] = set()
    for number, figure in enumerate(table.own, 1):
        slug = re.sub(r"[^a-z0-9]+", "_", figure.name.lower()).strip("_")
        name = f"own_{slug}" if slug and f"own_{slug}" not in taken else f"own_{slug}_{number}".replace("__", "_")
        taken.add(name)
        yield Field(name, Type.MONEY if figure.unit == Unit.MONEY else Type.DECIMAL)
