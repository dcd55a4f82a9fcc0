"""A summary by rules: what it cost and brought, how that compares, where it came from, what is still to come."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analytics.types.documents import Document, Line, Number, Sentence, Sheet
from tenants import formats

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
    yield _whole(spend, results)
    yield from _results_then(results)
    yield from _cost_each(cost)
    for sheet, what in zip(document.sheets, ("Of the platforms,", "Of the campaigns,"), strict=False):
        yield from _dearest(sheet, what)


def _whole(spend: Number, results: Number) -> Sentence:
    """Say what was spent and what came of it, the two that stand for everything else."""
    spent = f"You spent {spend.text}{_against(spend)}"
    if _is_nothing(results):
        text = f"{spent}. No {results.label.lower()} have been reported for it so far."
    else:
        text = f"{spent}. It brought {_counted(results)}."
    return Sentence(text, (spend.key, results.key))


def _results_then(results: Number) -> Iterator[Sentence]:
    """Say how the results stand to those of the days before, where that can be said."""
    if not results.change or _is_nothing(results):
        return
    change, label = Decimal(results.change), results.label
    if abs(change) < FLAT_BELOW:
        text = f"{label} are about where they were: {results.text}, against {results.before_text}."
    else:
        moved = "up" if change > 0 else "down"
        text = f"{label} are {moved} {_percent(change)}: {results.text}, against {results.before_text}."
    yield Sentence(text, (results.key,))


def _cost_each(cost: Number) -> Iterator[Sentence]:
    if cost.value:
        yield Sentence(f"The {cost.label[:1].lower()}{cost.label[1:]} was {cost.text}{_against(cost)}.", (cost.key,))


def _against(number: Number) -> str:
    """Return how a number stands to the one before, as the end of a sentence; empty where it cannot be told."""
    if not number.change:
        return ""
    change = Decimal(number.change)
    if abs(change) < FLAT_BELOW:
        return f", about as much as {number.before_text}"
    return f", {_percent(change)} {'more' if change > 0 else 'less'} than {number.before_text}"


def _percent(change: Decimal) -> str:
    return f"{abs(change) * 100:.0f}%"


def _dearest(sheet: Sheet, what: str) -> Iterator[Sentence]:
    """Say where the largest part of the money went, where there are several and their money is the same."""
    lines = [line for line in sheet.rows if len(line.cells) > 1]
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
    return formats.isolate(formats.shorten(name, 60))


def _spent(line: Line) -> Decimal:
    return Decimal(line.cells[0].value or 0)


def _is_nothing(number: Number) -> bool:
    return number.text in ("", "–") or (bool(number.value) and not Decimal(number.value))
