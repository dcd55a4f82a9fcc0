"""A page's answer in one sentence: what the money of an overview's period brought."""

from analytics import sentences
from analytics.panels.maturing import maturing_part
from analytics.periods import Choice
from analytics.selectors import Overview
from analytics.wording import Noun
from tenants.place import Place


def tell_performance(overview: Overview, *, choice: Choice, noun: Noun, place: Place) -> sentences.Sentence:
    """Say what was spent and what it brought, against what `choice` says, with what is still to come."""
    return sentences.performance(
        overview.comparison,
        choice=choice,
        noun=noun,
        maturing=maturing_part(overview),
        place=place,
        estimate=overview.estimate,
    )
