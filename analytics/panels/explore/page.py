"""The page: rows and their whole, in words; everything is read by `analytics.tables`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.paginator import Paginator

import integrations.selectors
from analytics.panels.explore import asking, charts
from analytics.panels.explore.asking import make_controls
from analytics.panels.explore.figures import Writer, list_figures
from analytics.panels.explore.shown import Explored, Head, Line, Name
from analytics.panels.explore.telling import tell
from analytics.panels.explore.words import DATES, SPLITS, name_label, name_part
from analytics.panels.figures import Figure
from analytics.panels.remarks import list_remarks
from analytics.selectors.custom import OwnFigure, list_metrics
from analytics.tables import Row, Table, TableSpec, open_table
from analytics.tables.columns import COLUMNS
from analytics.types import ASSETS, ELEMENTS, Metrics, Split
from analytics.wording import Piece, noun_for
from tenants import formats
from tenants.place import Place

PAGE_SIZE, MOST_POINTS = 50, 500


def read_page(
    asked: Mapping[str, Sequence[str]], spec: TableSpec, number: int, *, now: datetime, place: Place
) -> Explored:
    """Return the page of a question. Raises Invalid and NotFound as `open_table` does."""
    spec = asking.completed(spec)
    accounts = list(integrations.selectors.list_ad_accounts(include_disconnected=True))
    table = open_table(spec, now=now, zones={each.pk: each.time_zone for each in accounts})
    rows, drawn, total = _read(table, number)
    noun = noun_for((), total.metrics)
    figures = list_figures(noun, place)
    shown = [figures[key] for key in spec.columns]
    own = list_metrics()
    found = Explored(
        spec, make_controls(asked, spec, own, accounts, {key: figures[key].label for key in COLUMNS}), [], table
    )
    found.menus = asking.menus(spec, table.question.choice)
    found.page = Paginator(range(table.count), PAGE_SIZE).get_page(number)
    found.sentence = tell(rows, total.metrics, noun, place, is_whole=table.count == len(rows))
    found.splits = [SPLITS[each] for each in spec.by]
    found.heads = _heads(spec, [figure.label for figure in shown], table.own)
    writer = Writer(shown, table.own, table.basis, place, spec.sort.removeprefix("-"))
    found.lines = [_line(row, n, writer, spec) for n, row in enumerate(rows)]
    found.total = writer.cells(total, "whole")
    found.part = name_part(spec.part_words, place)
    found.notes = _notes(spec, rows, total.metrics, accounts, place)
    _draw(found, table, drawn, rows, shown[0], place)
    found.is_started = bool(table.count) or len(found.controls.accounts) > 1
    return found


def refuse(asked: Mapping[str, Sequence[str]], problems: Mapping[str, Sequence[str]], *, place: Place) -> Explored:
    """Return the page of a question that cannot be answered: its controls, with what is wrong beside each."""
    figures = list_figures(noun_for((), Metrics()), place)
    labels = {key: figures[key].label for key in COLUMNS}
    accounts = list(integrations.selectors.list_ad_accounts(include_disconnected=True))
    columns = tuple(key for key in asked.get("column", ()) if key in COLUMNS)
    spec = TableSpec(**asking.usual(place))
    controls = make_controls(asked, spec.but(columns=columns or spec.columns), list_metrics(), accounts, labels)
    controls.problems = {name: " ".join(texts) for name, texts in problems.items()}
    controls.kept = [pair for pair in controls.kept if pair[0] != "part" or "part" not in problems]
    controls.way_out = asking.way_out(asked) if "by" in problems else None
    words = [Piece("This question "), Piece("cannot be answered", marked=True), Piece(" as it stands.")]
    return Explored(spec, controls, words)


def _read(table: Table, number: int) -> tuple[list[Row], list[Row], Row]:
    """Return the rows of a page, those that are drawn (all of the days where there are only days), and the whole."""
    offset = (number - 1) * PAGE_SIZE
    if len(table.spec.by) == 1 and table.spec.by[0] in DATES:
        every, total = table.rows_and_total(limit=MOST_POINTS)
        start = 0 if offset >= len(every) else offset
        return every[start : start + PAGE_SIZE], sorted(every, key=lambda row: row.labels[0].value), total
    rows, total = table.rows_and_total(offset=offset, limit=PAGE_SIZE)
    if not rows and offset:
        rows, total = table.rows_and_total(limit=PAGE_SIZE)
    return rows, [], total


def _draw(found: Explored, table: Table, drawn: list[Row], rows: list[Row], figure: Figure, place: Place) -> None:
    spec = found.spec
    note = formats.date_range(table.period.since, table.period.until, place.locale)
    if drawn:
        found.chart = charts.draw_days(drawn, figure, table.period, note, place)
    elif not set(DATES).intersection(spec.by):
        found.chart = charts.draw_groups(rows, figure, note, place)
    elif table.count <= MOST_POINTS:
        plain = open_table(spec.but(sort="", maturity=False, own=(), compare="none"), now=table.question.now)
        found.small = charts.draw_each(plain.rows(limit=MOST_POINTS), figure, place)
        found.small_title = f"{figure.label}, the largest, all to one scale"


def _heads(spec: TableSpec, labels: Sequence[str], own: Sequence[OwnFigure]) -> list[Head]:
    named = [*zip(spec.columns, labels, strict=True), *((f"own.{each.uuid}", each.name) for each in own)]
    orders = {f"-{key}": "descending" for key, _ in named} | {key: "ascending" for key, _ in named}
    return [
        Head(
            label,
            f"?{asking.sort_by(spec, key).query}",
            orders[spec.sort] if spec.sort.removeprefix("-") == key else "",
        )
        for key, label in named
    ]


def _line(row: Row, n: int, writer: Writer, spec: TableSpec) -> Line:
    names = []
    for label in row.labels:
        inner = asking.break_down(spec, label.split, label)
        platform = str(label.value) if label.split == Split.PLATFORM else ""
        asset = label.uuid if label.split in ASSETS else None
        names.append(Name(name_label(label, writer.place), f"?{inner.query}" if inner else "", platform, asset))
    return Line(names, writer.cells(row, f"row-{n}"))


def _notes(spec: TableSpec, rows: Sequence[Row], total: Metrics, accounts: Sequence, place: Place) -> list[str]:
    found = [words for split, words in _SAID.items() if split in spec.by]
    if any(label.is_rest for row in rows for label in row.labels):
        found.append("“Not by ad” is what the platform reports of a campaign, but of none of its ads.")
    found += list_remarks(total, total.conversion, accounts, place)
    return [each for each in dict.fromkeys(found) if each]


_AUDIENCE = "Platforms leave out whom they know too little about, so the rows need not add up to the whole."
_SAID = {
    Split.ACTION: "One purchase may count as several of these, so the rows do not add up. They have no spending of their own.",
    **dict.fromkeys(
        ELEMENTS,
        "An ad counts whole under each that it shows, so the rows do not add up. Each ad counts with what it shows today; "
        "ads that have none are only in the whole.",
    ),
    Split.HOUR: "Hours are each account’s own, and are kept for 14 days.",
    Split.COUNTRY: _AUDIENCE,
    Split.DEVICE: _AUDIENCE,
    Split.AGE: _AUDIENCE,
    Split.GENDER: _AUDIENCE,
}
