"""Handing out a file that was made."""

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.utils.text import slugify

from analytics.exports.files import MIME
from analytics.types.exports import ExportFormat
from tenants.errors import NotFound


def send_export(export) -> FileResponse:
    """Return an export's file as an answer. Raises NotFound where it is not ready, or gone."""
    gone = NotFound("There is no file: it is not ready yet, or its days are over.")
    if not export.file:
        raise gone
    try:
        file = default_storage.open(export.file.name)
    except FileNotFoundError as error:
        raise gone from error
    name = f"{slugify(export.title.replace('–', ' to '), allow_unicode=True)}.{export.format}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=MIME[ExportFormat(export.format)])
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
