"""A table's file holds the table: the same lines as CSV, XLSX and Parquet, typed, and harmless to open."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import connection

from analytics.exports import Sheet, open_writer
from analytics.exports.text import defuse
from analytics.exports.workbook import Workbook, money_pattern
from analytics.selectors import Cut, Dimension, gather
from analytics.selectors.streaming import stream_groups
from analytics.tables import open_table, read_spec
from analytics.types import Period
from analytics.types.exports import ExportFormat
from tests.analytics.build import NOW, days_before, make_account, make_campaign, read_days

EVIL = "=HYPERLINK(1)"


@pytest.fixture
def shops(organization, clock):
    """Two accounts in two currencies, one campaign with a name that a spreadsheet would run."""
    euros, yen = make_account("Bakery"), make_account("Tokyo", currency="JPY", platform="google")
    make_campaign(euros, EVIL)
    make_campaign(yen, "Anpan")
    read_days(euros, [EVIL], range(1, 15))
    read_days(yen, ["Anpan"], range(1, 15))


def written(query: str, format: ExportFormat) -> bytes:
    table = open_table(read_spec(query), now=NOW)
    file = io.BytesIO()
    with open_writer(format, file, Sheet(table)) as writer:
        for rows in table.stretches():
            writer.write(rows)
    return file.getvalue()


def as_csv(query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(query, ExportFormat.CSV).decode())))


def as_parquet(query: str) -> pa.Table:
    return pq.read_table(io.BytesIO(written(query, ExportFormat.PARQUET)))


def test_one_line_a_group_and_one_a_currency_where_money_cannot_be_added(shops):
    lines = as_csv("by=day&period=7d")
    assert len(lines) == 14
    assert {line["currency"] for line in lines} == {"EUR", "JPY"}
    assert {line["spend"] for line in lines} == {"10"}
    assert sum(int(line["clicks"]) for line in lines) == 7 * 2 * 20
    converted = as_csv("by=day&period=7d&currency=EUR")
    assert [line["currency"] for line in converted] == ["EUR"] * 7


def test_csv_and_parquet_say_the_same(shops):
    query = "by=campaign&by=day&period=7d&compare=none"
    lines, table = as_csv(query), as_parquet(query).to_pylist()
    assert [Decimal(line["cpa"]) for line in lines] == [row["cpa"] for row in table]
    assert [line["day"] for line in lines] == [row["day"].isoformat() for row in table]
    assert {row["campaign"] for row in table} == {EVIL, "Anpan"}


def test_parquet_columns_have_types(shops):
    schema = as_parquet("by=campaign&by=day&period=7d").schema
    assert schema.field("spend").type == pa.decimal128(38, 6)
    assert schema.field("day").type == pa.date32()
    assert schema.field("impressions").type == pa.int64()
    assert pa.types.is_dictionary(schema.field("campaign").type)


def test_what_is_before_and_what_is_to_come_have_columns(shops):
    (line, *_) = as_csv("by=platform&period=7d&compare=previous&maturity=1")
    assert (line["previous_clicks"], line["previous_spend"]) == ("140", "70")
    assert line["basis"] != ""
    assert Decimal(line["estimate_final"]) >= Decimal(line["conversions"])


@pytest.mark.parametrize("query", ["by=currency", "by=currency&currency=EUR", "by=ad&maturity=1", "by=age", "by=hour"])
def test_every_line_has_a_value_for_every_column(shops, query):
    table = open_table(read_spec(query + "&period=7d"), now=NOW)
    sheet = Sheet(table)
    lines = [line for rows in table.stretches() for line in sheet.lines(rows)]
    assert {len(line) for line in lines} <= {len(sheet.fields)}
    assert len({field.name for field in sheet.fields}) == len(sheet.fields)


def sheet_xml(content: bytes, name: str = "sheet1") -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(f"xl/worksheets/{name}.xml").decode()


def test_a_workbook_has_no_formula_and_its_money_has_a_currency(shops):
    content = written("by=campaign&by=day&period=7d", ExportFormat.XLSX)
    assert "<f>" not in sheet_xml(content)
    assert EVIL in sheet_xml(content)
    styles = zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml").decode()
    assert all(word in styles for word in ("EUR", "JPY", "yyyy-mm-dd"))
    assert (money_pattern("EUR"), money_pattern("JPY")) == ('#,##0.00 "EUR"', '#,##0 "JPY"')


def test_a_workbook_goes_on_in_another_sheet(shops):
    table, file = open_table(read_spec("by=day&period=7d"), now=NOW), io.BytesIO()
    book = Workbook(file, Sheet(table), most_lines=11)
    for rows in table.stretches():
        book.write(rows)
    book.close()
    assert [sheet_xml(file.getvalue(), f"sheet{n}").count("<row ") for n in (1, 2)] == [11, 5]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_could_be_a_formula_is_defused(shops, begin):
    assert defuse(f"{begin}1+1") == f"'{begin}1+1"
    assert defuse(f"a{begin}") == f"a{begin}"


def test_names_are_defused_in_csv(shops):
    assert {line["campaign"] for line in as_csv("by=campaign")} == {f"'{EVIL}", "Anpan"}


CUTS = [
    (),
    (Dimension.DAY,),
    (Dimension.AD, Dimension.DAY),
    (Dimension.WEEK, Dimension.PLATFORM),
    (Dimension.CURRENCY,),
]


@pytest.mark.parametrize("currency", [None, "USD"])
@pytest.mark.parametrize("dimensions", CUTS, ids=lambda each: "-".join(each))
def test_a_stream_has_the_sums_of_gather_in_the_order_of_the_keys(shops, dimensions, currency):
    cut = Cut(Period(days_before(14), days_before(1)), dimensions, currency=currency)
    (answer,) = gather([cut])
    streamed = [group for found in stream_groups(cut, at_once=3) for group in found.rows]
    assert {group.key: group.metrics for group in streamed} == answer.sums
    assert len(streamed) == len(answer.sums)
    assert [group.key for group in streamed] == sorted(answer.sums)


def test_a_stream_says_how_many_and_cuts_no_group_in_two(shops):
    cut = Cut(Period(days_before(7), days_before(1)), (Dimension.DAY,))
    found = list(stream_groups(cut, at_once=1))
    assert [(len(each.rows), each.total) for each in found] == [(1, 7)] * 7
    assert all(len(group.metrics.by_currency) == 2 for each in found for group in each.rows)


def test_a_stream_leaves_the_rows_with_the_database_until_they_are_taken(shops):
    stream = stream_groups(Cut(Period(days_before(7), days_before(1)), (Dimension.DAY,)), at_once=1)
    next(stream)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        assert cursor.fetchone() == (1,)
        stream.close()
        cursor.execute("SELECT count(*) FROM pg_cursors")
        assert cursor.fetchone() == (0,)


def test_a_stream_of_nothing_is_nothing(shops):
    assert list(stream_groups(Cut(Period(date(2020, 1, 1), date(2020, 1, 2)), (Dimension.DAY,)))) == []
