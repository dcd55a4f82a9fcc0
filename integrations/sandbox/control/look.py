"""What the page shows of an account."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ..meta import status
from ..meta.call import Call
from ..world import World
from .find import find


def local_day(world: World, account_id: str) -> str:
    """Return today's date in an account's time zone."""
    zone = ZoneInfo(find(world, account_id, "account").data["timezone_name"])
    return datetime.fromtimestamp(world.now(), zone).date().isoformat()


def list_running(world: World, account_id: str) -> list[dict[str, Any]]:
    """List an account's campaigns with what is in them, as the page shows them; deleted ones are left out."""
    call = Call(world, "GET", (), {}, account=find(world, account_id, "account"))
    rows = []
    for campaign in world.store.list("campaign", account=account_id):
        adsets = world.store.list("adset", parent=campaign.id)
        for thing in [campaign, *(t for a in adsets for t in [a, *world.store.list("ad", parent=a.id)])]:
            effective = status.effective(call, thing)
            budget = thing.data.get("daily_budget", "")
            row = {"id": thing.id, "kind": thing.kind, "name": thing.name, "budget": budget, "effective": effective}
            rows += [row | {"status": thing.data["status"]}] if effective != "DELETED" else []
    return rows
