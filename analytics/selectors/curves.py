"""How conversions arrive, by account: what was learned newest, or what was believed at a moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from analytics import maturity
from analytics.types import Cell, Estimate
from integrations.types import Platform

ActionKey = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Learned:
    """One learned curve, and what it was learned from."""

    curve: maturity.Curve
    learned_at: datetime
    conversions: float
    days: int


@dataclass(frozen=True, slots=True)
class Curves:
    """The curves of all accounts, by account and conversion action (None: all conversions together)."""

    platforms: Mapping[int, str] = field(default_factory=dict)
    learned: Mapping[ActionKey, Learned] = field(default_factory=dict)

    def share(self, account_id: int, age_days: float, action_id: int | None = None) -> float:
        """Return the share of final conversions (0-1) that is normally reported at an age."""
        return self.curve(account_id, action_id).share(age_days)

    def estimate(self, cells: Iterable[Cell], action_id: int | None = None) -> Estimate:
        """Estimate the final conversions of cells, of one or of many accounts, with an interval for their sum.

        An account's cells may be of a part of it (a campaign). No query; safe to call for each row of a table.
        """
        every = list(cells)
        return maturity.estimate(every, {each: self.curve(each, action_id) for each in {c.account_id for c in every}})

    def curve(self, account_id: int, action_id: int | None = None) -> maturity.Curve:
        """Return an account's curve: of the action, else of all its conversions, else the platform's built-in one."""
        found = self.learned.get((account_id, action_id)) or self.learned.get((account_id, None))
        return found.curve if found else maturity.prior_curve(self.platforms.get(account_id, Platform.META))


def get_curves(as_of: datetime | None = None) -> Curves:
    """Return the newest curves, or those believed at a moment (aware); one query. Built-in ones until something is learned."""
    with connection.cursor() as cursor:
        cursor.execute(_PLATFORMS)
        return Curves(dict(cursor.fetchall()))


_PLATFORMS = """
    SELECT f.account_id, s.platform FROM analytics_feed f
    JOIN LATERAL (SELECT platform FROM analytics_subject WHERE account_id = f.account_id LIMIT 1) s ON true
"""
