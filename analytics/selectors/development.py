"""How an account's conversions developed: every value with the moment since when it was known, and the readings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from analytics.maturity import ladder
from analytics.maturity.triangle import DayKnown, Read, Step, build_rows
from analytics.models import ConversionAction, MaturityCurve, Reading

Steps = Mapping[date, list[Step]]


@dataclass(frozen=True, slots=True)
class Development:
    """The days of an account and the readings of them; `steps` by conversion action, None being all conversions together.

    Actions without any conversions are absent.
    """

    last_age: int
    reads: list[Read]
    reads_with_actions: list[Read]
    clicks: dict[date, int]
    actions: list[ConversionAction]
    steps: dict[int | None, Steps]

    def rows(self, account, action: ConversionAction | None = None) -> list[DayKnown]:
        """Return the development triangle of one action, or of all conversions together."""
        return build_rows(
            self.reads_with_actions if action else self.reads,
            self.steps.get(action.pk if action else None, {}),
            self.clicks,
            time_zone=account.time_zone,
            last_age=self.last_age,
        )


def get_development(account, *, since: datetime, last_age: int) -> Development:
    """Return how an account's days developed in the readings since a moment (aware), up to an age in days.

    Five queries, whatever the number of ads.
    """
    first_day = since.date() - timedelta(days=last_age + 2)
    steps = _read_steps(account, first_day)
    readings = Reading.objects.filter(account_id=account.pk, read_at__gte=since).order_by("read_at")
    columns = readings.values_list("read_at", "since", "until", "has_actions")
    reads = [(Read(read_at, max(first, first_day), until), split) for read_at, first, until, split in columns]
    return Development(
        last_age=last_age,
        reads=[read for read, _ in reads],
        reads_with_actions=[read for read, split in reads if split],
        clicks=_read_clicks(account, first_day),
        actions=list(ConversionAction.objects.filter(pk__in=[each for each in steps if each]).order_by("pk")),
        steps=steps,
    )


def counts_of_others(account) -> dict[str, ladder.Counts]:
    """Return what the organisation's other accounts on the platform showed when they last learned, together.

    By kind of action, "" being all conversions; kinds of which nothing was learned are absent. One query.
    """
    others = MaturityCurve.objects.filter(platform=account.platform).exclude(account_id=account.pk)
    newest = others.order_by("account_id", "action_id", "-learned_at").distinct("account_id", "action_id")
    found: dict[str, list[ladder.Counts]] = {}
    for kind, counts in newest.values_list("kind", "counts"):
        found.setdefault(kind, []).append(tuple(ladder.Count(*each) for each in counts))
    return {kind: ladder.pool(parts) for kind, parts in found.items()}


def _read_steps(account, since: date) -> dict[int | None, Steps]:
    found: dict[int | None, dict[date, list[Step]]] = {}
    with connection.cursor() as cursor:
        for sql in (_STEPS, _ACTION_STEPS):
            cursor.execute(sql, {"account": account.pk, "since": since})
            for action, day, at, change in cursor.fetchall():
                steps = found.setdefault(action, {}).setdefault(day, [])
                steps.append((at, (steps[-1][1] if steps else 0.0) + float(change)))
    return dict(found)


def _read_clicks(account, since: date) -> dict[date, int]:
    with connection.cursor() as cursor:
        cursor.execute(_CLICKS, {"account": account.pk, "since": since})
        return {day: int(clicks) for day, clicks in cursor.fetchall()}


# A value counts from the moment it became known until the one that superseded it: the changes at each moment, summed.
_CHANGES = """
    SELECT {action}, f.day, f.at, sum(f.conversions) FROM (
        SELECT subject_id, day, {action} AS action_id, known_at AS at, conversions FROM {now}
        UNION ALL SELECT subject_id, day, {action}, known_at, conversions FROM {before}
        UNION ALL SELECT subject_id, day, {action}, superseded_at, -conversions FROM {before}
    ) f JOIN analytics_subject s ON s.id = f.subject_id
    WHERE s.account_id = %(account)s AND s.campaign_external_id {level} '' AND f.day >= %(since)s
    GROUP BY 1, 2, 3 HAVING sum(f.conversions) <> 0 ORDER BY 1, 2, 3
"""
# All conversions out of the accounts' sums; by action there are none, so the ads' rows are added up.
_STEPS = _CHANGES.format(
    action="NULL::bigint", level="=", now="analytics_accountmetric", before="analytics_accountrevision"
)
_ACTION_STEPS = _CHANGES.format(
    action="action_id", level="<>", now="analytics_actionmetric", before="analytics_actionrevision"
)
_CLICKS = """
    SELECT f.day, sum(f.clicks) FROM analytics_accountmetric f JOIN analytics_subject s ON s.id = f.subject_id
    WHERE s.account_id = %(account)s AND f.day >= %(since)s GROUP BY f.day
"""
