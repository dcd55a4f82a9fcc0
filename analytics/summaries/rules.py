"""A summary by rules: what it cost and brought, how that compares, where it came from, what is still to come."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analytics.types.documents import Document, Line, Number, Sentence, Sheet

MOST = 5
FLAT_BELOW = Decimal("0.02")


def summarize(numbers: Sequence[Number], document: Document) -> tuple[Sentence, ...]:
    """Return up to five sentences; pure. Each says a number as the report writes it, and names it."""
    return tuple(_sentences(numbers, document))[:MOST]


def _sentences(numbers: Sequence[Number], document: Document) -> Iterator[Sentence]:
    tiles = list(document.tiles)
    if len(tiles) < 3:
        return
    spend, results, cost = tiles[:3]
    if not numbers or _is_nothing(spend):
        yield Sentence("No money was spent on advertising in these days.", (spend.key,))
        return
    yield _whole(spend, results, cost)
    yield from (_compared(each) for each in (results, cost) if each.change)
    for sheet, what in zip(document.sheets, ("Of the platforms,", "Of the campaigns,"), strict=False):
        yield from _dearest(sheet, what)


def _whole(spend: Number, results: Number, cost: Number) -> Sentence:
    said = f"{spend.text} was spent, and it brought {_counted(results)}"
    if _is_nothing(results):
        return Sentence(
            f"{spend.text} was spent, and no {results.label.lower()} were reported.", (spend.key, results.key)
        )
    if not cost.value:
        return Sentence(f"{said}.", (spend.key, results.key))
    return Sentence(f"{said}; one cost {cost.text}.", (spend.key, results.key, cost.key))


def _compared(number: Number) -> Sentence:
    change = Decimal(number.change)
    if abs(change) < FLAT_BELOW:
        text = f"{number.label}: {number.text}, about as before ({number.before_text})."
    else:
        direction = "more" if change > 0 else "less"
        text = (
            f"{number.label}: {number.text}, {abs(change) * 100:.0f}% {direction} than before ({number.before_text})."
        )
    return Sentence(text, (number.key,))


def _dearest(sheet: Sheet, what: str) -> Iterator[Sentence]:
    """Say where the largest part of the money went, where there are several and their money is the same."""
    lines = [line for line in sheet.rows if line.cells]
    if len(lines) < 2 or len({line.cells[0].currency for line in lines}) > 1:
        return
    first = max(lines, key=_spent)
    if _spent(first):
        spent, brought = first.cells[:2]
        text = f"{what} the largest part went to {_short(first.name)}: {spent.text}, which brought {_counted(brought)}."
        yield Sentence(text, (spent.key, brought.key))


def _counted(number: Number) -> str:
    noun = number.label.lower()
    return f"{number.text} {noun.removesuffix('s') if number.text == '1' else noun}"


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:59].rstrip()}…"


def _spent(line: Line) -> Decimal:
    return Decimal(line.cells[0].value or 0)


def _is_nothing(number: Number) -> bool:
    return number.text in ("", "–") or (bool(number.value) and not Decimal(number.value))
