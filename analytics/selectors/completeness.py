"""Which days of an ad account were read when, and what it counts as conversions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from analytics.models import ConversionAction, ReadDay
from analytics.types import Period


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """One conversion action of an ad account; `kind` is a value of `integrations.types.ConversionKind`."""

    action_id: int
    account_id: int
    external_id: str
    name: str
    kind: str


def list_actions(account_ids: Collection[int]) -> list[ActionInfo]:
    """Return these accounts' conversion actions by name; one query."""
    found = ConversionAction.objects.filter(account_id__in=account_ids).order_by("account_id", "name", "pk")
    return [ActionInfo(each.pk, each.account_id, each.external_id, each.name, each.kind) for each in found]


def list_read_moments(account_ids: Collection[int], period: Period) -> dict[int, dict[date, datetime]]:
    """Return when each day of these accounts was read last, by account; days that never were are absent. One query."""
    days = ReadDay.objects.filter(account_id__in=account_ids, day__gte=period.since, day__lte=period.until)
    found: dict[int, dict[date, datetime]] = {}
    for account_id, day, read_at in days.values_list("account_id", "day", "read_at"):
        found.setdefault(account_id, {})[day] = read_at
    return found
