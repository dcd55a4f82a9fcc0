"""Large answers: streams of a table's rows, and files that jobs make."""

from collections.abc import Iterator
from uuid import UUID

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django_tenants.utils import tenant_context
from ninja import Query, Router

from analytics import services
from analytics.api.rows import Rows
from analytics.exports import Sheet, write_csv
from analytics.exports.sending import send_export
from analytics.schemas.exports import ExportIn, ExportOut, StreamIn
from analytics.tables import Table, open_table
from tenants import access, clock, idempotency, pagination
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/metrics.csv", response={200: None})
@access.operation(Permission.VIEW_CAMPAIGNS)
def stream_csv(request: HttpRequest, query: Query[StreamIn]):
    """Stream `/metrics` as CSV, however long; money in whole units, a line for each currency of a group."""
    table = open_table(query.spec(), now=clock.now())
    return _stream(request, write_csv(Sheet(table)), "text/csv; charset=utf-8", "metrics.csv")


@router.get("/metrics.ndjson", response={200: None})
@access.operation(Permission.VIEW_CAMPAIGNS)
def stream_json(request: HttpRequest, query: Query[StreamIn]):
    """Stream `/metrics` as lines of JSON, however long: each is an item as `/metrics` answers it."""
    table = open_table(query.spec(), now=clock.now())
    return _stream(request, _json_lines(table), "application/x-ndjson", "metrics.ndjson")


@router.get("/exports", response=list[ExportOut])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_exports(request: HttpRequest):
    """List the exports, the newest first."""
    return services.list_exports()


@router.post("/exports", response={202: ExportOut})
@access.operation(Permission.VIEW_CAMPAIGNS)
@idempotency.once
def create_export(request: HttpRequest, body: ExportIn):
    """Ask for a table's file. A job makes it; it is kept for seven days."""
    who = {"organization": request.tenant, "actor": request.actor, "now": clock.now()}
    return services.create_export(query=body.query, format=body.format, **who)


@router.get("/exports/{uuid:export_id}", response=ExportOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_export(request: HttpRequest, export_id: UUID):
    """Return an export: how far it is."""
    return services.get_export(export_id)


@router.get("/exports/{uuid:export_id}/file", response={200: None})
@access.operation(Permission.VIEW_CAMPAIGNS)
def download_export(request: HttpRequest, export_id: UUID) -> FileResponse:
    """Return an export's file; 404 while it is not ready and once it has expired."""
    return send_export(services.get_export(export_id))


@router.delete("/exports/{uuid:export_id}", response={204: None})
@access.operation(Permission.VIEW_CAMPAIGNS)
def delete_export(request: HttpRequest, export_id: UUID):
    """Delete an export with its file."""
    services.delete_export(export=services.get_export(export_id), actor=request.actor, now=clock.now())


def _json_lines(table: Table) -> Iterator[bytes]:
    rows = Rows(table)
    for found in table.stretches():
        yield b"".join(rows.row_out(row).model_dump_json().encode() + b"\n" for row in found)


def _stream(request: HttpRequest, pieces: Iterator[bytes], mime: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_inside(request.tenant, pieces), content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Accel-Buffering"] = "no"
    return response


def _inside(organization, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield pieces, each made in the organisation's schema: the view has long returned by then."""
    while True:
        with tenant_context(organization):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
