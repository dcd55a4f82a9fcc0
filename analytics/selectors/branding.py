"""Whose name reports carry: the organisation's own choice, else the operator's, else the organisation's name."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from analytics import colours
from analytics.models import Branding
from analytics.types.branding import Brand

ONLY_ROW = 1
USUAL_ACCENT = "#1b2333"


def get_branding() -> Brand:
    """Return what reports carry here, each part by itself: the organisation's, else the operator's; one query."""
    return to_brand(get_own_branding())


def get_own_branding() -> Branding:
    """Return what the organisation itself chose; empty where it chose nothing (not stored)."""
    return Branding.objects.filter(pk=ONLY_ROW).first() or Branding(pk=ONLY_ROW)


def to_brand(own: Branding) -> Brand:
    """Return a choice, kept or not, as it would be drawn."""
    chosen = own.accent or settings.BRAND_ACCENT.lower()
    accent = chosen if colours.is_colour(chosen) else USUAL_ACCENT
    return Brand(
        name=own.name or settings.BRAND_NAME or connection.tenant.name,  # type: ignore[attr-defined]
        logo=_read(own) or _operators_logo(settings.BRAND_LOGO),
        accent=colours.fit(accent, colours.PAPER_DAY),
        accent_night=colours.fit(accent, colours.PAPER_NIGHT),
        footer=own.footer or settings.BRAND_FOOTER,
    )


def _read(own: Branding) -> bytes:
    if not own.logo:
        return b""
    try:
        with own.logo.open("rb") as file:
            return file.read()
    except FileNotFoundError:  # replaced between the query and now: this once, the report has none
        return b""


@cache
def _operators_logo(path: Path | None) -> bytes:
    return Path(path).read_bytes() if path else b""
