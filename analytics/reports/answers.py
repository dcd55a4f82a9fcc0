"""An edition's PDF as an answer, for pages and programs alike."""

import io

from django.http import FileResponse
from django.utils.text import slugify

from analytics.models import Edition


def answer_pdf(edition: Edition, made: bytes) -> FileResponse:
    """Return an edition's PDF under a name that says what it is."""
    name = f"{slugify(edition.name) or 'report'}-{edition.since}-{edition.until}.pdf"
    return FileResponse(io.BytesIO(made), content_type="application/pdf", filename=name)
