"""What an ad account counts as conversions."""

from collections.abc import Collection
from dataclasses import dataclass

from analytics.models import ConversionAction


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
