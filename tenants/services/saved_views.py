"""Views of pages that people keep: what an address asks for, under a name. Each page says which of its parameters are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction

from tenants.errors import Conflict, Invalid
from tenants.models import SavedView
from tenants.selectors import get_saved_view, person_behind
from tenants.services.audit import record_audit
from tenants.types import Actor

NAME_LENGTH, VALUE_LENGTH, MOST_VALUES, MOST = 60, 200, 20, 100
Query = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page of which views can be kept: the parameters that are kept, in their order, and the name of its address."""

    kept: tuple[str, ...]
    url_name: str


PAGES: dict[str, SavedPage] = {}
"""By key. An app registers its pages when it is ready."""


def register_page(key: str, kept: Sequence[str], url_name: str) -> None:
    """Let views of a page be kept."""
    PAGES[key] = SavedPage(tuple(kept), url_name)


def get_page(key: str) -> SavedPage:
    """Return a page by its key. Raises Invalid (field page)."""
    if key not in PAGES:
        raise Invalid({"page": f"Views are kept of {', '.join(sorted(PAGES))}."})
    return PAGES[key]


def encode_query(page: str, query: Query) -> str:
    """Return a kept query as an address takes it, in the page's own order."""
    return urlencode([(name, query[name]) for name in get_page(page).kept if query.get(name)], doseq=True)


def create_saved_view(*, page: str, name: str, query: Query, is_shared: bool, actor: Actor, now: datetime) -> SavedView:
    """Keep a page's parameters under a name, for oneself or for everybody.

    Where nobody stands behind the actor (the product itself) it is everybody's. Raises Invalid for the page, the name or
    a parameter, Conflict where there is one of that name, or too many.
    """
    name, kept = _clean(name), _checked(query, get_page(page))
    owner = None if is_shared else person_behind(actor)
    with transaction.atomic():
        same = SavedView.objects.filter(page=page, owner_id=owner)
        if same.filter(name__iexact=name).exists():
            raise Conflict(f"There is a view {name} already. Delete it first, or choose another name.")
        if same.count() >= MOST:
            raise Conflict(f"There are {MOST} views already. Delete one first.")
        view = SavedView.objects.create(page=page, name=name, query=kept, owner_id=owner, created_at=now)
        detail = {"page": page, "query": kept, "is_shared": owner is None}
        record_audit(action="saved_view.created", actor=actor, target=view, detail=detail, now=now)
    return view


def delete_saved_view(*, view_id: UUID, actor: Actor, now: datetime) -> SavedView:
    """Delete one's own view, or everybody's, and return what it was. Raises NotFound."""
    with transaction.atomic():
        view = get_saved_view(view_id, actor)
        record_audit(action="saved_view.deleted", actor=actor, target=view, now=now)
        view.delete()
    return view


def _clean(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise Invalid({"name": "Write a name."})
    if len(name) > NAME_LENGTH:
        raise Invalid({"name": f"{len(name)} characters; {NAME_LENGTH} fit."})
    return name


def _checked(query: Query, page: SavedPage) -> dict[str, str | list[str]]:
    unknown = sorted(set(query) - set(page.kept))
    if unknown:
        raise Invalid({"query": f"The page has no {unknown[0][:40]}. It has: {', '.join(page.kept)}."})
    values = {name: [given] if isinstance(given, str) else list(given) for name, given in query.items()}
    every = [value for each in values.values() for value in each]
    if any(len(each) > MOST_VALUES for each in values.values()):
        raise Invalid({"query": f"At most {MOST_VALUES} values of one kind."})
    if any(len(value) > VALUE_LENGTH or "\x00" in value for value in every):
        raise Invalid({"query": f"A value has at most {VALUE_LENGTH} characters."})
    kept = {name: [value for value in each if value] for name, each in values.items()}
    return {name: each[0] if len(each) == 1 else each for name, each in kept.items() if each}
