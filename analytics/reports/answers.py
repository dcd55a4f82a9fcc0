"""An edition's PDF as an answer, for pages, programs and links alike."""

import io

from django.http import FileResponse
from django.utils.text import slugify

from analytics.models import Edition
from analytics.reports.pdf import render_pdf
from analytics.reports.stored import load
from analytics.selectors.branding import get_branding
from analytics.types.reports import EditionState
from tenants.errors import NotFound


def answer_pdf(edition: Edition) -> FileResponse:
    """Return an edition's PDF; raises NotFound for one that is not made."""
    if edition.state != EditionState.READY:
        raise NotFound("This report is not made yet.")
    made = render_pdf(load(edition.document), get_branding())
    name = f"{slugify(edition.name) or 'report'}-{edition.since}-{edition.until}.pdf"
    return FileResponse(io.BytesIO(made), content_type="application/pdf", filename=name)
