"""An edition's PDF: set once, kept as a file, and handed out from there."""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from analytics import reports
from analytics.models import Edition
from analytics.reports.pdf import layout
from analytics.selectors.branding import get_branding
from analytics.types.branding import Brand
from analytics.types.reports import EditionState
from tenants.errors import NotFound

WHOLE = b"%%EOF"
"""How a PDF ends; a file that a killed worker left does not."""


def print_edition(edition: Edition) -> bytes:
    """Return an edition's PDF with the name, logo and colours of now; set only where it is not kept already.

    Safe to kill and to repeat, also at the same time: what is handed out is always a whole file. Raises NotFound for an
    edition that is not made.
    """
    if edition.state != EditionState.READY:
        raise NotFound("This report is not made yet.")
    brand = get_branding()
    folder, name = _folder(edition), f"{_mark(edition, brand)}.pdf"
    if kept := _read(f"{folder}/{name}"):
        return kept
    made = reports.render_pdf(reports.load(edition.document), brand)
    _keep(folder, name, made)
    return made


def _folder(edition: Edition) -> str:
    return f"{connection.schema_name}/reports/{edition.uuid}"  # type: ignore[attr-defined]


def _mark(edition: Edition, brand: Brand) -> str:
    """Return what changes with anything that the PDF is made of."""
    words = json.dumps(edition.document, sort_keys=True) + json.dumps(asdict(brand), sort_keys=True, default=bytes.hex)
    return hashlib.sha256(f"{words}{layout()}".encode()).hexdigest()


def _read(path: str) -> bytes | None:
    try:
        with default_storage.open(path) as file:
            kept = file.read()
    except FileNotFoundError:
        return None
    return kept if kept.rstrip().endswith(WHOLE) else None


def _keep(folder: str, name: str, made: bytes) -> None:
    """Keep the file alone in its folder: older ones carry another name or colour, or are half."""
    with suppress(FileNotFoundError):
        for other in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{other}")
    default_storage.save(f"{folder}/{name}", ContentFile(made))
