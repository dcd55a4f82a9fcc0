"""What the operations of one mutate share: temporary ids, references, errors with their places, the log of what was made."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..store import Thing
from .call import Call
from .errors import Element, Problem, not_found, required
from .kinds import BY_COLLECTION, KINDS, Kind, new_number, resource_name

_NAME = re.compile(r"customers/(\d+)/(\w+)/([\w~.\-]+)$")
Create = Callable[["Batch", dict[str, Any]], Thing]
Update = Callable[["Batch", Thing, dict[str, Any], list[str]], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """What a resource's mutates do. `update` checks and completes a thing whose data was already set; `before` is its
    data as it was; `paths` the fields of the mask. None: Google does not take that operation."""

    create: Create | None = None
    update: Update | None = None
    remove: Callable[["Batch", Thing], None] | None = None
    immutable: frozenset[str] = frozenset()


@dataclass(slots=True)
class Batch:
    """One mutate request. `place` is where the operation at hand stands in it."""

    call: Call
    temporary: dict[str, str] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    touched: list[tuple[Thing, tuple[Element, ...]]] = field(default_factory=list)
    place: tuple[Element, ...] = ()
    temporary_id: str = ""

    @property
    def account(self) -> Thing:
        return self.call.account

    @property
    def now(self) -> float:
        return self.call.now

    def real(self, value: Any) -> Any:
        """Put real ids in the place of temporary ones, in every resource name below."""
        if isinstance(value, dict):
            return {name: self.real(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.real(part) for part in value]
        found = _NAME.match(value) if isinstance(value, str) else None
        if not found or not re.search(r"(^|~)-", found[3]):
            return value
        parts = [self._real_id(part, value) if part.startswith("-") else part for part in found[3].split("~")]
        return f"customers/{found[1]}/{found[2]}/{'~'.join(parts)}"

    def _real_id(self, number: str, name: str) -> str:
        if number in self.failed:
            words = "The temporary ID refers to a resource whose creation failed."
            raise Problem("new_resource_creation_error", "TEMP_ID_RESOURCE_HAD_ERRORS", words, trigger=name)
        if number not in self.temporary:
            raise not_found(name)
        return self.temporary[number]

    def find(self, name: str, *path: Element, kind: str = "") -> Thing:
        """Return what a resource name names, of this customer; raises RESOURCE_NOT_FOUND."""
        found = _NAME.match(name)
        known: Kind | None = BY_COLLECTION.get(found[2]) if found else None
        if found is None or known is None or (kind and known.name != kind):
            raise Problem(
                "request_error", "RESOURCE_NAME_MALFORMED", f"Resource name '{name}' is malformed.", path, name
            )
        thing = self.call.store.get(found[3], known.stored)
        if found[1] != self.account.id or thing is None or thing.account != self.account.id:
            raise not_found(name, *path)
        return thing

    def need(self, data: dict[str, Any], name: str, kind: str) -> Thing:
        """Return what a required reference names."""
        if not data.get(name):
            raise required("create", name)
        return self.find(data[name], "create", name, kind=kind)

    def make(self, kind: str, data: dict[str, Any], *, parent: str, thing_id: str = "", numbered: bool = True) -> Thing:
        """Keep a new object; with `numbered` its id stands in its own `id` field too."""
        number = thing_id or new_number(self.call.world)
        data.pop("resource_name", None)
        if numbered:
            data["id"] = number
        thing = Thing(number, KINDS[kind].stored, self.account.id, parent, self.now, self.now, data)
        self.call.store.put(thing)
        self.call.made.append((thing.kind, thing.id, thing.name))
        return thing

    def keep(self, thing: Thing) -> None:
        thing.updated = self.now
        self.call.store.put(thing)

    def name_of(self, thing: Thing) -> str:
        return resource_name(thing)


def check_name(data: dict[str, Any], most: int, *, verb: str = "create", is_needed: bool = True) -> None:
    """Refuse a name that is missing, too long, or has control characters."""
    name = data.get("name", "")
    if not name:
        if is_needed:
            raise required(verb, "name")
        return
    if len(name) > most:
        raise Problem("string_length_error", "TOO_LONG", "Too long.", (verb, "name"), name)
    if any(sign in name for sign in "\0\n\r"):
        raise Problem("string_format_error", "ILLEGAL_CHARS", "Illegal characters.", (verb, "name"), name)


def is_taken(batch: Batch, kind: str, name: str, *, own: str = "", **where: str) -> bool:
    """Tell whether something that is not removed bears the name; letters count alike in both cases."""
    things = batch.call.store.list(kind, account=batch.account.id, **where)
    return any(
        t.id != own and t.data.get("status") != "REMOVED" and t.name.casefold() == name.casefold() for t in things
    )
