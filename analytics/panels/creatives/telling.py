"""The page's sentence: what most of the money went to, and what that brought; and what must be said of the rows."""

from collections.abc import Sequence

from analytics.panels.explore.words import name_label
from analytics.panels.figures import SPEND, cost_per_result
from analytics.tables import Row
from analytics.types import Metrics, Split
from analytics.wording import Noun, Piece, Sentence, noun_for
from tenants import formats
from tenants.place import Place

LONGEST = 60
NEARLY_ALL = 0.95
"""Of the conversions: with less known a cost would say too much."""
KINDS = {
    Split.IMAGE: "Pictures",
    Split.VIDEO: "Videos",
    Split.HEADLINE: "Headlines",
    Split.CALL_TO_ACTION: "Calls to action",
    Split.TAG: "Tags",
}
"""The kinds of results, in the order in which they are offered."""
OVERLAP = {
    Split.IMAGE: "An ad with several pictures counts under each of them, so the rows may add up to more than was spent.",
    Split.VIDEO: "An ad with several videos counts under each of them, so the rows may add up to more than was spent.",
    Split.HEADLINE: "An ad with several headlines counts under each: platforms do not tell which of them was shown.",
    Split.CALL_TO_ACTION: "Ads are counted under the button that they have today.",
    Split.TAG: "An ad counts under every tag of its pictures and videos, so the rows may add up to more than was spent.",
}
EMPTY = {
    Split.IMAGE: (
        "No picture was shown in these days.",
        "Pictures of the library are counted over every ad that shows them, so the same picture in three campaigns is one row. "
        "Of imported ads the platform keeps the picture: replace it with one of the library, and it counts here.",
    ),
    Split.VIDEO: (
        "No video was shown in these days.",
        "A video of the library is counted over every ad that plays it. Add one, and put it into an ad.",
    ),
    Split.HEADLINE: (
        "No headline was shown in these days.",
        "The same words count as one headline, whichever ads say them. Take more days, or launch an ad.",
    ),
    Split.CALL_TO_ACTION: (
        "No button was shown in these days.",
        "What buttons say, such as Shop now or Learn more, is compared across all ads. Take more days, or launch an ad.",
    ),
    Split.TAG: (
        "No picture or video with a tag was shown in these days.",
        "Tags say what pictures have in common: people, product close up, snow. Give some in the library, and see which kind "
        "of picture works.",
    ),
}
"""What stands where there is nothing: a sentence, and what it takes for something to stand here."""
_ONE = {
    Split.IMAGE: "the picture ",
    Split.VIDEO: "the video ",
    Split.HEADLINE: "",
    Split.CALL_TO_ACTION: "the button ",
    Split.TAG: "the tag ",
    Split.AD: "the ad ",
}

NOTHING_YET = [Piece("Nothing to compare yet", marked=True), Piece(": no ad account is connected.")]


def tell(rows: Sequence[Row], total: Metrics, sort: str, by: Split, place: Place) -> Sentence:
    """Return the sentence. The rows are a page of all; only by money spent the first of them is the largest of all."""
    if total.is_empty or not rows:
        return [Piece("Nothing was delivered", marked=True), Piece(" in these days.")]
    noun = noun_for((), total)
    if sort != "-spend" or len(rows) == 1:
        return _brought(total, noun, place) if len(rows) > 1 else _went_to(rows[0], "All", noun, by, place)
    return _went_to(rows[0], "Most", noun, by, place)


def _went_to(row: Row, how_much: str, noun: Noun, by: Split, place: Place) -> Sentence:
    name, number = formats.shorten(name_label(row.labels[0], place), LONGEST), noun.count(row.metrics)
    spent = SPEND.text(row.metrics, place, between=" and ")
    start = Piece(f"{how_much} money went to {_ONE[by]}\u201c\u2068{name}\u2069\u201d: ")
    if not number:
        return [start, Piece(f"{spent} brought no {noun.one} yet", marked=True), Piece(".")]
    brought = f"{spent} brought {formats.count(number, place.locale)} {noun.named(number)}"
    if row.estimate and row.estimate.share < NEARLY_ALL:
        return [start, Piece(brought, marked=True), Piece(" so far.")]
    cost = cost_per_result(noun).text(row.metrics, place, between=" and ")
    is_each = row.metrics.cpa_micros is not None and number == row.metrics.conversions
    return [start, Piece(brought, marked=True), Piece(f", {cost} each." if is_each else ".")]


def _brought(total: Metrics, noun: Noun, place: Place) -> Sentence:
    number = noun.count(total)
    brought = f"{formats.count(number, place.locale)} {noun.named(number)}"
    return [Piece(f"{SPEND.text(total, place, between=' and ')} brought "), Piece(brought, marked=True), Piece(".")]
