"""A report as a PDF: typst sets it, vl-convert draws its chart. Fonts come from a package and from typst itself."""

import json
import tempfile
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from analytics import charts
from analytics.reports.drawn import draw
from analytics.types.branding import Brand
from analytics.types.documents import Document

CHART_WIDTH = 640


def render_pdf(document: Document, brand: Brand | None = None) -> bytes:
    """Return the report as a PDF of A4 pages; what it says is data to typst, never its source. Loads typst at the first call.

    `brand`: whose name it carries; without one it is the organisation's.
    """
    import typst

    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (room / "report.typ").write_text(layout())
        (room / "report.json").write_text(json.dumps(_data(document) | {"brand": _brand(brand)}))
        if brand and brand.logo:
            (room / "logo.png").write_bytes(brand.logo)
        if document.chart:
            (room / "chart.svg").write_text(charts.to_svg(document.chart.spec, width=CHART_WIDTH))
        made = typst.compile(str(room / "report.typ"), root=folder, font_paths=[_fonts()])
    assert isinstance(made, bytes)  # noqa: S101 - typst returns a list only where several files were asked for
    return made


def _brand(brand: Brand | None) -> dict[str, Any] | None:
    if brand is None:
        return None
    return {"name": brand.name, "accent": brand.accent, "footer": brand.footer, "has_logo": bool(brand.logo)}


def _data(document: Document) -> dict[str, Any]:
    drawn = draw(document)
    chart = document.chart
    return asdict(document) | {
        "chart": {"title": chart.title, "finding": chart.finding} if chart else None,
        "days": drawn.days,
        "before": drawn.before,
        "headline": [{"text": text, "marked": marked} for text, marked in drawn.headline],
        "tiles": [asdict(each.number) | {"change": each.change_text, "tone": each.tone} for each in drawn.tiles],
    }


@lru_cache(maxsize=1)
def layout() -> str:
    """Return how the PDF is set, in typst's language."""
    return (Path(__file__).parent / "report.typ").read_text()


@lru_cache(maxsize=1)
def _fonts() -> str:
    return str(files("font_source_sans_pro") / "files")
