"""How conversions arrive, by account: what was learned newest, or what was believed at a moment."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.db import connection
from django.db.models import Max

from analytics import maturity
from analytics.models import MaturityCurve, ReadDay
from analytics.selectors.counting import COUNTED, get_counted, keep_counted
from analytics.selectors.due import last_night, reread_window
from analytics.types import Cell, Estimate
from integrations.types import Platform

NEVER = datetime.min.replace(tzinfo=UTC)
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
    counted: Mapping[int, int] = field(default_factory=dict)
    """The action whose conversions figures are, by account, where one was chosen (`selectors.counting`)."""

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
        """Return an account's curve: of the action (else the counted one), else of all its conversions, else the platform's
        built-in one. How often people convert is never taken from all conversions for a counted action: it is unknown then.
        """
        counted = self.counted.get(account_id) if action_id is None else None
        of_action = self.learned.get((account_id, action_id or counted))
        found = of_action or self.learned.get((account_id, None))
        if found is None:
            return maturity.prior_curve(self.platforms.get(account_id, Platform.META))
        return replace(found.curve, rate=0.0) if counted and not of_action else found.curve


def get_curves(as_of: datetime | None = None) -> Curves:
    """Return the newest curves, or those believed at a moment (aware); one query. Built-in ones until something is learned.

    The chosen actions come along, and need no query of their own afterwards.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CURVES, {"as_of": as_of})
        rows = cursor.fetchall()
    learned = {(row[0], row[2]): _learned(*row[3:-1]) for row in rows if row[3]}
    counted = {int(account_id): action_id for account_id, action_id in json.loads(rows[0][-1]).items()} if rows else {}
    return Curves({row[0]: row[1] for row in rows}, learned, keep_counted(counted) if counted else get_counted())


def list_due_lessons(accounts: list, now: datetime) -> list:
    """Return the accounts whose window was read again since the last 02:00 of their time, and that did not learn since.

    Two queries.
    """
    oldest = {account.pk: reread_window(account, now)[0] for account in accounts}
    days = ReadDay.objects.filter(account_id__in=oldest, day__in=set(oldest.values()))
    read = {(account_id, day): read_at for account_id, day, read_at in days.values_list("account_id", "day", "read_at")}
    curves = MaturityCurve.objects.filter(account_id__in=oldest, action_id=None).values("account_id")
    learned = dict(curves.annotate(newest=Max("learned_at")).values_list("account_id", "newest"))
    return [
        account
        for account in accounts
        if (read_at := read.get((account.pk, oldest[account.pk]))) is not None
        and read_at >= (night := last_night(account, now))
        and learned.get(account.pk, NEVER) < night
    ]


def _learned(learned_at, points, errors, dispersion, variation, rate, conversions, days) -> Learned:
    pairs = tuple((age, share) for age, share in json.loads(points))
    curve = maturity.Curve(pairs, tuple(json.loads(errors)), dispersion, variation, rate)
    return Learned(curve, learned_at, float(conversions), days)


# Every account that was ever read, with its newest curves if it has any.
_CURVES = f"""
    SELECT f.account_id, s.platform, c.action_id, c.learned_at, c.points, c.errors, c.dispersion, c.variation,
        c.conversions_per_click, c.conversions, c.days, {COUNTED}::text
    FROM analytics_feed f
    JOIN LATERAL (SELECT platform FROM analytics_subject WHERE account_id = f.account_id LIMIT 1) s ON true
    LEFT JOIN (analytics_maturitycurve c JOIN (
        SELECT DISTINCT ON (account_id, action_id) id FROM analytics_maturitycurve
        WHERE %(as_of)s::timestamptz IS NULL OR learned_at <= %(as_of)s
        ORDER BY account_id, action_id, learned_at DESC
    ) newest ON newest.id = c.id) ON c.account_id = f.account_id
"""  # noqa: S608 - made of constants only
