"""Own sales: what is taken, what is named, and what is taken back."""

import gzip
from decimal import Decimal

import pytest

from analytics import services
from analytics.models import Sale, SaleUpload
from analytics.selectors.sales import sum_sales
from analytics.services.sales import uploads
from analytics.types import Period
from analytics.types.sales import GivenSale
from tenants.errors import Conflict, Invalid
from tenants.types import Actor
from tests.analytics.build import NOW, TODAY, days_before
from tests.analytics.rates import set_rates

pytestmark = pytest.mark.usefixtures("organization", "clock")
NORA = Actor(kind="user", id=None, label="Nora")
CSV = "Order;Date;Total;Currency\nA1;18.11.2026 10:00;1.234,50;EUR\nA2;19.11.2026;7,00;EUR\n"


def record(*sales: tuple, **kwargs) -> SaleUpload:
    given = [GivenSale(n, *sale) for n, sale in enumerate(sales, 1)]
    return services.record_sales(sales=given, actor=NORA, now=NOW, **kwargs)


def keep(text: str | bytes) -> SaleUpload:
    content = text if isinstance(text, bytes) else text.encode()
    return services.keep_upload(file_name="orders.csv", content=content, actor=NORA, now=NOW)


def take(text: str | bytes) -> SaleUpload:
    return services.take_upload(upload=keep(text), actor=NORA, now=NOW)


def kept() -> dict:
    return dict(Sale.objects.values_list("order_id", "value_minor"))


def test_orders_are_upserted_and_the_same_again_changes_nothing():
    first = record(("A1", "2026-11-18T10:00:00Z", "12.50", "EUR"), ("A2", "2026-11-18T10:00:00Z", 5, "EUR"))
    again = record(("A1", "2026-11-18T10:00:00Z", "12.50", "EUR"), ("A2", "2026-11-18T10:00:00Z", 0, "EUR"))
    assert (first.taken_count, first.same_count) == (2, 0)
    assert (again.taken_count, again.same_count) == (1, 1)
    assert kept() == {"A1": 1250, "A2": 0}


def test_a_day_is_the_organisations(organization):
    organization.time_zone = "America/New_York"
    organization.save()
    record(("A1", "2026-11-18T02:00:00Z", "1", "EUR"), ("A2", "2026-11-18 02:00", "1", "EUR"))
    assert [str(day) for day in Sale.objects.order_by("order_id").values_list("day", flat=True)] == [
        "2026-11-17",
        "2026-11-18",
    ]


@pytest.mark.parametrize(
    ("value", "currency", "minor"),
    [
        ("1000", "JPY", 1000),
        ("1.250", "BHD", 1250),
        ("1,234.50", "EUR", 123450),
        ("€ 3.1", "EUR", 310),
        (Decimal("2.5"), "USD", 250),
    ],
)
def test_cents_are_the_currencys(value, currency, minor):
    record(("A1", "2026-11-18", value, currency))
    assert kept() == {"A1": minor}


@pytest.mark.parametrize(
    ("sale", "field"),
    [
        (("", "2026-11-18", "1", "EUR"), "order_id"),
        (("A\x00", "2026-11-18", "1", "EUR"), "order_id"),
        (("A1", "31.02.2026", "1", "EUR"), "time"),
        (("A1", "2027-01-01", "1", "EUR"), "time"),
        (("A1", "", "1", "EUR"), "time"),
        (("A1", "2026-11-18", "-1", "EUR"), "value"),
        (("A1", "2026-11-18", "", "EUR"), "value"),
        (("A1", "2026-11-18", "1.5", "JPY"), "value"),
        (("A1", "2026-11-18", "1.2.3", "EUR"), "value"),
        (("A1", "2026-11-18", Decimal("NaN"), "EUR"), "value"),
        (("A1", "2026-11-18", "9" * 30, "EUR"), "value"),
        (("A1", "2026-11-18", "1", "XXQ"), "currency"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_are_taken_or_none(sale, field):
    good = ("B1", "2026-11-18", "1", "EUR")
    with pytest.raises(Invalid) as refused:
        record(good, sale, all_or_nothing=True)
    assert list(refused.value.fields) == [f"sales.2.{field}"]
    assert kept() == {}
    made = record(good, sale)
    assert [(each["line"], each["field"]) for each in made.problems] == [(2, field)]
    assert kept() == {"B1": 100}


def test_one_order_said_twice_differently_is_wrong_and_alike_is_one():
    made = record(("A1", "2026-11-18", "1", "EUR"), ("A1", "2026-11-18", "1", "EUR"), ("A1", "2026-11-18", "2", "EUR"))
    assert (made.taken_count, made.same_count, made.problem_count) == (1, 1, 1)
    assert kept() == {"A1": 100}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_file_is_read_in_any_usual_encoding(encoding):
    done = take("Bestellnummer;Datum;Betrag;Währung\nÄ1;18.11.2026 10:00;1.234,50;EUR\n".encode(encoding))
    assert (done.state, done.content, done.problems) == ("done", None, [])
    assert kept() == {"Ä1": 123450}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Name,Created at,Total\nA1,2026-11-18 23:30:00 +0100,5.00\n", "2026-11-18 22:30"),
        ("Order ID\tTime\tAmount\nA1\t2026-11-18T22:30:00Z\t5\n", "2026-11-18 22:30"),
        ("order id,date,value\nA1,11/18/2026 9:05,5.00\n", "2026-11-18 09:05"),
        ('order id,date,value\nA1,18/11/2026,"5.00"\n', "2026-11-18 00:00"),
        ("order id,date,value\nA1,2026-11-18 10:00 UTC,5.00\n", "2026-11-18 10:00"),
    ],
)
def test_columns_separators_and_dates_are_guessed(text, when):
    assert take(text).problems == []
    assert Sale.objects.get().sold_at.strftime("%Y-%m-%d %H:%M") == when
    assert Sale.objects.get().value_minor == 500


@pytest.mark.parametrize("content", [b"", b"\n", b"order id,date,value\n", b"one,two\n1,2\n", b"\x89PNG\0\0\0\1" * 9])
def test_what_is_no_file_of_orders_is_refused(content):
    with pytest.raises(Invalid) as refused:
        keep(content)
    assert set(refused.value.fields) == {"file"}
    assert not SaleUpload.objects.exists()


def test_a_file_is_shown_before_it_is_taken_and_its_reading_can_be_chosen():
    upload = keep("a,b,c\nA1,2026-11-18,5\n")
    with pytest.raises(Invalid):
        services.take_upload(upload=upload, actor=NORA, now=NOW)
    choices = {"order_id": 0, "time": 1, "value": 2, "fallback": "USD"}
    upload = services.choose_reading(upload=upload, chosen=choices)
    shown = services.preview_upload(upload=upload, now=NOW)
    assert (shown.looked_at, shown.wrong, shown.lines[0][1].currency) == (1, [], "USD")
    assert kept() == {}
    with pytest.raises(Invalid):
        services.choose_reading(upload=upload, chosen={"time": 9})
    services.take_upload(upload=upload, actor=NORA, now=NOW)
    with pytest.raises(Conflict):
        services.choose_reading(upload=upload, chosen={"time": 1})
    assert kept() == {"A1": 500}


def test_an_undo_deletes_what_was_new_and_puts_back_what_was_changed():
    take(CSV)
    second = take("Order;Date;Total\nA1;18.11.2026;1,00\nA3;18.11.2026;3,00\n")
    assert kept() == {"A1": 100, "A2": 700, "A3": 300}
    for _ in range(2):
        services.undo_upload(upload=second, actor=NORA, now=NOW)
    assert kept() == {"A1": 123450, "A2": 700}


def test_what_a_later_file_changed_stays_when_the_earlier_is_undone():
    first = take(CSV)
    second = take("Order;Date;Total\nA1;18.11.2026;1,00\n")
    services.undo_upload(upload=first, actor=NORA, now=NOW)
    assert kept() == {"A1": 100}
    services.undo_upload(upload=second, actor=NORA, now=NOW)
    assert kept() == {}


def test_a_long_file_is_a_job_that_goes_on_after_a_crash(monkeypatch, run_jobs, django_capture_on_commit_callbacks):
    monkeypatch.setattr(uploads, "AT_ONCE", 3)
    lines = [f"A{n},2026-11-18,{n}" for n in range(1, 9)]
    with django_capture_on_commit_callbacks(execute=True):
        upload = take("\n".join(["order id,date,value", *lines, "A1,2026-11-18,99"]))
    assert (upload.state, kept()) == ("taking", {})

    def crash(done):
        raise RuntimeError("the worker is gone")

    with pytest.raises(RuntimeError):
        services.take_sale_lines(upload=upload, now=NOW, progress=crash)
    assert len(kept()) == 3
    with pytest.raises(Conflict):
        services.undo_upload(upload=upload, actor=NORA, now=NOW)
    run_jobs()
    upload.refresh_from_db()
    assert (upload.state, upload.taken_count, upload.same_count, upload.problem_count) == ("done", 8, 0, 1)
    assert upload.problems[0]["line"] == 10


def test_sums_are_in_one_currency_by_the_days_rate_and_what_has_none_stays_apart():
    set_rates({"USD": {days_before(10): "1.25"}})
    record(
        ("A1", "2026-11-18", "10", "EUR"), ("A2", "2026-11-18", "10", "USD"),
        ("A3", "2026-11-18", "0", "EUR"), ("A4", "2026-11-19", "100", "KPW"),
    )  # fmt: skip
    found = sum_sales(Period(days_before(7), TODAY), currency="EUR")
    assert (found.orders, found.value_micros, found.apart) == (3, 18_000_000, {"KPW": 100_000_000})
    assert found.conversion.currencies == ("USD",)


def test_a_files_lines_are_counted_in_the_packed_form_too():
    upload = keep(CSV)
    assert gzip.decompress(bytes(upload.content)).decode() == CSV
    assert upload.line_count == 2
