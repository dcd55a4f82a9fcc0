"""A file of orders: how it is written, which column is what, and its lines one by one."""

import csv
import gzip
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from analytics.types.sales import GivenSale
from tenants import places
from tenants.errors import Invalid

MOST_BYTES = 25 * 1024 * 1024
MOST_LINES = 100_000
MOST_COLUMNS = 200
LONGEST_LINE = 64 * 1024
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}
ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}
FIELDS = ("order_id", "time", "value", "currency")
_NAMES = {
    "order_id": (
        "orderid", "ordernumber", "orderno", "order", "orderref", "orderreference", "transactionid", "invoicenumber", "name",
        "bestellnummer", "bestellnr", "auftragsnummer", "rechnungsnummer", "numerodecommande", "commande", "pedido", "id",
    ),
    "time": (
        "orderedat", "soldat", "createdat", "paidat", "processedat", "orderdate", "datetime", "timestamp", "time", "date",
        "bestelldatum", "kaufdatum", "zeit", "datum", "datedecommande", "fecha",
    ),
    "value": (
        "value", "ordervalue", "ordertotal", "total", "grandtotal", "revenue", "amount", "gross", "price", "betrag",
        "gesamtbetrag", "gesamt", "summe", "umsatz", "wert", "montant", "importe", "subtotal",
    ),
    "currency": ("currency", "currencycode", "ordercurrency", "wahrung", "waehrung", "devise", "moneda"),
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """How a file is read. Columns are numbered from 0; None: there is none (of currencies only: then all are `fallback`)."""

    encoding: str
    separator: str
    headers: list[str]
    order_id: int | None
    time: int | None
    value: int | None
    currency: int | None
    fallback: str
    decimal: str = "."
    day_first: bool = True

    @property
    def missing(self) -> list[str]:
        """Return which columns are still to be chosen."""
        return [name for name in FIELDS[:3] if getattr(self, name) is None]

    def as_values(self) -> dict:
        """Return it as it is kept."""
        return asdict(self)


def guess_reading(content: bytes, *, fallback: str) -> Reading:
    """Return how a file is most likely meant. Raises Invalid (file): empty, no text, no columns, too wide."""
    encoding = _encoding(content)
    try:
        with io.TextIOWrapper(io.BytesIO(content), encoding, newline="") as text:
            head = list(islice(text, 200))
    except UnicodeError:
        raise Invalid({"file": "This is no text. Save it as CSV and send that."}) from None
    if not head or not head[0].strip():
        raise Invalid({"file": "The first line has to name the columns."})
    separator = max(SEPARATORS, key=lambda each: len(_first(head, each)))
    headers = [" ".join(each.split())[:60] for each in _first(head, separator)]
    if not 3 <= len(headers) <= MOST_COLUMNS:
        needs = (
            "A file needs a column of order numbers, one of times and one of values, with , ; or a tab between them."
        )
        raise Invalid({"file": needs})
    columns = _guess_columns(headers)
    sample = [row for row in csv.reader(head[1:], delimiter=separator) if row]
    return Reading(
        encoding=encoding,
        separator=separator,
        headers=headers,
        **columns,
        fallback=fallback,
        decimal=_decimal(_column(sample, columns["value"]), separator),
        day_first=_day_first(_column(sample, columns["time"])),
    )


def change_reading(reading: Reading, chosen: dict) -> Reading:
    """Return the reading with what somebody chose. Raises Invalid by field."""
    values = reading.as_values()
    problems: dict[str, str | list[str]] = {}
    for name in FIELDS:
        if name in chosen:
            values[name] = chosen[name]
            if chosen[name] is not None and not 0 <= chosen[name] < len(reading.headers):
                problems[name] = "There is no such column."
    picked = [values[name] for name in FIELDS if values[name] is not None]
    if len(set(picked)) < len(picked):
        problems["value"] = "Choose a column of its own for each."
    allowed = {"fallback": places.currencies(), "decimal": (".", ","), "day_first": (True, False)}
    for name, choices in allowed.items():
        values[name] = chosen.get(name, values[name])
        if values[name] not in choices:
            problems[name] = "Choose one of these."
    if problems:
        raise Invalid(problems)
    return Reading(**values)


def count_lines(content: bytes, reading: Reading) -> int:
    """Return how many lines of data there are. Raises Invalid (file): none, too many, lines that are no text."""
    packed = gzip.compress(content, 1)
    count = sum(1 for _ in islice(list_lines(packed, reading), MOST_LINES + 1))
    if not count:
        raise Invalid({"file": "There is no order in it, only the names of the columns."})
    if count > MOST_LINES:
        raise Invalid({"file": f"There are more than {MOST_LINES:,} lines in it. Send it in parts."})
    return count


def list_lines(packed: bytes, reading: Reading) -> Iterator[GivenSale]:
    """Yield the lines of data, few at a time in memory, with the numbers they have in the file. Raises Invalid (file)."""
    with (
        gzip.open(io.BytesIO(packed)) as raw,
        io.TextIOWrapper(raw, reading.encoding, newline="") as text,  # type: ignore[arg-type]
    ):
        rows = csv.reader(_short(text), delimiter=reading.separator)
        try:
            next(rows, None)
            for row in rows:
                if any(cell.strip() for cell in row):
                    yield GivenSale(rows.line_num, **{name: _cell(row, getattr(reading, name)) for name in FIELDS})
        except (UnicodeError, csv.Error):
            raise Invalid({"file": f"Line {rows.line_num + 1} cannot be read as text."}) from None


def _short(lines: io.TextIOWrapper) -> Iterator[str]:
    while line := lines.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise csv.Error("too long")
        yield line.replace("\0", "")


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = content[:2000]
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[::2].count(0) > len(head) // 4:
        return "utf-16-be"
    if b"\0" in content:
        raise Invalid({"file": "This is no text. Save it as CSV and send that."})
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _first(head: Sequence[str], separator: str) -> list[str]:
    return next(csv.reader(head, delimiter=separator), [])


def _guess_columns(headers: Sequence[str]) -> dict[str, int | None]:
    plain = [re.sub(r"[^a-z0-9]", "", header.lower().replace("ä", "a").replace("é", "e")) for header in headers]
    found: dict[str, int | None] = {}
    for name, words in _NAMES.items():
        exact = [plain.index(word) for word in words if word in plain]
        within = [n for word in words if len(word) > 3 for n, header in enumerate(plain) if word in header]
        free = [n for n in (*exact, *within) if n not in found.values()]
        found[name] = free[0] if free else None
    return found


def _column(rows: Sequence[Sequence[str]], place: int | None) -> list[str]:
    return [row[place].strip() for row in rows if place is not None and place < len(row)]


def _decimal(values: Sequence[str], separator: str) -> str:
    """Return which mark stands before the cents: the one that is followed by one or two digits at the end."""
    ends = [found.group(1) for value in values if (found := re.search(r"([.,])\d{1,2}\D*$", value))]
    if ends:
        return max(",.", key=ends.count)
    return "," if separator == ";" else "."


def _day_first(values: Sequence[str]) -> bool:
    """Return whether 03/04/2026 is in April: unless a second number can only be a day."""
    pairs = [
        (int(found[1]), int(found[2]))
        for value in values
        if (found := re.match(r"(\d{1,2})[./-](\d{1,2})[./-]\d{4}", value))
    ]
    return not any(two > 12 for _, two in pairs) or any(one > 12 for one, _ in pairs)
