"""One Graph call, however it came in: over HTTP, inside a batch, or as a field expansion."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from ..store import Thing
from ..world import World
from . import errors


@dataclass(slots=True)
class Call:
    """`params` are the strings that came in query, form or JSON; `files` are (file name, bytes) by part name.

    `made` collects what the call created: (kind, id, name). `base` is the address for paging links.
    """

    world: World
    method: str
    path: tuple[str, ...]
    params: dict[str, str]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    person: Thing | None = None
    token: dict[str, Any] = field(default_factory=dict)
    account: Thing | None = None
    made: list[tuple[str, str, str]] = field(default_factory=list)
    base: str = ""

    @property
    def address(self) -> str:
        """The path as faults and the log name it: without the version."""
        return "/" + "/".join(self.path)

    def sub(self, path: tuple[str, ...], params: dict[str, str], method: str = "GET") -> "Call":
        """Return a call beneath this one with the same caller."""
        return replace(self, method=method, path=path, params=params, files={})

    def has(self, name: str) -> bool:
        return name in self.params

    def text(self, name: str, default: str = "") -> str:
        return self.params.get(name, default)

    def require(self, name: str) -> str:
        if not self.params.get(name, "").strip():
            raise errors.missing(name)
        return self.params[name]

    def one_of(self, name: str, allowed: list[str], default: str = "") -> str:
        value = self.params.get(name, default)
        if value and value not in allowed:
            raise errors.not_one_of(name, allowed)
        return value

    def integer(self, name: str) -> int | None:
        if not self.has(name):
            return None
        try:
            return int(self.params[name])
        except ValueError:
            raise errors.wrong_type(name, "an integer") from None

    def flag(self, name: str) -> bool | None:
        if not self.has(name):
            return None
        words = {"true": True, "1": True, "false": False, "0": False}
        value = self.params[name].strip().lower()
        if value not in words:
            raise errors.wrong_type(name, "a boolean")
        return words[value]

    def json(self, name: str, kind: type = dict) -> Any:
        """Return a JSON parameter, or None when it is absent; a wrong shape is Meta's "must be" error."""
        if not self.has(name):
            return None
        try:
            value = json.loads(self.params[name])
        except json.JSONDecodeError:
            value = None
        if not isinstance(value, kind):
            raise errors.wrong_type(name, "an array" if kind is list else "a JSON object")
        return value

    @property
    def validates_only(self) -> bool:
        return "validate_only" in (self.json("execution_options", list) or [])

    @property
    def now(self) -> float:
        return self.world.now()

    @property
    def store(self):
        return self.world.store
