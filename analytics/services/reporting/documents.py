"""Making a report: everything that it says, read once and then kept."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from analytics import summaries
from analytics.models import Edition
from analytics.panels.maturing import maturing_words
from analytics.panels.trends import make_trend
from analytics.services.reporting.headline import write_headline
from analytics.services.reporting.numbers import list_tiles
from analytics.services.reporting.reading import Reading, read_report
from analytics.services.reporting.sheets import list_sheets
from analytics.services.reporting.telling import list_ahead, list_deeds, list_notes
from analytics.types.documents import Document, Line, Number, Picture, Sheet


def make_document(edition: Edition, now: datetime) -> Document:
    """Return what an edition says, as it is known now; reads only. Raises Invalid for days that are none."""
    reading = read_report(edition, now=now)
    period, before, tiles = reading.choice.period, reading.choice.before, list_tiles(reading)
    document = Document(
        title=edition.name,
        organization=_organization_name(),
        since=str(period.since),
        until=str(period.until),
        before_since=str(before.since),
        before_until=str(before.until),
        made_at=now.astimezone(UTC).isoformat(),
        locale=str(reading.place.locale),
        currency=reading.place.currency,
        headline=write_headline(reading, tiles),
        tiles=tiles,
        maturing=maturing_words(reading.overview, reading.noun, reading.place),
        chart=_chart(reading),
        sheets=list_sheets(reading),
        deeds=list_deeds(reading),
        ahead=list_ahead(reading),
        notes=list_notes(reading),
    )
    summary, written_by = summaries.write_summary(list_numbers(document), document, once=str(edition.uuid))
    return replace(document, summary=summary, written_by=written_by)


def list_numbers(document: Document) -> list[Number]:
    """Return every number that a summary may rest on: the tiles and the tables' cells."""
    lines = [line for sheet in document.sheets for line in (*sheet.rows, *([sheet.total] if sheet.total else []))]
    return [*document.tiles, *(cell for line in lines for cell in line.cells)]


def _organization_name() -> str:
    organization: Any = connection
    return organization.tenant.name


def _chart(reading: Reading) -> Picture | None:
    if reading.overview.comparison.current.is_empty:
        return None
    chart = make_trend(reading.overview, reading.figures[1], place=reading.place)
    rows = tuple(
        Line(name, tuple(Number(f"day.{place}.{at}", chart.columns[at + 1], text) for at, text in enumerate(cells)))
        for place, (name, *cells) in enumerate(chart.rows)
    )
    table = Sheet(title=chart.title, columns=tuple(chart.columns), rows=rows)
    return Picture(title=chart.title, finding=chart.finding, spec=chart.spec, table=table)
