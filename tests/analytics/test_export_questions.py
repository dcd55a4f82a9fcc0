"""Page, API and file answer the same question alike, whatever it is."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.exports import Sheet, write_csv
from analytics.tables import COLUMNS, TableSpec, open_table, read_spec
from analytics.types import Split
from tests.analytics.build import NOW, make_account, make_campaign, read_days

SPLITS = [Split.DAY, Split.WEEK, Split.PLATFORM, Split.ACCOUNT, Split.CAMPAIGN, Split.AD, Split.CURRENCY]
SPECS = st.builds(
    TableSpec,
    by=st.lists(st.sampled_from(SPLITS), min_size=1, max_size=3, unique=True).map(tuple),
    period=st.sampled_from(["7d", "14d", "28d", "month"]),
    currency=st.sampled_from(["", "EUR", "USD"]),
    platform=st.sampled_from(["", "meta", "google"]),
    columns=st.lists(st.sampled_from(list(COLUMNS)), min_size=1, unique=True).map(tuple),
    sort=st.sampled_from(["", "-spend", "clicks", "-roas"]),
)


@pytest.fixture
def shops(once, organization, clock):
    def make() -> None:
        for name, currency, platform in (("Bread", "EUR", "meta"), ("Anpan", "JPY", "google")):
            account = make_account(name, currency=currency, platform=platform)
            make_campaign(account, name)
            read_days(account, [name], range(1, 20), clicks=len(currency) * 7)

    once("export questions", make)


@given(spec=SPECS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_holds_what_the_table_and_the_api_say(shops, api_client, spec):
    table = open_table(read_spec(spec.query), now=NOW)
    rows = table.rows(limit=200)
    lines = list(csv.DictReader(io.StringIO(b"".join(write_csv(Sheet(table))).decode())))
    parts = [part for row in rows for part in (row.metrics.by_currency or (row.metrics,))]
    assert [[_number(line[column.key]) for column in table.columns] for line in lines] == [
        [_six(column.read(part)) for column in table.columns] for part in parts
    ]
    if not spec.sort:
        items = api_client().get(f"/api/v1/metrics?{spec.query}&limit=200").json()["items"]
        metrics = [part for item in items for part in (item["metrics"]["by_currency"] or [item["metrics"]])]
        assert [part["clicks"] for part in metrics] == [part.clicks for part in parts]


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _six(value) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(Decimal("0.000001"), "ROUND_HALF_UP")
