"""Why something moved, in a sentence: the reasons that pulled the way it went, and one that pulled hard against them."""

from analytics import wording
from analytics.movers import Reason
from analytics.selectors import Mover

MOSTLY, STRONG = 0.6, 0.5
"""One reason with so much of what pulled its way is "mostly" it; one against it counts from so much of the change on."""

_MORE = {
    Reason.SPEND: "more was spent",
    Reason.CPM: "a view cost less",
    Reason.VIEWS: "it was seen more often",
    Reason.CTR: "more of those who saw it clicked",
    Reason.CVR: "more of those who clicked {did}",
    Reason.VALUE_PER_CONVERSION: "{one} was worth more",
    Reason.REST: "more came without a click",
}
_LESS = {
    Reason.SPEND: "less was spent",
    Reason.CPM: "a view cost more",
    Reason.VIEWS: "it was seen less often",
    Reason.CTR: "fewer of those who saw it clicked",
    Reason.CVR: "fewer of those who clicked {did}",
    Reason.VALUE_PER_CONVERSION: "{one} was worth less",
    Reason.REST: "fewer came without a click",
}


def why(mover: Mover, noun: wording.Noun) -> str:
    """Return the reasons, such as "mostly because fewer of those who clicked bought"; empty where nothing is known."""
    move = mover.move
    with_it = sorted((each for each in move.parts.items() if each[1] * move.change > 0), key=lambda each: -abs(each[1]))
    against = max(
        (each for each in move.parts.items() if each[1] * move.change < 0), key=lambda each: abs(each[1]), default=None
    )
    if not with_it:
        return ""
    total = sum(abs(part) for _, part in with_it)
    first = abs(with_it[0][1]) / total >= MOSTLY
    shown = with_it[:1] if first else with_it[:2]
    reasons = " and ".join(_phrase(reason, part, mover, noun) for reason, part in shown)
    mostly = "mostly because" if len(with_it) > 1 and first else "because"
    although = against is not None and abs(against[1]) >= STRONG * abs(move.change)
    return f"{mostly} {reasons}" + (f", although {_phrase(*against, mover, noun)}" if although and against else "")


def _phrase(reason: Reason, part: int, mover: Mover, noun: wording.Noun) -> str:
    if reason == Reason.SPEND and not mover.before.spend_micros:
        return "it did not run before"
    if reason == Reason.SPEND and not mover.current.spend_micros:
        return "it no longer runs"
    did = "bought" if noun == wording.ORDERS else f"became {with_article(noun.one)}"
    return (_MORE if part > 0 else _LESS)[reason].format(did=did, one=with_article(noun.one))


def with_article(word: str) -> str:
    """Return a noun with its article: an order, a lead."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
