"""What of a model's words may stand in a report: every number in a sentence is one of those that it names, as they are written."""

import re

from analytics.summaries.facts import Fact, Told
from analytics.types.documents import Sentence

SHORTEST, LONGEST = 12, 280
_SIGN = re.compile(r"\[[A-Z]{1,2}\]")
_COUNTED = re.compile(
    r"\b(twice|thrice|doubled?|doubling|halved?|half|tripled?|quarter|thirds?|dozens?|hundreds?|thousands?|millions?|zero"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|percent|per cent)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"://|www\.|[@<>{}\\|`]|\bhttps?\b", re.IGNORECASE)
_UP = re.compile(r"\b(more|rose|rises?|risen|grew|grown|increased?|higher|up|dearer)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(less|fewer|fell|fallen|dropped|decreased?|lower|down|cheaper|declined?)\b", re.IGNORECASE)


def check(text: str, keys: tuple[str, ...], told: Told) -> Sentence | None:
    """Return a sentence that may stand, with rows called by their names; None for one that is not covered by its numbers."""
    text, known = " ".join(text.split()), told.by_key
    if not keys or not set(keys) <= known.keys() or not _is_plain(text):
        return None
    facts = [known[key] for key in dict.fromkeys(keys)]
    if not _rows_are_named(text, facts) or not _is_covered(text, facts) or not _goes_their_way(text, facts):
        return None
    named = _SIGN.sub(lambda sign: told.names[sign[0]], text)
    return Sentence(named, tuple(fact.key for fact in facts))


def _is_plain(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST and text.isprintable() and not _FOREIGN.search(text)


def _rows_are_named(text: str, facts: list[Fact]) -> bool:
    """Return whether each sign stands for a row of the numbers, and each row's number for a row that the text names."""
    return set(_SIGN.findall(text)) == {fact.row for fact in facts if fact.row}


def _is_covered(text: str, facts: list[Fact]) -> bool:
    """Return whether no number is left once those that are named, each of which must stand there, are taken out."""
    rest = _SIGN.sub(" ", text)
    for fact in facts:
        if not any(_standing(each).search(text) for each in fact.texts):
            return False
    for each in sorted({each for fact in facts for each in fact.texts}, key=len, reverse=True):
        rest = _standing(each).sub(" ", rest)
    return not re.search(r"\d|%", rest) and not _COUNTED.search(rest)


def _standing(text: str) -> re.Pattern[str]:
    """Match a number's text where it is the whole number, not a part of a longer one; spaces of any kind are spaces."""
    spaced = r"\s".join(re.escape(part) for part in text.split())
    return re.compile(rf"(?<![\d.,\-−+€$£]){spaced}(?![\d%]|[.,]\d)")


def _goes_their_way(text: str, facts: list[Fact]) -> bool:
    """Return whether "more" and "less" agree with a change that is known."""
    changes = [fact.change for fact in facts if fact.change]
    is_up, is_down = _UP.search(text), _DOWN.search(text)
    if is_up and changes and not any(change.startswith("+") for change in changes):
        return False
    return not (is_down and changes and not any(change.startswith("−") for change in changes))
