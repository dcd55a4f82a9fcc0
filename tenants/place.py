"""Where numbers and dates are read: the locale, time zone and currency of the organisation at work."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from django.db import connection

from tenants import formats


@dataclass(frozen=True, slots=True)
class Place:
    """A locale, a time zone, and the currency that amounts are reported in."""

    locale: Locale
    zone: ZoneInfo
    currency: str


def of(organization) -> Place:
    """Return an organisation's place; what it does not say (the public host) is Irish English, UTC, EUR."""
    return Place(
        locale=formats.parse_locale(getattr(organization, "locale", None)),
        zone=ZoneInfo(getattr(organization, "time_zone", None) or "UTC"),
        currency=getattr(organization, "currency", None) or "EUR",
    )


def current() -> Place:
    """Return the place of the organisation whose schema the database connection is in."""
    return of(getattr(connection, "tenant", None))


def today(now: datetime) -> date:
    """Return the day it is where the organisation at work is."""
    return now.astimezone(current().zone).date()
