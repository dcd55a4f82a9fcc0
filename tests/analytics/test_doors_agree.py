"""Page = API = stream = file for the same question, over random worlds and questions; and what one refuses, all refuse alike."""

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analytics.selectors.counting import forget_counted
from analytics.tables import TableSpec
from analytics.types import Split
from tests.analytics.agreeing import doors, lines, words
from tests.analytics.agreeing.doors import Refused
from tests.analytics.agreeing.questions import PLAIN, questions
from tests.analytics.agreeing.worlds import WORLDS, build

FULL = bool(os.environ.get("ADWRIGHT_TEST_FULL"))
WORLDS_TRIED, QUESTIONS_EACH, A_PAGE = (40, 20, 50) if FULL else (2, 12, 50)
patiently = settings(
    max_examples=WORLDS_TRIED,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


@patiently
@given(data=st.data(), world=WORLDS)
def test_every_door_says_the_same(organization, clock, api_client, page_client, data, world):
    api, browser = api_client(), page_client()
    with transaction.atomic():
        built = build(world)
        for number in range(QUESTIONS_EACH):
            spec = data.draw(questions(built, number), label=f"question {number}")
            look_everywhere(api, browser, spec, data.draw(st.sampled_from(["csv", "xlsx", "parquet"])))
        transaction.set_rollback(True)
    forget_counted()


def look_everywhere(api, browser, spec: TableSpec, format: str) -> None:
    """Ask all doors one question, and compare."""
    try:
        items = doors.read_ndjson(api, spec)
    except Refused as refused:
        look_at_refusals(api, browser, spec, format, refused.texts)
        return
    assert doors.read_json(api, spec) == items[:200], spec.query
    for found in (doors.read_csv(api, spec), doors.read_file(api, spec, format)):
        compare_lines(items, found, spec)
    if spec.currency:  # the page always puts money into one
        compare_page(items, doors.read_page(browser, spec), spec)


def look_at_refusals(api, browser, spec: TableSpec, format: str, texts: list[str]) -> None:
    """See that every door refuses, in the same words."""
    for read in (doors.read_json, doors.read_csv, lambda api, spec: doors.read_file(api, spec, format)):
        with pytest.raises(Refused) as refused:
            read(api, spec)
        assert refused.value.texts == texts, spec.query
    with pytest.raises(Refused) as refused:
        doors.read_page(browser, spec)
    assert all(text in refused.value.texts[0] for text in texts), spec.query


def compare_lines(items: list[dict], found: list[dict], spec: TableSpec) -> None:
    """See that a file has the API's items, line by line."""
    wanted = list(lines.expect_lines(items, spec))
    assert len(found) == len(wanted), spec.query
    for one, other in zip(wanted, found, strict=True):
        wrong = {name: (value, other.get(name)) for name, value in one.items() if not lines.same(value, other[name])}
        assert not wrong, (spec.query, wrong)


def compare_page(items: list[dict], page: doors.Page, spec: TableSpec) -> None:
    """See that the page's first rows, and their whole, are the API's numbers as people read them."""
    assert len(page.rows) == len(items[:A_PAGE]), spec.query
    sums = [words.Sums.of(item["metrics"]) for item in items]
    for item, each, row in zip(items, sums, page.rows, strict=False):
        compare_row(item, each, row, spec)
    if set(spec.by) <= set(PLAIN) and items:
        whole = words.add_up(sums)
        for key, cell in zip(spec.columns, page.total, strict=False):
            assert words.read_like(cell.lines, key, whole), (spec.query, "total", key, cell, whole)


def compare_row(item: dict, sums: words.Sums, row: list[doors.Cell], spec: TableSpec) -> None:
    """See that one row says a group's figures, their changes and what is reported of them."""
    before = words.Sums.of(item["previous"]) if item["previous"] else None
    known = [*zip(spec.columns, row, strict=False)]
    for key, cell in known:
        if Split.ACTION in spec.by and key not in ("conversions", "value"):
            continue
        assert words.read_like(cell.lines, key, sums), (spec.query, key, cell, sums)
        change = words.change_of(key, sums, before, item["basis"])
        assert (change in cell.beside) if change else ("↑" not in cell.beside), (spec.query, key, cell, change)
    for own, cell in zip(item["own"], row[len(spec.columns) :], strict=True):
        assert words.own_like(cell.lines, own, sums, is_percent="Share" in own["name"]), (spec.query, own, cell)
