"""The lines of a file as the API's items have them, and whether the two say the same."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from analytics.tables import TableSpec
from analytics.types import OBJECTS, Split
from tests.analytics.agreeing.words import Sums

CLOSE = Decimal("0.0000016")
"""Both are rounded to millionths, each from the exact number."""
FIRST = date(1899, 12, 30)
"""From which on a workbook counts days."""


def expect_lines(items: list[dict], spec: TableSpec) -> Iterator[dict[str, Any]]:
    """Yield what a file of these items says: a line a group, or one for each currency of its money."""
    for item in items:
        for number, (now, before) in enumerate(_parts(item)):
            yield _names(item, spec) | _figures(now, before, item, spec) | _rest(item, spec, is_first=number == 0)


def same(wanted: Any, found: Any) -> bool:
    """Return whether a value of a line is the one that is wanted, whatever the file's way to write it."""
    if wanted is None or found is None:
        return wanted is found
    if isinstance(wanted, Decimal | int) and not isinstance(wanted, bool):
        return _is_near(str(found), Decimal(wanted))
    if isinstance(wanted, bool):
        return str(found).lower() in ({"true", "1"} if wanted else {"false", "0"})
    if isinstance(found, Decimal):
        return str(FIRST + timedelta(days=int(found))) == wanted
    return str(found.date() if isinstance(found, datetime) else found) == wanted


def _is_near(found: str, wanted: Decimal) -> bool:
    try:
        return abs(Decimal(found) - wanted) <= CLOSE
    except InvalidOperation:  # a text
        return False


def _parts(item: dict) -> Iterator[tuple[Sums, Sums | None]]:
    now, before = Sums.of(item["metrics"]), Sums.of(item["previous"]) if item["previous"] else None
    ours, theirs = _by_currency(now), _by_currency(before)
    if len(ours.keys() | theirs.keys()) <= 1:
        yield now, before
        return
    nothing = Sums(0, 0, Decimal(0), Decimal(0), Decimal(0), "")
    for currency in [*ours, *(each for each in theirs if each not in ours)]:
        yield ours.get(currency, nothing), before and theirs.get(currency, nothing)


def _by_currency(sums: Sums | None) -> dict[str, Sums]:
    return {part.currency: part for part in (sums.parts or (sums,)) if part.currency} if sums else {}


def _names(item: dict, spec: TableSpec) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for split in spec.by:
        value = item[split.value]
        if split in OBJECTS:
            found |= {f"{split}_id": value and value["id"], split.value: value and value["name"]}
        elif not (split == Split.CURRENCY and not spec.currency):
            found[split.value] = value
    if {Split.AD, Split.AD_GROUP} & set(spec.by):
        found["not_by_ad"] = item["not_by_ad"]
    return found


def _figures(now: Sums, before: Sums | None, item: dict, spec: TableSpec) -> dict[str, Any]:
    found: dict[str, Any] = {key: now.read(key) for key in spec.columns}
    if Split.ACTION in spec.by:  # its amounts spent, and what is counted before a conversion, are not known
        found = {key: value for key, value in found.items() if key in ("conversions", "value")}
    if spec.compare != "none":
        found |= {f"previous_{key}": before.read(key) if before else None for key in spec.columns}
        found["basis"] = item["basis"]
    return found


def _rest(item: dict, spec: TableSpec, *, is_first: bool) -> dict[str, Any]:
    if not spec.maturity:
        return {}
    told = item["estimate"] if is_first else None
    names = ("final", "low", "high", "share")
    return {f"estimate_{name}": Decimal(str(told[name])) if told else None for name in names}
