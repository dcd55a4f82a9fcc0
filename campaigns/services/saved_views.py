"""Views of the list of campaigns that people keep: filters, sorting and columns under a name."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.models import SavedView
from campaigns.selectors.labels import get_saved_view
from campaigns.types.finding import FILTERS
from tenants import services as tenants
from tenants.errors import Conflict, Invalid
from tenants.selectors import person_behind
from tenants.types import Actor

KEPT = (*FILTERS, "sort", "period", "since", "until", "columns")
NAME_LENGTH, VALUE_LENGTH, MOST = 60, 200, 100


def create_saved_view(
    *, name: str, query: Mapping[str, str], is_shared: bool, actor: Actor, now: datetime
) -> SavedView:
    """Keep the list's parameters under a name, for oneself or for everybody.

    Where nobody stands behind the actor (the product itself) it is everybody's. Raises Invalid for the name or a
    parameter, Conflict where there is one of that name, or too many.
    """
    name, kept = _clean(name), _checked(query)
    owner = None if is_shared else person_behind(actor)
    with transaction.atomic():
        same = SavedView.objects.filter(owner_id=owner)
        if same.filter(name__iexact=name).exists():
            raise Conflict(f"There is a view {name} already. Delete it first, or choose another name.")
        if same.count() >= MOST:
            raise Conflict(f"There are {MOST} views already. Delete one first.")
        view = SavedView.objects.create(name=name, query=kept, owner_id=owner, created_at=now)
        detail = {"query": kept, "is_shared": owner is None}
        tenants.record_audit(action="saved_view.created", actor=actor, target=view, detail=detail, now=now)
    return view


def delete_saved_view(*, view_id: UUID, actor: Actor, now: datetime) -> None:
    """Delete one's own view, or everybody's. Raises NotFound."""
    with transaction.atomic():
        view = get_saved_view(view_id, actor)
        tenants.record_audit(action="saved_view.deleted", actor=actor, target=view, now=now)
        view.delete()


def _clean(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise Invalid({"name": "Write a name."})
    if len(name) > NAME_LENGTH:
        raise Invalid({"name": f"{len(name)} characters; {NAME_LENGTH} fit."})
    return name


def _checked(query: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted(set(query) - set(KEPT))
    if unknown:
        raise Invalid({"query": f"The list has no {unknown[0]}. It has: {', '.join(KEPT)}."})
    if any(len(value) > VALUE_LENGTH or "\x00" in value for value in query.values()):
        raise Invalid({"query": f"A value has at most {VALUE_LENGTH} characters."})
    return {key: value for key, value in query.items() if value}
