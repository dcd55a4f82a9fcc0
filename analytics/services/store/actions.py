"""Conversions by conversion action, with their memory; what a campaign has beyond its ads goes under the campaign."""

from datetime import date, datetime
from decimal import Decimal

from django.db import connection

from analytics.models import ConversionAction
from analytics.services.store.facts import KEPT
from analytics.services.store.putting import Stored, put
from analytics.services.store.subjects import Key, SubjectBook
from analytics.services.store.tables import ACTIONS
from analytics.types import Period
from integrations.types import ActionFigures, MetricRow

Counts = tuple[Decimal, int]
NONE: Counts = (Decimal(0), 0)


class ActionIntake:
    """The actions of one reading. Of rows that come twice the last counts."""

    def __init__(self, book: SubjectBook, period: Period):
        self.book, self.period = book, period
        self.found: dict[tuple[Key, date], dict[str, Counts]] = {}
        self.named: dict[str, ActionFigures] = {}

    def take(self, row: MetricRow) -> None:
        """Take a row's actions; a row without an ad is its campaign's total."""
        key = (row.campaign_external_id, row.ad_group_external_id, row.ad_external_id)
        self.found[key, row.day] = {
            each.external_id: (each.conversions.quantize(KEPT), each.value_micros) for each in row.actions
        }
        self.named |= {each.external_id: each for each in row.actions}

    def put(self, at: datetime) -> Stored:
        """Store them as known since `at`; what was stored of the period and is not reported any more becomes zero."""
        self._keep_rest()
        places = self.book.resolve({key for key, _ in self.found})
        ids = self._ids()
        rows = {
            (places[key].subject_id, day, ids[action]): counts
            for (key, day), actions in self.found.items()
            for action, counts in actions.items()
            if any(counts)
        }
        gone = self._stored() - rows.keys()
        every = [(*key, *counts) for key, counts in (rows | dict.fromkeys(gone, NONE)).items()]
        return put(ACTIONS, sorted(every), at=at)

    def _keep_rest(self) -> None:
        """Turn the campaigns' totals into what they hold beyond their ads."""
        for (key, day), actions in self.found.items():
            if key[2] and (total := self.found.get(((key[0], "", ""), day))) is not None:
                for action, (conversions, value) in actions.items():
                    before = total.get(action, NONE)
                    total[action] = (before[0] - conversions, before[1] - value)

    def _ids(self) -> dict[str, int]:
        """Return the actions' ids; new ones are made, renamed ones renamed."""
        account = self.book.account
        rows = [
            ConversionAction(account_id=account.pk, external_id=each.external_id, name=each.name[:255], kind=each.kind)
            for each in self.named.values()
        ]
        mine = ConversionAction.objects.filter(account_id=account.pk, external_id__in=self.named)
        had = {each.external_id: (each.name, each.kind) for each in mine}
        if changed := [row for row in rows if had.get(row.external_id) != (row.name, row.kind)]:
            unique, fields = ["account_id", "external_id"], ["name", "kind"]
            ConversionAction.objects.bulk_create(
                changed, update_conflicts=True, unique_fields=unique, update_fields=fields
            )
        return dict(mine.values_list("external_id", "id"))

    def _stored(self) -> set[tuple[int, date, int]]:
        with connection.cursor() as cursor:
            cursor.execute(_STORED, [self.book.account.pk, self.period.since, self.period.until])
            return set(cursor.fetchall())


_STORED = """
    SELECT a.subject_id, a.day, a.action_id
    FROM analytics_subject s JOIN analytics_actionmetric a ON a.subject_id = s.id
    WHERE s.account_id = %s AND a.day BETWEEN %s AND %s AND (a.conversions, a.value_micros) <> (0, 0)
"""
