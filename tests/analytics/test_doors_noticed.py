"""The comparison of doors would notice: a number is broken in one door at a time, and each time it says so."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from analytics import reports as drawing
from analytics.exports import columnar, lines, text, workbook
from analytics.panels import explore
from analytics.panels.explore import page
from analytics.panels.figures import Figure
from analytics.reports import mail, pdf
from analytics.schemas import metrics
from analytics.tables import COLUMNS, Row, Table, TableSpec
from analytics.types import Split
from tests.analytics.agreeing.worlds import Shop, World, build
from tests.analytics.test_doors_agree import look_everywhere
from tests.analytics.test_reports_agree import look_at_drawings, look_at_sheets, look_at_tiles, make_edition

SHOPS = (
    Shop("EUR", "meta", 2, "order", is_restated=True),
    Shop("USD", "google", 1),
    Shop("JPY", "tiktok", 1, is_gone=True),
)
WORLD = World(SHOPS, frozenset({"USD"}), seed=7)
EVERYTHING = TableSpec(
    by=(Split.CAMPAIGN,), period="28d", compare="previous", currency="EUR", sort="-spend", columns=tuple(COLUMNS)
)
BY_WEEK, REFUSED = EVERYTHING.but(by=(Split.WEEK,), compare="none"), EVERYTHING.but(by=(Split.HOUR, Split.COUNTRY))


@dataclass(frozen=True)
class Break:
    """What goes wrong: `spoil` makes the broken function of the right one."""

    where: Any
    name: str
    spoil: Callable[[Callable], Callable]
    spec: TableSpec = EVERYTHING
    format: str = "csv"


def more(right: Callable) -> Callable:
    """Give a little more than there is."""
    return lambda value: None if right(value) is None else right(value) + 3


def more_counted(right: Callable) -> Callable:
    """Give one more of what is counted in whole numbers."""
    return lambda field, value: right(field, value + 1 if type(value) is int else value)


def shorter(right: Callable) -> Callable:
    """Cut a text off."""
    return lambda value: right(value)[:5]


def shifted(right: Callable) -> Callable:
    """Write each value of a workbook a column further."""
    return lambda self, place, *about: right(self, place + 1, *about)


def without_the_first(right: Callable) -> Callable:
    """Leave a row out."""
    return lambda self, rows: right(self, rows[1:])


def turned(right: Callable) -> Callable:
    """Give the rows the wrong way round."""
    return lambda self, *size: (rows[::-1] for rows in right(self, *size))


def doubled(right: Callable) -> Callable:
    """Write twice what it is."""
    return lambda self, value, *about, **how: right(self, value and value * 2, *about, **how)


def only_the_first(right: Callable) -> Callable:
    """Write the first currency alone."""
    return lambda *about, **how: right(*about, **how)[:1]


def backwards(right: Callable) -> Callable:
    """Compare the days before with those after."""
    return lambda self, now, then: right(self, then, now)


def of_the_first(right: Callable) -> Callable:
    """Give the first row for the whole."""
    return lambda *about: (*right(*about)[:2], Row((), right(*about)[0][0].metrics))


def in_other_words(right: Callable) -> Callable:
    """Refuse with another sentence."""
    return lambda asked, problems, **about: right(asked, {"by": ["No."]}, **about)


BREAKS = {
    "the API's money": Break(metrics, "_micros", more),
    "the API's ratios": Break(metrics, "_number", more),
    "counts in files": Break(lines, "_typed", more_counted),
    "digits of the CSV": Break(text, "_cell", shorter),
    "columns of a workbook": Break(workbook.Workbook, "_cell", shifted, format="xlsx"),
    "rows of a Parquet file": Break(columnar.Columnar, "write", without_the_first, format="parquet"),
    "what is streamed": Break(Table, "stretches", turned),
    "how the page writes": Break(Figure, "write", doubled),
    "currencies on the page": Break(Figure, "texts", only_the_first, spec=BY_WEEK),
    "changes on the page": Break(Figure, "change", backwards),
    "the page's whole": Break(page, "_read", of_the_first),
    "the page's refusal": Break(explore, "refuse", in_other_words, spec=REFUSED),
}


def test_whatever_a_door_says_wrong_is_noticed(organization, clock, api_client, page_client, monkeypatch):
    api, browser = api_client(), page_client()
    build(WORLD)
    for spec in (EVERYTHING, BY_WEEK, REFUSED):
        look_everywhere(api, browser, spec, "parquet")
    for name, broken in BREAKS.items():
        with monkeypatch.context() as patch, transaction.atomic():
            patch.setattr(broken.where, broken.name, broken.spoil(getattr(broken.where, broken.name)))
            assert is_noticed(lambda spoiled=broken: look_everywhere(api, browser, spoiled.spec, spoiled.format)), name
            transaction.set_rollback(True)


def test_whatever_a_report_or_a_tile_says_wrong_is_noticed(organization, clock, api_client, page_client, monkeypatch):
    api, browser, built = api_client(), page_client(), build(WORLD)
    edition = make_edition(organization, built, (28, 1), 0)
    document = drawing.load(edition.document)
    less = drawing.load(stored_without_a_row(edition.document))
    looks = {
        "tables": lambda: look_at_sheets(api, browser, document),
        "drawings": lambda: look_at_drawings(browser, edition, document, with_pdf=False),
        "the PDF": lambda: look_at_drawings(browser, edition, document, with_pdf=True),
        "tiles": lambda: look_at_tiles(api, browser, built, (28, 1)),
    }
    assert [name for name, look in looks.items() if is_noticed(look)] == []
    assert is_noticed(lambda: look_at_sheets(api, browser, less))
    for where, name, spoiled, look in (
        (Figure, "write", lambda *about, **how: "€1", "tiles"),
        (drawing, "draw", lambda whole, right=drawing.draw: right(less), "drawings"),
        (
            mail,
            "render_to_string",
            lambda name, given, right=mail.render_to_string: right(name, given | {"document": less}),
            "drawings",
        ),
        (pdf, "_data", lambda whole, right=pdf._data: right(replace(less, chart=None)), "the PDF"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(where, name, spoiled)
            assert is_noticed(looks[look]), name


def stored_without_a_row(stored: dict) -> dict:
    """Return a document without the last row of its first table."""
    first, *others = stored["sheets"]
    return stored | {"sheets": [first | {"rows": first["rows"][:-1]}, *others]}


def is_noticed(look: Callable[[], None]) -> bool:
    """Return whether a comparison fails."""
    try:
        look()
    except AssertionError:
        return True
    return False
