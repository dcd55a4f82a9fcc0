"""What the page shows of an account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ..sides import Side
from ..store import Thing
from ..world import World
from .find import find

_GONE = ("DELETED", "REMOVED", "DELETE")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Edit:
    """A button that sets one field behind our back."""

    label: str
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Row:
    """One object as the page shows it."""

    id: str
    kind: str
    name: str
    state: str
    budget: str
    depth: int
    is_ad: bool
    edits: tuple[Edit, ...]


def local_day(world: World, account_id: str) -> str:
    """Return today's date in an account's time zone."""
    zone = ZoneInfo(find(world, account_id, "account").data["timezone_name"])
    return datetime.fromtimestamp(world.now(), zone).date().isoformat()


def list_rows(world: World, account: Thing) -> list[Row]:
    """List an account's campaigns with what is in them; deleted ones are left out. What bears a budget but lies
    outside the tree (Google's campaign budgets) comes last."""
    side = world.side_of(account)
    rows = [
        row
        for campaign in world.store.list(side.campaign_kind, account=account.id)
        for row in _walk(world, side, campaign, 0)
    ]
    seen = {row.id for row in rows}
    others = [t for t in _list_in(world, side, account) if t.id not in seen and _budgets(side, t)]
    return rows + [_row(world, side, thing, 0) for thing in others]


def switch_account(world: World, account: Thing) -> Edit:
    """Return the button that closes an account, or opens it again."""
    field, on, off = world.side_of(account).switches.account
    is_on = account.data.get(field) == on
    return Edit("Disable" if is_on else "Enable", field, off if is_on else on)


def _walk(world: World, side: Side, thing: Thing, depth: int) -> list[Row]:
    if thing.data.get(side.switches.thing[0]) in _GONE or depth >= _DEEPEST:
        return []
    below = [t for t in _list_in(world, side, None, parent=thing.id) if _is_told(side, t)]
    return [_row(world, side, thing, depth), *(row for part in below for row in _walk(world, side, part, depth + 1))]


def _is_told(side: Side, thing: Thing) -> bool:
    """Return whether it is a part of the tree: named and switchable; ads on Google have no names."""
    return bool((thing.name or thing.kind == side.ad_kind) and thing.data.get(side.switches.thing[0]))


def _list_in(world: World, side: Side, account: Thing | None, parent: str = "") -> list[Thing]:
    column, value = ("account", account.id) if account else ("parent", parent)
    rows = world.store.db.execute(f"SELECT id FROM objects WHERE {column}=? ORDER BY created, rowid", (value,))
    return [thing for row in rows.fetchall() if (thing := world.store.get(row[0]))]


def _row(world: World, side: Side, thing: Thing, depth: int) -> Row:
    field, on, off = side.switches.thing
    edits = [
        Edit("Double the budget behind our back", name, _double(thing.data[name])) for name in _budgets(side, thing)
    ]
    if thing.kind == side.campaign_kind:
        other, word = (off, "off") if thing.data.get(field) == on else (on, "on")
        edits.insert(0, Edit(f"Switch {word} behind our back", field, other))
    state = side.state_of(world, thing) if side.state_of else str(thing.data.get(field, ""))
    budget = ", ".join(str(thing.data[name]) for name in _budgets(side, thing))
    return Row(thing.id, thing.kind, thing.name, state, budget, depth, thing.kind == side.ad_kind, tuple(edits))


def _budgets(side: Side, thing: Thing) -> list[str]:
    return [name for name in side.switches.budgets if thing.data.get(name)]


def _double(amount: Any) -> Any:
    return type(amount)(float(amount) * 2) if not isinstance(amount, str) else str(int(amount) * 2)
