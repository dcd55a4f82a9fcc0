"""What is still to come of a period whose days are maturing, in words."""

from decimal import Decimal

from analytics.types import Basis, Comparison, Estimate, Period
from analytics.wording import NBSP, Noun, Piece, Sentence, expected_words, is_growing, reported_words
from tenants import formats
from tenants.place import Place


def outlook(
    comparison: Comparison, noun: Noun, maturing: Period | None, estimate: Estimate | None, place: Place
) -> Sentence:
    """Say what is still to come, where nothing can be compared."""
    if maturing is None or not may_grow(noun, maturing):
        return []
    if estimate and is_growing(estimate):
        return [Piece(f"; {expected_words(estimate, place).replace(' ', NBSP)} are expected when all is reported")]
    if comparison.basis != Basis.UNEQUAL:
        return []
    if len(comparison.period) == 1:
        return [Piece("; the day is still maturing")]
    days = "all" if len(maturing) == len(comparison.period) else f"{len(maturing)} of the"
    return [Piece(f"; {days} {len(comparison.period)} days are still maturing")]


def maturing_words(
    comparison: Comparison, maturing: Period | None, *, noun: Noun, place: Place, estimate: Estimate | None = None
) -> str:
    """Say which days of a period are still maturing and what that means; empty when none is."""
    if maturing is None or not may_grow(noun, maturing):
        return ""
    days = formats.date_range(maturing.since, maturing.until, place.locale, year=False)
    verb = "is" if len(maturing) == 1 else "are"
    fair = {
        Basis.SAME_AGE: " The days before are taken as they were known at the same age.",
        Basis.UNEQUAL: " Verdicts wait for them.",
    }
    return f"{days} {verb} still maturing: {_to_come(estimate, noun, place)}.{fair.get(comparison.basis, '')}"


def _to_come(estimate: Estimate | None, noun: Noun, place: Place) -> str:
    if estimate is None:
        return f"{noun.many} are reported days, sometimes weeks, after the click, so more may come"
    if not is_growing(estimate):
        return f"hardly any more {noun.many} are expected"
    more, reach = round(Decimal(estimate.final) - estimate.known), expected_words(estimate, place, less=estimate.known)
    told = f"{reported_words(estimate, place)} of the period’s {noun.many} reported"
    if not more and reach == "0":
        return f"{told}, hardly any more expected"
    return f"{told}, about {formats.count(more, place.locale)} more expected ({reach})"


def may_grow(noun: Noun, maturing: Period | None) -> bool:
    """Return whether more of it may be reported."""
    return maturing is not None and noun.outcome == "conversions"
