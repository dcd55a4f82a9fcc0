"""What every door to the numbers needs."""

from datetime import date, datetime

from tenants import place


def today(now: datetime) -> date:
    """Return the day it is where the organisation is."""
    return now.astimezone(place.current().zone).date()
