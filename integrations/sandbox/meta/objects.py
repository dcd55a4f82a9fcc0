"""What campaigns, ad sets, creatives and ads do alike: names, switches, validate_only, keeping and logging."""

from typing import Any

from ..store import Thing
from . import status
from .call import Call
from .errors import GraphError, refused
from .words import RUNNING_ACCOUNTS

_LONGEST_NAME = 400


def read_name(call: Call) -> str:
    name = call.require("name").strip()
    if len(name) > _LONGEST_NAME:
        raise GraphError(f"(#100) Param name must be at most {_LONGEST_NAME} characters long", blame=("name",))
    return name


def check_writable(call: Call, account: Thing) -> None:
    """Refuse to create on an account that is not in good standing."""
    if account.data["account_status"] == 3 and call.path[1] in ("adimages", "advideos", "adcreatives"):
        return
    check_standing(account)


def check_standing(account: Thing) -> None:
    """Refuse an account that is switched off or owes money."""
    state = account.data["account_status"]
    if state in RUNNING_ACCOUNTS:
        return
    if state == 3:
        raise refused(
            "Payment needed", "This ad account has an unsettled balance. Settle it to go on.", subcode=1359188
        )
    raise GraphError(
        "Permissions error", 200, 1487194 if state == 2 else 0, http=403, title="Ad account disabled",
        user_message="Your ad account is disabled. You can't create or change ads until it is enabled again.",
    )  # fmt: skip


def check_open(thing: Thing) -> None:
    """Refuse to change what was deleted; an archived object can only be deleted."""
    if thing.data["status"] == "DELETED":
        raise refused("Object deleted", "You can't change an object that has been deleted.", subcode=1487056)


def check_payable(call: Call) -> None:
    """Refuse to run ads on an account that nobody pays for."""
    if not call.account.data.get("funding_source"):
        raise refused("No payment method", "Add a payment method to your ad account to run ads.", subcode=1359188)


def apply_switch(call: Call, thing: Thing) -> None:
    """Set the switch; what is archived stays off, and what runs must be paid."""
    if call.has("status"):
        wanted = call.one_of("status", status.SWITCHES)
        if wanted == "ACTIVE" and thing.data["status"] != "ACTIVE":
            check_standing(call.account)
            check_payable(call)
        if thing.data["status"] == "ARCHIVED" and wanted in ("ACTIVE", "PAUSED"):
            raise refused("Object archived", "An archived object can't be made active again.", "status")
        thing.data["status"] = wanted


def keep_new(call: Call, kind: str, account: str, parent: str, data: dict[str, Any]) -> dict[str, Any]:
    """Store a new object and answer its id; with validate_only nothing is stored."""
    if call.validates_only:
        return {"success": True}
    thing = Thing(call.world.new_id(), kind, account, parent, call.now, call.now, data)
    call.store.put(thing)
    call.made.append((kind, thing.id, thing.name))
    return {"id": thing.id}


def remember(call: Call, thing: Thing) -> dict[str, Any]:
    """Store a changed object and answer success; with validate_only nothing is stored."""
    if not call.validates_only:
        thing.updated = call.now
        call.store.put(thing)
    return {"success": True}


def no_longer_there(call: Call, thing: Thing) -> bool:
    return status.effective(call, thing) in ("DELETED", "ARCHIVED")
