"""What figures are about: an ad, its campaign, its account, each a subject that is made when it is first met."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import connection, transaction

from analytics.services.store.feeds import lock_feed
from analytics.types import InternalIds

Key = tuple[str, str, str]
"""The platform's ids of campaign, ad group and ad; a campaign has only the first, an account none."""

ACCOUNT: Key = ("", "", "")
UNKNOWN = InternalIds()


class Place(NamedTuple):
    """A subject's id, and that of its campaign's subject (None for an account's)."""

    subject_id: int
    campaign_subject_id: int | None


class SubjectBook:
    """The subjects of one account in its present currency, looked up once and made where they are missing.

    Only for use under the lock on the account's feed, and not beyond a transaction that was rolled back.
    """

    def __init__(self, account, known: Mapping[str, InternalIds]):
        self.account, self.known = account, known
        self.places: dict[Key, Place] = {}

    def resolve(self, keys: Iterable[Key]) -> dict[Key, Place]:
        """Return the places of all subjects met so far, these among them, made where they are new."""
        met = set(keys) - self.places.keys()
        if not met and ACCOUNT in self.places:
            return self.places
        wanted = (met | {(campaign, "", "") for campaign, _, _ in met} | {ACCOUNT}) - self.places.keys()
        self.places |= self._find(wanted)
        if new := sorted(wanted - self.places.keys()):  # the account's first, each campaign's before its ads'
            self._make(new)
            spread_links(self.account)
        return self.places

    def _find(self, keys: Collection[Key]) -> dict[Key, Place]:
        with connection.cursor() as cursor:
            cursor.execute(_FIND, [*_columns(keys, 3), self.account.pk, self.account.currency])
            return {tuple(key): Place(subject, campaign) for *key, subject, campaign in cursor.fetchall()}

    def _make(self, keys: Sequence[Key]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_IDS, [len(keys)])
            for key, (subject,) in zip(keys, cursor.fetchall(), strict=True):
                parent = self.places.get((key[0], "", ""))
                self.places[key] = Place(subject, None if key == ACCOUNT else parent.subject_id if parent else subject)
            rows = [(*self.places[key], *key, *_ids(self.known.get(key[2], UNKNOWN))) for key in keys]
            account = self.account
            cursor.execute(
                _MAKE,
                [account.pk, account.platform, account.currency, self.places[ACCOUNT].subject_id, *_columns(rows, 9)],
            )


@transaction.atomic
def link_subjects(*, account, known: Mapping[str, InternalIds]) -> int:
    """Fill in our ids for an account's subjects whose ads are known by now; return how many changed.

    The campaign's subject, and ads of it that are not known, get the campaign's ids in the same transaction.
    """
    lock_feed(account)
    if not known:
        return 0
    columns = [list(known), *_columns([_ids(each) for each in known.values()], 4)]
    with connection.cursor() as cursor:
        cursor.execute(_LINK, [*columns, account.pk])
        changed = cursor.rowcount
    if changed:
        spread_links(account)
    return changed


def spread_links(account) -> None:
    """Give a campaign's subject, and those of its ads that we do not know, the campaign's ids once any of its ads has them."""
    with connection.cursor() as cursor:
        cursor.execute(_SPREAD, [account.pk, account.pk])


def _ids(each: InternalIds) -> tuple:
    return (each.campaign_id, each.platform_campaign_id, each.ad_group_id, each.ad_id)


def _columns(rows: Collection[tuple], width: int) -> list[list]:
    return [[row[n] for row in rows] for n in range(width)]


_FIND = """
    SELECT i.campaign, i.ad_group, i.ad, s.id, s.campaign_subject_id
    FROM unnest(%s::text[], %s::text[], %s::text[]) AS i (campaign, ad_group, ad)
    JOIN analytics_subject s ON s.account_id = %s AND s.currency = %s
        AND (s.campaign_external_id, s.ad_group_external_id, s.ad_external_id) = (i.campaign, i.ad_group, i.ad)
"""

_IDS = "SELECT nextval(pg_get_serial_sequence('analytics_subject', 'id')) FROM generate_series(1, %s)"

_MAKE = """
    INSERT INTO analytics_subject (account_id, platform, currency, account_subject_id, id, campaign_subject_id,
        campaign_external_id, ad_group_external_id, ad_external_id, campaign_id, platform_campaign_id, ad_group_id, ad_id)
    SELECT %s, %s, %s, %s, i.* FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[],
        %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS i
"""

_LINK = """
    UPDATE analytics_subject AS s SET campaign_id = i.campaign_id, platform_campaign_id = i.platform_campaign_id,
        ad_group_id = i.ad_group_id, ad_id = i.ad_id
    FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
        AS i (external_id, campaign_id, platform_campaign_id, ad_group_id, ad_id)
    WHERE s.account_id = %s AND s.ad_external_id = i.external_id
        AND (s.campaign_id, s.platform_campaign_id, s.ad_group_id, s.ad_id)
        IS DISTINCT FROM (i.campaign_id, i.platform_campaign_id, i.ad_group_id, i.ad_id)
"""

_SPREAD = """
    UPDATE analytics_subject AS s SET campaign_id = k.campaign_id, platform_campaign_id = k.platform_campaign_id
    FROM (SELECT campaign_subject_id, max(campaign_id) AS campaign_id, max(platform_campaign_id) AS platform_campaign_id
        FROM analytics_subject WHERE account_id = %s AND ad_id IS NOT NULL GROUP BY 1) AS k
    WHERE s.account_id = %s AND s.campaign_subject_id = k.campaign_subject_id AND s.ad_id IS NULL
        AND (s.campaign_id, s.platform_campaign_id) IS DISTINCT FROM (k.campaign_id, k.platform_campaign_id)
"""
