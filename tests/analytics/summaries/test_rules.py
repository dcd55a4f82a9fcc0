"""A summary by rules: plain sentences, each of whose numbers is one of the report's."""

from dataclasses import replace

import pytest

from analytics.summaries.rules import summarize
from tests.analytics.summaries.build import COST, NUMBERS, ORDERS, SPEND, make_document

DOCUMENT = make_document()


def write(*tiles):
    return [each.text for each in summarize(NUMBERS, replace(DOCUMENT, tiles=tiles, sheets=()))]


def test_it_says_what_was_spent_what_came_of_it_and_how_that_stands():
    assert write(SPEND, ORDERS, COST) == [
        "You spent €1,234.50, 7% more than €1,153.74 the 7 days before. It brought 38 orders.",
        "Orders are up 23%: 38, against 31 the 7 days before, complete.",
        "The cost per order was €32.49, 13% less than €37.22 the 7 days before.",
    ]


def test_what_hardly_moved_is_about_the_same():
    told = write(SPEND, replace(ORDERS, change="0.01", before_text="38"), replace(COST, change="-0.019"))
    assert told[1] == "Orders are about where they were: 38, against 38."
    assert told[2] == "The cost per order was €32.49, about as much as €37.22 the 7 days before."


def test_nothing_is_compared_that_cannot_be():
    plain = [replace(each, change="", before_text="") for each in (SPEND, ORDERS, COST)]
    assert write(*plain) == ["You spent €1,234.50. It brought 38 orders.", "The cost per order was €32.49."]


@pytest.mark.parametrize(("text", "value"), [("–", ""), ("0", "0")])
def test_nothing_reported_is_said_so(text, value):
    told = write(SPEND, replace(ORDERS, text=text, value=value), replace(COST, value=""))
    assert told == [
        "You spent €1,234.50, 7% more than €1,153.74 the 7 days before. No orders have been reported for it so far."
    ]


def test_nothing_spent_is_one_sentence():
    assert write(replace(SPEND, text="€0", value="0"), ORDERS, COST) == [
        "No money was spent on advertising in these days."
    ]
