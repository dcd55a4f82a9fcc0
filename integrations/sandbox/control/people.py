"""Who lives in the sandbox and what they own: look, and add."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..people import list_accounts, make_person, make_stranger
from ..sides import AccountWish, Side
from ..store import Thing
from ..world import World
from .errors import Wrong
from .find import find_person, find_side


def list_people(world: World) -> dict[str, Any]:
    return {"people": [describe_person(world, person) for person in world.store.list("person")]}


def describe_person(world: World, person: Thing) -> dict[str, Any]:
    pages = [p for p in world.store.list("page") if person.id in p.data["_people"]]
    return {
        "id": person.id, "key": person.data["key"], "name": person.name, "email": person.data["email"],
        "accounts": [describe_account(world, account) for account in list_accounts(world, person)],
        "pages": [{"id": p.id, "name": p.name} for p in pages],
    }  # fmt: skip


def describe_account(world: World, account: Thing) -> dict[str, Any]:
    """Return an account as the control API tells it; what only one platform has stands under that platform's kinds."""
    data, side = account.data, world.side_of(account)
    field = side.switches.account[0]
    told = {
        "id": f"act_{account.id}" if side.name == "meta" else account.id, "account_id": account.id, "name": account.name,
        "platform": side.name, "currency": data["currency"], "time_zone": data["timezone_name"], field: data.get(field),
        "campaigns": [{"id": c.id, "name": c.name} for c in world.store.list(side.campaign_kind, account=account.id)],
    }  # fmt: skip
    prefix = "" if side.name == "meta" else f"{side.name}."
    for word in ("pixel", "audience"):
        told[f"{word}s"] = [thing.id for thing in world.store.list(f"{prefix}{word}", account=account.id)]
    return told


def add_person(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Make a person: `{name, email?, key?, platform?, page?, accounts: [{platform, name, currency, time_zone, pixel,
    page, campaigns: [{name, daily_budget_minor, days, goal, country}]}]}`; an empty body makes somebody as the consent
    pages do. `page` names whom ads speak for (a Page, an identity); false: nobody."""
    if not body:
        return describe_person(world, make_stranger(world))
    if any(p.data["key"] == body.get("key") for p in world.store.list("person")):
        raise Wrong(f"there is somebody with the key {body['key']!r}", 409)
    name = str(body.get("name") or "Somebody New")
    person = make_person(world, name=name, email=body.get("email", ""), key=body.get("key", ""))
    shared = {
        "name": name,
        "platform": body.get("platform", "meta"),
        "page": body.get("page") or body.get("page", name),
    }
    for wish in body.get("accounts", [{}]):
        _add_account(world, person, shared | wish)
    return describe_person(world, person)


def add_account(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Make an ad account for somebody who is there already: `{person, …}` and an account's wishes."""
    person = find_person(world, str(body.get("person", "")))
    return describe_account(world, _add_account(world, person, {"name": person.name, **body}))


def _add_account(world: World, person: Thing, wish: dict[str, Any]) -> Thing:
    side = find_side(world, str(wish.get("platform", "meta")))
    campaigns = wish.get("campaigns", [])
    days = max((float(c.get("days", 30)) for c in campaigns), default=0)
    try:
        account = side.make_account(world, person, _read_wish(wish), created=world.now() - days * 86_400)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise Wrong(str(error)) from None
    for campaign in sorted(campaigns, key=lambda c: -float(c.get("days", 30))):
        _add_campaign(world, side, account, campaign)
    world.settle(account)
    return account


def _read_wish(wish: dict[str, Any]) -> AccountWish:
    zone, page = str(wish.get("time_zone", "Europe/Dublin")), wish.get("page", "")
    ZoneInfo(zone)
    presence = None if page in (None, False) else "" if page is True else str(page)
    return AccountWish(
        str(wish["name"]), str(wish.get("currency", "EUR")), zone, bool(wish.get("pixel", True)), presence=presence
    )


def _add_campaign(world: World, side: Side, account: Thing, wish: dict[str, Any]) -> None:
    side.make_running_campaign(
        world, account, started=world.now() - float(wish.get("days", 30)) * 86_400, settle=False,
        name=str(wish.get("name", "Always on")), daily_minor=int(wish.get("daily_budget_minor", 0)),
        goal=str(wish.get("goal", "")), country=str(wish.get("country", "IE")),
    )  # fmt: skip
