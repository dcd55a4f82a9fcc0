"""What the copied tables take from the apps below: the names and ids of accounts, campaigns and their parts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import campaigns.selectors
import integrations.selectors

AT_ONCE = 5_000
_OURS = slice(4, 8)
"""Where a subject's internal ids stand: account, campaign, ad group, ad."""


def name_subjects(rows: Sequence[tuple]) -> list[tuple]:
    """Return subjects with the id outside and the name in the place of each internal id; four queries."""
    ids = [set(column) - {None} for column in zip(*(row[_OURS] for row in rows), strict=True)]
    accounts = integrations.selectors.list_ad_accounts(include_disconnected=True).in_bulk(ids[0])
    found: list[Mapping[int, Any]] = [
        accounts,
        campaigns.selectors.name_campaigns(ids[1]),
        campaigns.selectors.name_ad_groups(ids[2]),
        campaigns.selectors.name_ads(ids[3]),
    ]
    return [(*row[:4], *_names(row, found), *row[8:]) for row in rows]


def _names(row: tuple, found: list[Mapping[int, Any]]) -> Iterator[str | None]:
    for pk, known in zip(row[_OURS], found, strict=True):
        named = known.get(pk)
        yield str(named.uuid) if named else None
        yield named.name if named else None


def list_campaigns() -> Iterator[list[tuple]]:
    """Yield all campaigns, some at a time: id outside, name, purpose, status, when each was made."""
    ids = list(
        campaigns.selectors.list_campaigns(status="all", with_parts=False).order_by("pk").values_list("pk", flat=True)
    )
    for start in range(0, len(ids), AT_ONCE):
        some = campaigns.selectors.list_campaigns(status="all", with_parts=False).filter(
            pk__in=ids[start : start + AT_ONCE]
        )
        rows = some.order_by("pk").values_list("uuid", "name", "purpose", "status", "created_at")
        yield [(str(uuid), *rest) for uuid, *rest in rows]
