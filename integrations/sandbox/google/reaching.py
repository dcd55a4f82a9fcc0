"""How many people a campaign reached: told of some channels, for 92 days at most, never by day."""

from datetime import date, timedelta
from typing import Any

from ..market.audience import reach
from ..store import Thing
from .call import Call
from .crowds import count_people_of
from .gaql_parse import Query
from .gaql_words import refuse

PEOPLE = ("metrics.unique_users", "metrics.average_impression_frequency_per_user")
_MOST_DAYS = 92
_CHANNELS = ("DISPLAY", "VIDEO", "DEMAND_GEN", "MULTI_CHANNEL")


def is_asked(query: Query) -> bool:
    return any(name in PEOPLE for name in query.select)


def check(query: Query, span: tuple[date, date]) -> None:
    """Raise QueryError where people are asked for over too many days."""
    if is_asked(query) and span[1] - span[0] >= timedelta(days=_MOST_DAYS):
        words = f"the date range must be {_MOST_DAYS} days or less for {' and '.join(PEOPLE)}."
        raise refuse("DATE_RANGE_TOO_WIDE", words)


def show_people(call: Call, campaign: Thing, daily_impressions: list[int]) -> dict[str, Any]:
    """Return the people and how often each saw it; nothing for channels of which Google does not tell."""
    if campaign.data["advertising_channel_type"] not in _CHANNELS:
        return {}
    people = reach(daily_impressions, count_people_of(call.world, campaign), "google")
    often = sum(daily_impressions) / people if people else 0.0
    return {"unique_users": people, "average_impression_frequency_per_user": often}
