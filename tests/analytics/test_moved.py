"""What moved, and why: on the dashboard's part, on the page of its own and in the API."""

import pytest

from analytics import services
from analytics.types import Period
from tests.analytics.build import NOW, days_before, make_account, make_campaign, row, store, text_of

WEEK, BEFORE = range(31, 38), range(38, 45)
DAYS = f"since={days_before(37)}&until={days_before(31)}"


def read(account, figures, *, at=NOW):
    """Store a figure a day for each ad over both weeks, as (before, after), and count them as read."""
    both = [(days, side) for days, side in ((BEFORE, 0), (WEEK, 1))]
    rows = [
        row(days_before(n), f"{name}-ad", campaign=name, **pair[side])
        for name, pair in figures.items() for days, side in both for n in days if pair[side]
    ]  # fmt: skip
    store(account, rows, at=at)
    services.link_account(account=account)
    services.record_reading(account=account, period=Period(days_before(60), days_before(0)), read_at=at)


@pytest.fixture
def two(organization, clock):
    """Make two campaigns: of one fewer who clicked bought, the other is new."""
    account = make_account()
    made = [make_campaign(account, name) for name in ("Christmas cakes", "Bread")]
    usual, worse = {"conversions": 4, "value_micros": 100_000_000}, {"conversions": 2, "value_micros": 50_000_000}
    read(account, {"Christmas cakes": (usual, worse), "Bread": (None, {"conversions": 1, "value_micros": 10_000_000})})
    return made


def test_the_largest_moves_are_told_with_their_reasons(two, page_client):
    text = text_of(page_client("owner").get(f"/movers/?{DAYS}", HTTP_HX_REQUEST="true"))
    cakes, bread = text.index("Christmas cakes"), text.index("Bread")
    assert cakes < bread
    assert "14 orders fewer, €350 less in value</b>, because fewer of those who clicked bought." in text
    assert "7 orders more, €70.00 more in value</b>, because it did not run before." in text
    assert f'<a href="/campaigns/{two[0].uuid}/">Christmas cakes</a>' in text


def test_the_api_says_the_same_and_its_parts_add_up(two, page_client):
    client = page_client("owner")
    answer = client.get(f"/api/v1/movers?{DAYS}").json()
    assert (answer["measure"], answer["change"], answer["moved"]) == ("value", -280_000_000, 2)
    assert [each["change"] for each in answer["movers"]] == [-350_000_000, 70_000_000]
    assert all(sum(part["part"] for part in each["parts"]) == each["change"] for each in answer["movers"])
    assert answer["movers"][0]["sentence"].startswith("Christmas cakes: 14 orders fewer, €350 less in value, because")
    assert client.get(f"/api/v1/movers?{DAYS}&by=day").status_code == 422
    for by in ("platform", "ad_group", "ad"):
        assert client.get(f"/api/v1/movers?{DAYS}&by={by}").json()["change"] == -280_000_000


def test_it_is_a_page_with_a_choice_and_loaded_by_the_dashboard(two, page_client):
    client = page_client("owner")
    text = text_of(client.get(f"/movers/?{DAYS}&by=platform&compare=previous"))
    assert "Meta</b>" in text
    assert 'href="?period=28d&amp;by=platform"' in text
    assert f'hx-get="/movers/?{DAYS.replace("&", "&amp;")}"' in text_of(client.get(f"/?{DAYS}"))


def test_days_that_still_mature_are_never_judged_by_their_orders(organization, clock, page_client):
    account = make_account()
    make_campaign(account)
    days = [
        row(days_before(n), "Christmas cakes-ad", campaign="Christmas cakes", conversions=9 if n > 7 else 1)
        for n in range(1, 15)
    ]
    store(account, days)
    services.link_account(account=account)
    services.record_reading(account=account, period=Period(days_before(40), days_before(0)), read_at=NOW)
    answer = page_client("owner").get("/api/v1/movers?period=7d").json()
    assert (answer["basis"], answer["measure"], answer["movers"]) == ("unequal", "clicks", [])
    assert "still arriving" in answer["note"]


def test_without_days_before_nothing_is_said_to_have_moved(two, page_client):
    text = text_of(page_client("owner").get(f"/movers/?{DAYS}&compare=none", HTTP_HX_REQUEST="true"))
    assert "There is nothing to compare these days with." in text
    assert "move-row" not in text
