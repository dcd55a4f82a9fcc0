"""A report's summary in words: by a model where one is configured and keeps to the numbers, else by rules."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache

from analytics.summaries.asking import ask, is_configured
from analytics.summaries.checks import check
from analytics.summaries.facts import gather
from analytics.summaries.rules import summarize
from analytics.types.documents import Document, Number, Sentence

BY_RULES = "rules"
FEWEST, MOST = 3, 5
ASKED_ONCE_FOR = timedelta(days=30)


def write_summary(numbers: Sequence[Number], document: Document, once: str = "") -> tuple[tuple[Sentence, ...], str]:
    """Return three to five sentences, each with the keys of the numbers that it rests on, and who wrote them.

    A model is asked once for each `once` (an edition's id), also by a job that begins again; calls the network, so only jobs
    may use it with one. Without `once` no model is asked.
    """
    if once and numbers and is_configured() and cache.add(f"summary:{once}", 1, ASKED_ONCE_FOR.total_seconds()):
        told = gather(numbers, document)
        checked = [check(said.text, tuple(said.numbers), told) for said in ask(told)]
        kept = tuple({each.text: each for each in checked if each}.values())[:MOST]
        if len(kept) >= FEWEST:
            return kept, settings.AI_MODEL
    return summarize(numbers, document), BY_RULES
