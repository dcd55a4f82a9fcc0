"""A model's sentence stands only where each of its numbers is one that it names, as the report writes it."""

import pytest

from analytics.summaries.checks import check
from analytics.summaries.facts import gather
from tests.analytics.summaries.build import NUMBERS, make_document

TOLD = gather(NUMBERS, make_document())


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("You spent €1,234.50 in these days.", ["spend"]),
        ("38 orders came in, after 31 in the days before.", ["conversions"]),
        ("Orders rose by 23% to 38.", ["conversions"]),
        ("An order cost €32.49, which is 13% less than before.", ["cpa"]),
        ("You spent €1,234.50, and 38 orders came of it.", ["spend", "conversions"]),
    ],
)
def test_what_the_numbers_say_stands(text, keys):
    said = check(text, tuple(keys), TOLD)
    assert (said.text, said.numbers) == (text, tuple(keys))


def test_a_row_is_called_by_its_name_afterwards():
    said = check("Most of it, €800.00, went to [A].", ("campaign.a.spend",), TOLD)
    assert said.text == "Most of it, €800.00, went to Anna's 40 cakes."


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("You spent €1,235.50 in these days.", ["spend"]),
        ("You spent €1,234.5 in these days.", ["spend"]),
        ("You spent 1,234.50 in these days.", ["spend"]),
        ("You spent -€1,234.50 in these days.", ["spend"]),
        ("You spent €1,234.500 in these days.", ["spend"]),
        ("You spent $€1,234.50 in these days.", ["spend"]),
        ("You spent a lot in these days.", ["spend"]),
        ("138 orders came in these days.", ["conversions"]),
        ("38.5 orders came in these days.", ["conversions"]),
        ("38% more orders came in these days.", ["conversions"]),
        ("38 orders came in, twice as many as before.", ["conversions"]),
        ("38 orders came in, seven more than before.", ["conversions"]),
        ("38 orders came in, for €1,234.50.", ["conversions"]),
        ("38 orders came in these days.", ["spend"]),
        ("38 orders came in these days.", []),
        ("38 orders came in these days.", ["conversions", "made.up"]),
        ("Orders fell by 23% to 38.", ["conversions"]),
        ("An order cost €32.49, 13% more than before.", ["cpa"]),
        ("Most of it, €800.00, went to [B].", ["campaign.a.spend"]),
        ("Most of it, €800.00, went to [Q].", ["campaign.a.spend"]),
        ("Most of it, €800.00, went somewhere.", ["campaign.a.spend"]),
        ("38 orders came in: see https://evil.example for why.", ["conversions"]),
        ("38 orders came in. <b>Well done</b> to all.", ["conversions"]),
        ("38 orders came in. " + "And so on. " * 40, ["conversions"]),
        ("٣٨ and 38 orders came in these days.", ["conversions"]),
        ("", ["conversions"]),
    ],
)
def test_what_they_do_not_say_is_dropped(text, keys):
    assert check(text, tuple(keys), TOLD) is None


def test_no_name_is_told():
    told = str([fact.dump() for fact in TOLD.facts])
    for name in ("Anna", "Bread", "Nora", "Acme"):
        assert name not in told
    assert TOLD.names == {"[A]": "Anna's 40 cakes", "[B]": "Bread"}
