"""Write a node with the fields asked for, nested expansions included."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ..store import Thing
from .call import Call
from .errors import GraphError
from .fields import parse_fields
from .known import FIELDS
from .registry import COMPUTED, EDGES

_NODE_TYPES = {
    "campaign": "Campaign", "adset": "AdCampaign", "ad": "AdGroup", "creative": "AdCreative", "account": "AdAccount",
    "image": "AdImage", "person": "User", "page": "Page", "pixel": "AdsPixel", "instagram": "IGUser", "app": "Application",
    "form": "LeadgenForm", "video": "AdVideo", "upload": "AdVideo",
}  # fmt: skip


_DEFAULTS = {
    "person": "name,id",
    "page": "name,id",
    "instagram": "id",
    "app": "id,name,link",
    "form": "id,locale,name,status",
    "video": "id,updated_time",
    "report": "id,account_id,time_ref,async_status,async_percent_completion,date_start,date_stop",
}


def render(call: Call, thing: Thing, fields: str | None = None) -> dict[str, Any]:
    """Return the node as Meta writes it: only `id` (on some nodes a little more) unless fields are named; unset fields are left out."""
    row: dict[str, Any] = {}
    for wanted in parse_fields(fields or _DEFAULTS.get(thing.kind, "id")):
        value = _value(call, thing, wanted)
        if value is not None:
            row[wanted.name] = value
    row.setdefault("id", visible_id(thing))
    return row


def visible_id(thing: Thing) -> str:
    return f"act_{thing.id}" if thing.kind == "account" else str(thing.data.get("id", thing.id))


def _value(call: Call, thing: Thing, wanted) -> Any:
    name = wanted.name
    if name == "id":
        return visible_id(thing)
    if (thing.kind, name) in COMPUTED:
        value = COMPUTED[thing.kind, name](call, thing)
        return render(call, value, wanted.inner) if isinstance(value, Thing) else value
    if (thing.kind, name, "GET") in EDGES:
        params = dict(wanted.options)
        if wanted.inner:
            params["fields"] = wanted.inner
        found = EDGES[thing.kind, name, "GET"](call.sub((thing.id, name), params), thing)
        return found if found.get("data") else None
    if name in thing.data and not name.startswith("_"):
        return thing.data[name]
    if name in FIELDS.get(thing.kind, ()):
        return None
    node_type = _NODE_TYPES.get(thing.kind, thing.kind)
    raise GraphError(f"(#100) Tried accessing nonexistent field ({name}) on node type ({node_type})")


def moment(call: Call, seconds: float, account: Thing | None = None) -> str:
    """Write a moment as Meta does: ISO 8601 without fractions, with the account's offset and no colon in it."""
    account = account or call.account
    zone = ZoneInfo(account.data["timezone_name"]) if account else UTC
    return datetime.fromtimestamp(int(seconds), zone).strftime("%Y-%m-%dT%H:%M:%S%z")
