"""One call to TikTok's API, read from query, JSON or form."""

from dataclasses import dataclass, field
from typing import Any

from ..http import Files
from ..store import Store, Thing
from ..world import World
from .fields import Fields


@dataclass(slots=True)
class Call:
    """`address` is the path below the version, with its slash (`/campaign/get/`); `base` the server's own address.

    `made` collects what the call created: (kind, id, name).
    """

    world: World
    method: str
    address: str
    params: dict[str, Any]
    files: Files = field(default_factory=dict)
    token: str = ""
    base: str = ""
    person: Thing | None = None
    account: Thing | None = None
    made: list[tuple[str, str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> Fields:
        return Fields(self.params)

    @property
    def now(self) -> float:
        return self.world.now()

    @property
    def store(self) -> Store:
        return self.world.store

    def keep(self, kind: str, parent: str, data: dict[str, Any], *, thing_id: str = "") -> Thing:
        """Store a new object and note that this call made it; `data["name"]` is its name."""
        thing = Thing(thing_id or new_id(self.world), kind, self.account.id, parent, self.now, self.now, data)
        self.made.append((kind, thing.id, thing.name))
        return self.store.put(thing)

    def save(self, thing: Thing) -> Thing:
        thing.updated = self.now
        return self.store.put(thing)


def new_id(world: World) -> str:
    """Return an id as TikTok gives them: a string of 19 digits, beyond what a float holds exactly; never given twice."""
    number = world.store.next_number("tiktok")
    return f"18{number * 7919 % 1_000_000:06d}{number:011d}"
