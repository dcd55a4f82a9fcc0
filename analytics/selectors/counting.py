"""Which one conversion action counts on an account: one definition behind every comparison.

Looked up once a request or job: the answer stays with the organisation's object, which each of them reads anew. So one
page, report or export never counts in two ways, and a choice made meanwhile holds from the next one on.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import connection

import integrations.selectors
from analytics.models import ConversionAction, CountedAction
from analytics.types import Period
from tenants.errors import NotFound

_KEPT = "_counted_actions"
SHOWN_DAYS = 28
COUNTED = "(SELECT coalesce(jsonb_object_agg(account_id, action_id), '{}') FROM analytics_countedaction)"
"""All choices as a column, for a query that is asked anyway."""


def get_counted() -> Mapping[int, int]:
    """Return the chosen action (internal id) of each account where one is chosen.

    No query where the organisation chose nothing, which its own row says; else one the first time, then none.
    """
    tenant = connection.tenant  # type: ignore[attr-defined]
    if not getattr(tenant, "chooses_conversions", True):
        return {}
    found = vars(tenant).get(_KEPT)
    if found is None:
        found = dict(CountedAction.objects.values_list("account_id", "action_id"))
        setattr(tenant, _KEPT, found)
    return found


def keep_counted(found: Mapping[int, int]) -> Mapping[int, int]:
    """Keep the choices that another query read along (`COUNTED`), and return them."""
    setattr(connection.tenant, _KEPT, found)  # type: ignore[attr-defined]
    return found


def forget_counted() -> None:
    """Look the choices up anew next time: they were changed in this request or job."""
    vars(connection.tenant).pop(_KEPT, None)  # type: ignore[attr-defined]
    connection.tenant.refresh_from_db(fields=["chooses_conversions"])  # type: ignore[attr-defined]


def get_action(account_id: int, external_id: str) -> ConversionAction:
    """Return an account's action by the platform's id. Raises NotFound."""
    try:
        return ConversionAction.objects.get(account_id=account_id, external_id=external_id)
    except ConversionAction.DoesNotExist:
        raise NotFound("This account counts no such action.") from None


def shown_period(today: date) -> Period:
    """Return the 28 whole days that choices are shown with."""
    return Period(today - timedelta(days=SHOWN_DAYS), today - timedelta(days=1))


def list_counted_names() -> list[tuple[str, str]]:
    """Return (account, action) by name where an action is chosen; no query where none is."""
    counted = get_counted()
    if not counted:
        return []
    accounts = integrations.selectors.list_ad_accounts(include_disconnected=True).in_bulk(list(counted))
    actions = ConversionAction.objects.in_bulk(list(counted.values()))
    return sorted((accounts[each].name, actions[action].name) for each, action in counted.items() if each in accounts)
