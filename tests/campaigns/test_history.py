"""History finds what was done, and hands it out as a table."""

import csv

import pytest

from campaigns import services
from campaigns.types import Why
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(running, actor, run_jobs, page_client):
    """Two changes besides the launch, and a browser."""
    services.change_budget(
        campaign=running, daily_budget_minor=3000, actor=actor, now=START, why=Why("=HYPERLINK(1) more cakes")
    )
    services.pause_campaign(campaign=running, actor=actor, now=START)
    run_jobs(names=["campaigns.apply_change_set"])
    return page_client()


FOUND = {
    "": 3, "kind=budget": 1, "kind=launch&actor=user": 1, "actor=rule": 0, "state=applied": 3, "state=failed": 0,
    "search=more cakes": 1, "search=christmas": 3, "search=%25": 0, "search=' OR '1'='1": 0, "kind=x';--": 0,
    "since=2026-11-20&until=2026-11-20": 3, "since=2026-11-21": 0, "until=2026-11-19": 0, "page=99": 3, "search=%00": 3,
}  # fmt: skip


def test_filters_narrow(history):
    answers = {query: history.get(f"/history/?{query}") for query in FOUND}
    assert {query: answer.content.decode().count('<li class="entry') for query, answer in answers.items()} == FOUND


def test_what_cannot_be_read_is_said_and_not_left_out_silently(history):
    for query in ("since=yesterday", "since=2026-11-21&until=2026-11-20", "campaign=5"):
        answer = history.get(f"/history/?{query}")
        assert (answer.status_code, b"callout--bad" in answer.content) == (422, True), query


def test_the_table_holds_who_what_from_to_and_why_and_no_formula(history):
    text = b"".join(history.get("/history.csv?kind=budget").streaming_content).decode()
    (row,) = csv.DictReader(text.splitlines())
    assert (row["before"], row["after"], row["unit"], row["state"]) == ("€25.00", "€30.00", "a day", "applied")
    assert row["why"].startswith("'=HYPERLINK")


def test_entries_are_shown_in_pages(running, actor, history, run_jobs):
    for number in range(52):
        services.change_budget(campaign=running, daily_budget_minor=3100 + number, actor=actor, now=START)
    assert history.get("/history/").content.decode().count('<li class="entry') == 50
    assert history.get("/history/?page=2").content.decode().count('<li class="entry') == 5


def test_a_client_sees_no_history(running, page_client):
    assert page_client("client").get("/history/").status_code == 403


def test_a_member_sees_it_without_undo(history, page_client):
    page = page_client("member").get("/history/").content.decode()
    assert page.count('<li class="entry') == 3
    assert "/undo/" not in page
