"""A report as an e-mail: HTML that mail programs draw (tables, inline styles), its chart as a picture, and the same as text."""

from dataclasses import dataclass
from datetime import date
from email.mime.image import MIMEImage
from functools import cached_property

from django.template.loader import render_to_string

from analytics import charts
from analytics.reports.drawn import draw
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


class Letter:
    """A report for mail programs: its pictures are drawn once, for as many readers as there are; `brand`: whose name it carries."""

    def __init__(self, document: Document, brand: Brand | None = None):
        self.document, self.brand, self.drawn = document, brand, draw(document)

    @cached_property
    def pictures(self) -> tuple[MIMEImage, ...]:
        """Return what the HTML shows by its Content-ID."""
        return (*_logo(self.brand), *_pictures(self.document.chart))

    def render(self, url: str, until: date | None = None) -> Mail:
        """Return the message of one reader; `url` is where its button leads, `until` how long that works without an account."""
        document, locale = self.document, formats.parse_locale(self.document.locale)
        days = formats.date_range(date.fromisoformat(document.since), date.fromisoformat(document.until), locale)
        context = {"report": self.drawn, "document": document, "url": url, "brand": self.brand}
        context |= {"chart_id": CHART_ID, "chart_width": CHART_WIDTH, "logo_id": LOGO_ID}
        context["until"] = formats.day(until, locale) if until else ""
        return Mail(
            subject=" ".join(f"{document.title}, {days}".split()),
            text=render_to_string("analytics/reports/mail/report.txt", context),
            html=render_to_string("analytics/reports/mail/report.html", context),
            pictures=self.pictures,
        )


def render_mail(document: Document, *, url: str, brand: Brand | None = None) -> Mail:
    """Draw a report for one reader."""
    return Letter(document, brand).render(url)


def _logo(brand: Brand | None) -> tuple[MIMEImage, ...]:
    return (_inline(brand.logo, LOGO_ID),) if brand and brand.logo else ()


def _inline(content: bytes, name: str) -> MIMEImage:
    picture = MIMEImage(content, "png")
    picture.add_header("Content-ID", f"<{name}>")
    picture.add_header("Content-Disposition", "inline", filename=f"{name}.png")
    return picture


def _pictures(chart: Picture | None) -> tuple[MIMEImage, ...]:
    if chart is None:
        return ()
    drawing = charts.to_png(chart.spec | {"background": "#ffffff"}, width=CHART_WIDTH, scale=2)
    return (_inline(drawing, CHART_ID),)
