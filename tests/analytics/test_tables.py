"""A table's question, its address, and the order of its rows."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.http import QueryDict

from analytics.tables import COLUMNS, TableSpec, open_table, read_spec
from analytics.types import Split
from tenants.errors import Invalid, NotFound
from tests.analytics.build import NOW, make_account, make_campaign, read_days

SOME_ID = UUID("0199aaaa-0000-7000-8000-000000000001")
SPECS = [
    TableSpec(),
    TableSpec(by=(Split.PLATFORM, Split.DAY), period="28d", compare="year", sort="-spend"),
    TableSpec(since="2026-11-01", until="2026-11-07", currency="EUR", platform="meta", maturity=True),
    TableSpec(as_of=datetime(2026, 11, 20, 8, tzinfo=UTC), account=SOME_ID, campaigns=(SOME_ID,), own=(SOME_ID,)),
    TableSpec(columns=("spend", "roas"), sort="ctr"),
]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.query[:40])
def test_an_address_says_the_whole_question(spec):
    assert read_spec(spec.query) == spec
    assert read_spec(dict(QueryDict(spec.query).lists())) == spec


def test_what_an_address_leaves_out_is_as_usual():
    assert read_spec("page=2", by=(Split.AD,), compare="previous") == TableSpec(by=(Split.AD,), compare="previous")


def test_naming_days_takes_the_usual_period_away():
    assert read_spec("since=2026-11-01&until=2026-11-02", period="28d").period == ""


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("by=hat", "by"),
        ("by=day&by=day", "by"),
        ("by=day&by=ad&by=age&by=platform", "by"),
        ("currency=XXY", "currency"),
        ("platform=bing", "platform"),
        ("account=7", "account"),
        ("as_of=2026-11-20T08:00:00", "as_of"),
        ("as_of=yesterday", "as_of"),
        ("column=hats", "column"),
        ("sort=-hats", "sort"),
        ("&".join(f"own={SOME_ID}" for _ in range(11)), "own"),
    ],
)
def test_what_is_wrong_is_named(query, field):
    with pytest.raises(Invalid) as caught:
        read_spec(query)
    assert list(caught.value.fields) == [field]


@pytest.fixture
def shops(organization, clock):
    account = make_account()
    for name in ("Bread", "Cakes"):
        make_campaign(account, name)
    read_days(account, ["Bread", "Cakes"], range(4, 15))
    read_days(account, ["Cakes"], range(1, 4))
    return account


def names(table):
    return [row.labels[0].name for row in table.rows(limit=10)]


def test_rows_come_in_the_order_of_a_figure_and_stretches_hold_them_all(shops):
    spec = read_spec("by=ad&sort=-spend")
    table = open_table(spec, now=NOW)
    spent = [row.metrics.spend_micros for row in table.rows(limit=10)]
    assert spent == sorted(spent, reverse=True)
    assert table.count == 2
    singly = [row.labels[0].uuid for stretch in table.stretches(1) for row in stretch]
    assert singly == [row.labels[0].uuid for row in table.rows(limit=10)]
    assert names(open_table(spec.but(sort="spend"), now=NOW)) == names(table)[::-1]


def test_ads_of_all_campaigns_are_named_with_their_campaign(shops):
    rows = open_table(read_spec("by=ad"), now=NOW).rows(limit=10)
    assert all(row.labels[0].uuid and row.labels[0].campaign for row in rows)
    assert len({row.labels[0].campaign for row in rows}) == 2


def test_the_whole_is_the_sum_of_the_rows(shops):
    table = open_table(read_spec("by=campaign&compare=previous&period=7d"), now=NOW)
    rows, whole = table.rows(limit=10), table.total()
    assert sum(row.metrics.clicks for row in rows) == whole.metrics.clicks
    assert sum(row.previous.clicks for row in rows) == whole.previous.clicks


def test_every_column_can_be_read_from_nothing(shops):
    table = open_table(TableSpec(since="2020-01-01", until="2020-01-02", columns=tuple(COLUMNS)), now=NOW)
    assert table.rows(limit=10) == []
    assert [column.read(table.total().metrics) for column in table.columns if column.key == "ctr"] == [None]


def test_what_is_not_here_is_not_found(organization, clock):
    for name in ("account", "campaign"):
        with pytest.raises(NotFound):
            open_table(read_spec(f"{name}={SOME_ID}"), now=NOW)
    with pytest.raises(Invalid):
        open_table(read_spec(f"own={SOME_ID}"), now=NOW)
    with pytest.raises(Invalid):
        open_table(read_spec("by=hour&by=age"), now=NOW)
