"""All rows of a table, a stretch at a time: each once, of one reading, also where they are compared, estimated or sorted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics.tables import open_table, read_spec
from tests.analytics.build import NOW, days_before, make_account, make_campaign, read_days, row, store

NAMES = ["Bread", "Cakes", "Classes", "Rolls", "Tarts"]
QUESTIONS = [
    "by=ad&period=28d&compare=previous",
    "by=ad&period=28d&maturity=1",
    "by=day&by=ad&period=7d&maturity=1",
    "by=campaign&period=28d&compare=previous&maturity=1&sort=-clicks",
    "by=day&by=campaign&period=14d&sort=-spend",
    "by=platform&by=ad&period=7d&compare=year&currency=EUR&sort=ctr",
]

FIGURES = re.compile(r"analytics_(account|campaign|daily)(metric|revision)")


@pytest.fixture
def shops(organization, clock):
    account = make_account()
    for number, name in enumerate(NAMES, 1):
        make_campaign(account, name)
        read_days(account, [name], range(1, 50), clicks=number * 3, conversions=number)
    return account


@pytest.mark.parametrize("query", QUESTIONS)
def test_stretches_are_what_is_read_at_once(shops, query):
    whole = open_table(read_spec(query), now=NOW)
    wanted = whole.rows(limit=500)
    table = open_table(read_spec(query), now=NOW)
    found = list(table.stretches(2))
    assert [each for stretch in found for each in stretch] == wanted
    assert all(len(stretch) <= 2 for stretch in found)
    assert (table.count, table.basis) == (whole.count, whole.basis)


@pytest.mark.parametrize("query", [QUESTIONS[0], QUESTIONS[3]])
def test_what_is_read_meanwhile_moves_no_row(shops, query):
    names = []
    for number, stretch in enumerate(open_table(read_spec(query), now=NOW).stretches(1)):
        names += [each.labels[0].name for each in stretch]
        if not number:
            make_campaign(shops, "Apples")
            store(shops, [row(days_before(2), f"{name}-ad", campaign=name, clicks=900) for name in ("Apples", "Bread")])
    assert sorted(names) == NAMES


@pytest.mark.parametrize("query", QUESTIONS)
def test_one_more_stretch_costs_one_more_look_at_the_figures_at_most(shops, query):
    looks = []
    for size in (1_000, 2):
        with CaptureQueriesContext(connection) as queries:
            stretches = len(list(open_table(read_spec(query), now=NOW).stretches(size)))
        looks.append((stretches, len([each for each in queries if FIGURES.search(each["sql"])])))
    (one, few), (many, more) = looks
    each = "compare" in query or "maturity" in query
    assert one == 1 < many
    assert more - few <= (many - 1) * each
