"""A resource's rows: each object as Google shows it, with those above it that the query asks for."""

from collections.abc import Callable
from typing import Any

from ..store import Thing
from . import changes, constants, goals, states, videos
from .call import Call
from .customers import list_billing, list_clients, show_customer
from .kinds import KINDS, Kind, last

Row = dict[str, Any]

_SPECIAL: dict[str, Callable[[Call], list[Row]]] = {
    "customer": lambda call: [show_customer(call.customer)],
    "customer_client": list_clients,
    "customer_conversion_goal": goals.list_of_customer,
    "billing_setup": list_billing,
    "video": videos.list_ready,
    **constants.LISTS,
}


def list_rows(call: Call, kind: Kind, tops: set[str], names: set[str]) -> list[Row]:
    """Return {resource: {field: value}} for every object; `tops` are the resources asked for, `names` the fields."""
    if kind.name in _SPECIAL:
        return [_with_customer(call, {kind.name: shown}, kind, tops) for shown in _SPECIAL[kind.name](call)]
    shown = _Shown(call, names)
    return [_row(call, kind, thing, tops, shown) for thing in _list(call, kind)]


def _list(call: Call, kind: Kind) -> list[Thing]:
    things = call.store.list(kind.stored, account=call.customer.id if call.customer else "")
    if kind.name == "change_event":
        return [thing for thing in things if changes.is_told(call, thing)]
    return [thing for thing in things if "_asset_group" not in thing.data]


class _Shown:
    """Remembers what was shown already: many ads lie in one campaign."""

    def __init__(self, call: Call, names: set[str]) -> None:
        self.call, self.names = call, names
        self.things: dict[str, tuple[Thing | None, Row]] = {}

    def get(self, thing_id: str, stored: str) -> tuple[Thing | None, Row]:
        if thing_id not in self.things:
            thing = self.call.store.get(thing_id, stored)
            self.things[thing_id] = (thing, self.show(thing) if thing else {})
        return self.things[thing_id]

    def show(self, thing: Thing) -> Row:
        name = thing.kind.removeprefix("google.")
        state = any(part.startswith((f"{name}.primary_status", f"{name}.policy", f"{name}.ad_strength",
                                     f"{name}.serving_status", f"{name}.state", f"{name}.video_id",
                                     f"{name}.missing_eu", f"{name}.reference_count",
                                     f"{name}.bidding_strategy_system_status")) for part in self.names)  # fmt: skip
        return states.show(self.call, thing) if state else states.show_plain(thing)


def _row(call: Call, kind: Kind, thing: Thing, tops: set[str], shown: _Shown) -> Row:
    row: Row = {kind.name: shown.show(thing), "_thing": thing}
    for name in kind.above:
        if name in tops:
            row[name] = show_customer(call.customer) if name == "customer" else _above(thing, name, shown)
    return row


def _above(thing: Thing, name: str, shown: _Shown) -> Row:
    """Follow the references upwards: a field of that name, else the parent's."""
    stored = KINDS[name].stored
    if thing.data.get(name):
        return shown.get(last(thing.data[name]), stored)[1]
    owner = KINDS[thing.kind.removeprefix("google.")].owner
    if not owner:
        return {}
    parent, row = shown.get(thing.parent, KINDS[owner].stored)
    if owner == name or parent is None:
        return row
    return _above(parent, name, shown)


def _with_customer(call: Call, row: Row, kind: Kind, tops: set[str]) -> Row:
    if "customer" in tops and kind.name != "customer":
        row["customer"] = show_customer(call.customer)
    return row
