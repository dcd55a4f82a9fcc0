"""What a package ships is loaded once; what the bank publishes is added; whatever else answers changes nothing."""

import io
import socket
import threading
import time
import zipfile
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command

from analytics import services
from analytics.models import ExchangeRate
from analytics.services import ecb
from tenants import queue
from tests.analytics.rates import set_rates

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
HEAD = "Date,USD,JPY,\n"
NEWS = HEAD + "2026-11-20,1.3,180,\n2026-11-19,1.2,N/A,\n2026-11-02,1.1,170.55,\n"


def archive(text: str | bytes = NEWS, name: str = "eurofxref-hist.csv") -> bytes:
    """Return a file as the bank would publish it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, text)
    return file.getvalue()


@contextmanager
def bank(settings, answer):
    """Let a server on this machine be the bank; `answer(handler)` writes whatever it wants."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer(self)

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.EXCHANGE_RATES_URL = f"http://127.0.0.1:{server.server_port}/eurofxref-hist.zip"
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def says(body: bytes, *, status: int = 200, **headers: str):
    """Return an answer with a body."""

    def answer(handler) -> None:
        handler.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def known() -> dict[tuple[str, str], Decimal]:
    """Return every rate that is stored."""
    return {(rate.currency, str(rate.day)): rate.per_euro for rate in ExchangeRate.objects.all()}


def test_the_package_s_rates_are_here_and_loading_them_again_writes_nothing(settings):
    before = known()
    assert {currency for currency, _ in before} >= {"USD", "GBP", "JPY", "CHF"}
    assert before["USD", "2026-10-30"] == Decimal("1.1172")
    call_command("load_rates", verbosity=0)
    assert services.load_rates() == 0
    assert known() == before


def test_the_package_s_file_is_read_to_its_newest_day_by_its_first_line():
    file = ecb.packaged_file()
    rates = ecb.read_rates(file, since=date(2026, 10, 1))
    assert ecb.newest_day(file) == max(rate.day for rate in rates)
    assert len({(rate.currency, rate.day) for rate in rates}) == len(rates) > 500


def test_rates_from_before_the_first_ones_are_not_looked_for_again_and_again(settings):
    settings.EXCHANGE_RATES_SINCE = date(1990, 1, 1)
    ExchangeRate.objects.create(currency="USD", day=ecb.FIRST_DAY, per_euro=Decimal("1.1789"))
    assert services.load_rates() == 0


def test_loading_fills_what_is_lacking_and_replaces_nothing():
    set_rates({"USD": {date(2026, 10, 30): "9.99"}})
    assert services.load_rates() > 1_000
    assert known()["USD", "2026-10-30"] == Decimal("9.99")
    assert known()["JPY", "2026-10-30"] == Decimal("175.68")


def test_the_bank_s_news_are_added_by_the_daily_job(settings, clock, run_jobs):
    before = known()
    with bank(settings, says(archive())):
        queue.enqueue("analytics.refresh_rates", organization=None, key="day", payload={})
        run_jobs()
    news = {
        ("USD", "2026-11-20"): Decimal("1.3"),
        ("JPY", "2026-11-20"): Decimal(180),
        ("USD", "2026-11-19"): Decimal("1.2"),
        ("USD", "2026-11-02"): Decimal("1.1"),
        ("JPY", "2026-11-02"): Decimal("170.55"),
    }
    assert known() == before | news


def test_a_late_correction_is_taken_and_an_old_day_is_left_alone(settings):
    set_rates({"USD": {date(2026, 11, 19): "7", date(2026, 1, 5): "1.17"}, "JPY": {date(2026, 10, 30): "1"}})
    with bank(settings, says(archive(NEWS + "2026-01-05,3,3,\n"))):
        assert services.refresh_rates(today=TODAY) > 3
        assert services.refresh_rates(today=TODAY) == 0
    assert known()["USD", "2026-11-19"] == Decimal("1.2")
    assert known()["USD", "2026-01-05"] == Decimal("1.17")


def test_a_day_still_to_come_waits_for_its_day(settings):
    with bank(settings, says(archive())):
        services.refresh_rates(today=date(2026, 11, 19))
        assert ("USD", "2026-11-19") in known()
        assert ("USD", "2026-11-20") not in known()
        assert services.refresh_rates(today=TODAY) == 2


def hangs_up(handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.connection.close()


def never_ends(handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"0" * 1_000_000)
    except OSError:
        handler.close_connection = True


def _broken_lzma() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.csv", NEWS)
    broken = bytearray(file.getvalue())
    broken[44] ^= 0xFF
    return bytes(broken)


WITHOUT_END = archive()[:-30]
ANSWERS = {
    "nothing is there": says(b"not found", status=404),
    "a server in trouble": says(archive(), status=503),
    "sent elsewhere": says(b"", status=302, Location="http://169.254.169.254/"),
    "a page to log in": says(b"<html>Please log in</html>"),
    "nothing": says(b""),
    "cut off": says(archive(), Content_Length="100000"),
    "half an archive": says(WITHOUT_END),
    "hangs up": hangs_up,
    "never ends": never_ends,
    "an empty archive": says(b"PK\5\6" + bytes(18)),
    "a bomb": says(archive(b"0" * (ecb.LARGEST_TABLE + 1))),
    "no text": says(archive(b"\xff\xfe\0")),
    "no table": says(archive("hello")),
    "a header alone": says(archive(HEAD)),
    "other columns": says(archive("Date,Dollar,JPY,\n2026-11-20,1,1,\n")),
    "one column twice": says(archive("Date,USD,USD,\n2026-11-20,1,2,\n")),
    "one day twice": says(archive(NEWS + "2026-11-19,1.2,181,\n")),
    "lines without anything": says(archive("\n\n\n")),
    "packed in another way, and broken": says(_broken_lzma()),
    "a short line": says(archive(NEWS + "2026-11-01,1.1\n")),
    "a day that is none": says(archive(NEWS + "2026-02-30,1.1,1,\n")),
    "a rate of nothing": says(archive(NEWS + "2026-11-01,0,1,\n")),
    "a negative rate": says(archive(NEWS + "2026-11-01,-1,1,\n")),
    "a rate without end": says(archive(NEWS + f"2026-11-01,{'9' * 40},1,\n")),
    "no number": says(archive(NEWS + "2026-11-01,NaN,1,\n")),
    "a formula": says(archive(NEWS + "2026-11-01,=1+1,1,\n")),
    "an exponent": says(archive(NEWS + "2026-11-01,1e9,1,\n")),
    "a quote that never closes": says(archive(NEWS + '"' + "x" * 200_000)),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_whatever_else_answers_changes_nothing_and_is_no_failure(settings, answer):
    before = known()
    with bank(settings, answer):
        assert services.refresh_rates(today=TODAY) == 0
    assert known() == before


def test_a_bank_that_trickles_is_left_after_a_while(settings, monkeypatch):
    monkeypatch.setattr(ecb, "LONGEST_FETCH_S", 0.2)

    def trickles(handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b"P")
            time.sleep(0.05)

    before, started = known(), time.monotonic()
    with bank(settings, trickles):
        assert services.refresh_rates(today=TODAY) == 0
        assert time.monotonic() - started < 1.5
    assert known() == before


@pytest.mark.parametrize(
    "url", ["", "http://127.0.0.1:1/", "http://rates.invalid/", "file:///etc/passwd", "no address", "http://[::1"]
)
def test_without_a_network_or_an_address_the_known_rates_go_on(settings, url):
    settings.EXCHANGE_RATES_URL = url
    before = known()
    assert services.refresh_rates(today=TODAY) == 0
    assert known() == before
