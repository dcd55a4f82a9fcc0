"""Which function answers which call: on a node (`/{id}`) or on an edge (`/{id}/campaigns`)."""

from collections.abc import Callable
from typing import Any

from ..store import Thing
from .call import Call

Handler = Callable[[Call, Thing], Any]
NODES: dict[tuple[str, str], Handler] = {}
EDGES: dict[tuple[str, str, str], Handler] = {}
COMPUTED: dict[tuple[str, str], Handler] = {}


def node(kind: str, method: str) -> Callable[[Handler], Handler]:
    def keep(handler: Handler) -> Handler:
        NODES[kind, method] = handler
        return handler

    return keep


def edge(kinds: str, name: str, method: str = "GET") -> Callable[[Handler], Handler]:
    """Register an edge on one kind, or on several divided by blanks."""

    def keep(handler: Handler) -> Handler:
        for kind in kinds.split():
            EDGES[kind, name, method] = handler
        return handler

    return keep


def computed(kinds: str, name: str) -> Callable[[Handler], Handler]:
    """Register a field that is not stored; None leaves it out, a Thing is rendered with the field's own fields."""

    def keep(handler: Handler) -> Handler:
        for kind in kinds.split():
            COMPUTED[kind, name] = handler
        return handler

    return keep
