"""Ads' rows as PostgreSQL's binary COPY takes them, packed as they come.

The library would take three times as long for values of any type, and a second look at a row that came long ago costs more
than packing it. A row is known by one number, its ad and its day, so that rows are looked up and sorted as numbers.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from struct import Struct

from psycopg.types.numeric import DecimalBinaryDumper

from analytics.services.store.subjects import Key, SubjectBook
from integrations.types import MetricRow

FIGURES_PACKED = ("day", "impressions", "clicks", "spend_micros", "value_micros", "conversions")
KEPT = Decimal("0.000001")
"""To what conversions are rounded (platforms report thirds of them)."""

AT_ONCE = 2_000
"""How many rows are sent together."""

_DAY_BITS = 22
_DAYS = (1 << _DAY_BITS) - 1
_EPOCH = date(2000, 1, 1).toordinal()
_EPOCH_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_HEADER, _TRAILER = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_pack = Struct(">iiiqiqiqiq").pack
_pack_subject = Struct(">hiq").pack
_pack_moment = Struct(">iq").pack
_dump_number = DecimalBinaryDumper(Decimal).dump
_names = attrgetter("campaign_external_id", "ad_group_external_id", "ad_external_id")


def subject_of(key: int) -> int:
    """Return whose day it is."""
    return key >> _DAY_BITS


def ordinal_of(key: int) -> int:
    """Return the day's ordinal (see `date.toordinal`)."""
    return key & _DAYS


class Batch:
    """Rows of ads' days that wait to be stored; of what comes twice the last counts."""

    def __init__(self):
        self.rows: dict[int, bytes] = {}
        self._ads: dict[Key, int] = {}
        self._numbers = _Numbers()

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, row: MetricRow) -> None:
        """Take a row of an ad."""
        ads, day = self._ads, row.day.toordinal()
        self.rows[ads.setdefault(_names(row), len(ads)) << _DAY_BITS | day] = (
            _pack(4, day - _EPOCH, 8, row.impressions, 8, row.clicks, 8, row.spend_micros, 8, row.value_micros)
            + self._numbers[row.conversions]
        )

    def hand_over(self, book: SubjectBook) -> dict[int, bytes]:
        """Return the rows by their subjects and days, and keep none of them; subjects that are new are made."""
        places = book.resolve(self._ads)
        subjects = [places[key].subject_id << _DAY_BITS for key in self._ads]
        rows = {subjects[key >> _DAY_BITS] | key & _DAYS: row for key, row in self.rows.items()}
        self.rows, self._numbers = {}, _Numbers()
        return rows


class _Numbers(dict[Decimal, bytes]):
    """Conversions as they are kept, packed; most are the same few numbers."""

    def __missing__(self, conversions: Decimal) -> bytes:
        number = bytes(_dump_number(conversions.quantize(KEPT) or _ZERO) or b"")
        self[conversions] = field = len(number).to_bytes(4, "big") + number
        return field


_ZERO = Decimal(0).quantize(KEPT)
NO_FIGURES = _pack(4, 0, 8, 0, 8, 0, 8, 0, 8, 0)[8:] + _Numbers()[_ZERO]
"""How the row of a day without figures ends."""


def packed(rows: Mapping[int, bytes], known_at: datetime | None = None) -> Iterator[bytes]:
    """Yield rows by their subjects and days as COPY takes `columns_packed`; `known_at` (aware) is in every row."""
    begins = _Begins(known_at)
    keys = sorted(rows)
    yield _HEADER
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        yield b"".join([begins[key >> _DAY_BITS] + rows[key] for key in some])
    yield _TRAILER


def columns_packed(*, with_known_at: bool) -> tuple[str, ...]:
    """Return the columns in the order in which `packed` has them."""
    return ("subject_id", *(("known_at",) if with_known_at else ()), *FIGURES_PACKED)


class _Begins(dict[int, bytes]):
    """How a subject's rows begin: how many columns they have, the subject, and since when they are known."""

    def __init__(self, known_at: datetime | None):
        super().__init__()
        self.columns = len(columns_packed(with_known_at=known_at is not None))
        since = known_at and (known_at - _EPOCH_MOMENT) // timedelta(microseconds=1)
        self.since = b"" if since is None else _pack_moment(8, since)

    def __missing__(self, subject: int) -> bytes:
        self[subject] = begin = _pack_subject(self.columns, 8, subject) + self.since
        return begin
