"""An ad's words for another platform: what fits there comes first, and nothing is cut.

A platform that wants a kind of text that the ad does not have is offered the ad's other texts, those that fit. Where
none of the likest does, their shortest comes along all the same, so that it shows as a text to shorten. What a platform
does not use stays in the document.
"""

from dataclasses import replace
from typing import Any

from campaigns.limits import Limits, Texts, width_of
from campaigns.types import Creative

TEXTS = ("primary_texts", "headlines", "long_headlines", "descriptions")
OTHERS = {
    "primary_texts": ("long_headlines", "descriptions", "headlines"),
    "headlines": ("primary_texts", "long_headlines", "descriptions"),
    "long_headlines": ("primary_texts", "descriptions", "headlines"),
    "descriptions": ("primary_texts",),
}
"""Where a kind of text is taken from, the likest first."""


def fit_creative(creative: Creative, limits: Limits) -> Creative:
    """Return an ad as far as it can be said within a platform's limits; fitting what fits changes nothing."""
    texts: dict[str, Any] = {
        kind: _fit(kind, creative, limit, limits) for kind, limit in limits.texts.items() if kind in OTHERS
    }
    return replace(creative, **texts)


def _fit(kind: str, creative: Creative, limit: Texts, limits: Limits) -> tuple[str, ...]:
    own = getattr(creative, kind)
    sources = [texts for other in OTHERS[kind] if (texts := getattr(creative, other))]
    offered = dict.fromkeys(text for texts in sources for text in texts if text not in own)
    fitting = [text for text in offered if _fits(text, limit, limits)]
    added = fitting[: max(limit.least - len(own), 0)]
    if sources and limit.least and not own and not set(added) & set(sources[0]):
        added.append(min(sources[0], key=len))
    found = (*own, *added)
    return tuple(sorted(found, key=lambda text: not _fits(text, limit, limits)))


def _fits(text: str, limit: Texts, limits: Limits) -> bool:
    return width_of(text, is_double=limits.is_double) <= limit.width
