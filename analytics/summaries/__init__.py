"""A report's summary in words."""

from collections.abc import Sequence

from analytics.summaries.rules import summarize
from analytics.types.documents import Document, Number, Sentence

BY_RULES = "rules"


def write_summary(numbers: Sequence[Number], document: Document) -> tuple[tuple[Sentence, ...], str]:
    """Return three to five sentences, each with the keys of the numbers that it rests on, and who wrote them."""
    return summarize(numbers, document), BY_RULES
