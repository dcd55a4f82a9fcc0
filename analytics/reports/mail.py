"""A report as an e-mail: HTML that mail programs draw (tables, inline styles), its chart as a picture, and the same as text."""

from dataclasses import dataclass
from datetime import date
from email.mime.image import MIMEImage

from django.template.loader import render_to_string

from analytics import charts
from analytics.reports.drawn import Drawn, draw
from analytics.types.branding import Brand
from analytics.types.documents import Document, Picture
from tenants import formats

CHART_ID, LOGO_ID = "chart", "logo"
CHART_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Mail:
    """A message without its address; `pictures` are shown inside the HTML by their Content-ID."""

    subject: str
    text: str
    html: str
    pictures: tuple[MIMEImage, ...] = ()


def render_mail(document: Document, *, url: str, brand: Brand | None = None) -> Mail:
    """Draw a report for mail programs; `url` is its page, `brand` whose name it carries."""
    drawn = draw(document)
    days = formats.date_range(
        date.fromisoformat(document.since), date.fromisoformat(document.until), formats.parse_locale(document.locale)
    )
    context = {"report": drawn, "document": document, "url": url, "chart_id": CHART_ID, "chart_width": CHART_WIDTH}
    context |= {"brand": brand, "logo_id": LOGO_ID}
    return Mail(
        subject=" ".join(f"{document.title}, {days}".split()),
        text=render_to_string("analytics/reports/mail/report.txt", context),
        html=render_to_string("analytics/reports/mail/report.html", context),
        pictures=(*_logo(brand), *_pictures(document.chart, drawn)),
    )


def _logo(brand: Brand | None) -> tuple[MIMEImage, ...]:
    return (_inline(brand.logo, LOGO_ID),) if brand and brand.logo else ()


def _inline(content: bytes, name: str) -> MIMEImage:
    picture = MIMEImage(content, "png")
    picture.add_header("Content-ID", f"<{name}>")
    picture.add_header("Content-Disposition", "inline", filename=f"{name}.png")
    return picture


def _pictures(chart: Picture | None, drawn: Drawn) -> tuple[MIMEImage, ...]:
    if chart is None:
        return ()
    drawing = charts.to_png(chart.spec | {"background": "#ffffff"}, width=CHART_WIDTH, scale=2)
    return (_inline(drawing, CHART_ID),)
