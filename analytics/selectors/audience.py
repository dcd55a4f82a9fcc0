"""How many people campaigns reached, and what conversion actions are called."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection

from analytics.models import ConversionAction
from analytics.selectors.cuts import EVERYTHING, Scope
from analytics.selectors.statement import limits


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people a campaign reached from `since` to `until`, both included. Reach never adds up.

    `campaign_id` is None while the campaign is not imported.
    """

    campaign_id: int | None
    platform: str
    since: date
    until: date
    reach: int
    impressions: int
    known_at: datetime

    @property
    def frequency(self) -> Decimal | None:
        """Return the impressions for one person reached; None where nobody was."""
        return Decimal(self.impressions) / self.reach if self.reach else None


def list_reach(scope: Scope = EVERYTHING) -> list[Reach]:
    """Return the newest reach of each campaign over a day, a week and four weeks, as far as it was read; one query.

    A campaign that has figures in two currencies is counted once a currency.
    """
    text, values = limits(scope)
    with connection.cursor() as cursor:
        cursor.execute(_REACH.format(limits=text), values)
        return [Reach(*row) for row in cursor.fetchall()]


def list_action_names(action_ids: Collection[int]) -> dict[int, str]:
    """Return the names of conversion actions by their internal ids; one query."""
    return dict(ConversionAction.objects.filter(pk__in=action_ids).values_list("pk", "name"))


_REACH = """
    SELECT DISTINCT ON (s.campaign_id, s.id, f.until - f.since)
        s.campaign_id, s.platform, f.since, f.until, f.reach, f.impressions, f.known_at
    FROM analytics_reachmetric f JOIN analytics_subject s ON s.id = f.subject_id WHERE true{limits}
    ORDER BY s.campaign_id, s.id, f.until - f.since, f.until DESC
"""
