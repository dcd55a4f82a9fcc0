"""Who lives in the sandbox and what they own: look, and add."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..meta.estate import AccountWish, make_account, make_page
from ..meta.history import make_running_campaign
from ..people import make_person, make_stranger
from ..store import Thing
from ..world import World
from .errors import Wrong
from .find import find_person


def list_people(world: World) -> dict[str, Any]:
    return {"people": [describe_person(world, person) for person in world.store.list("person")]}


def describe_person(world: World, person: Thing) -> dict[str, Any]:
    accounts = [a for a in world.store.list("account") if person.id in a.data["_people"]]
    pages = [p for p in world.store.list("page") if person.id in p.data["_people"]]
    return {
        "id": person.id, "key": person.data["key"], "name": person.name, "email": person.data["email"],
        "accounts": [describe_account(world, account) for account in accounts],
        "pages": [{"id": p.id, "name": p.name} for p in pages],
    }  # fmt: skip


def describe_account(world: World, account: Thing) -> dict[str, Any]:
    data = account.data
    pixels = [pixel.id for pixel in world.store.list("pixel", account=account.id)]
    return {
        "id": f"act_{account.id}", "account_id": account.id, "name": account.name, "currency": data["currency"],
        "time_zone": data["timezone_name"], "account_status": data["account_status"], "pixels": pixels,
        "audiences": [audience.id for audience in world.store.list("audience", account=account.id)],
        "campaigns": [{"id": c.id, "name": c.name} for c in world.store.list("campaign", account=account.id)],
    }  # fmt: skip


def add_person(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Make a person: `{name, email?, key?, page?, accounts: [{name, currency, time_zone, pixel, campaigns: [{name,
    daily_budget_minor, days, goal, country}]}]}`; an empty body makes somebody as the consent page does."""
    if not body:
        return describe_person(world, make_stranger(world))
    if any(p.data["key"] == body.get("key") for p in world.store.list("person")):
        raise Wrong(f"there is somebody with the key {body['key']!r}", 409)
    name = str(body.get("name") or "Somebody New")
    person = make_person(world, name=name, email=body.get("email", ""), key=body.get("key", ""))
    page = make_page(world, person, str(body.get("page") or name)) if body.get("page", True) else None
    for wish in body.get("accounts", [{}]):
        _add_account(world, person, page, wish, name)
    return describe_person(world, person)


def add_account(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Make an ad account for somebody who is there already: `{person, …}` and an account's wishes."""
    person = find_person(world, str(body.get("person", "")))
    pages = [p for p in world.store.list("page") if person.id in p.data["_people"]]
    return describe_account(world, _add_account(world, person, pages[0] if pages else None, body, person.name))


def _add_account(world: World, person: Thing, page: Thing | None, wish: dict[str, Any], name: str) -> Thing:
    days = max((float(c.get("days", 30)) for c in wish.get("campaigns", [])), default=0)
    zone = str(wish.get("time_zone", "Europe/Dublin"))
    try:
        ZoneInfo(zone)
        asked = AccountWish(
            str(wish.get("name", name)), str(wish.get("currency", "EUR")), zone, wish.get("pixel", True)
        )
        account = make_account(world, person, asked, created=world.now() - days * 86_400)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise Wrong(str(error)) from None
    for campaign in sorted(wish.get("campaigns", []), key=lambda c: -float(c.get("days", 30))):
        make_running_campaign(
            world, account, page, started=world.now() - float(campaign.get("days", 30)) * 86_400,
            name=str(campaign.get("name", "Always on")), daily_minor=int(campaign.get("daily_budget_minor", 0)),
            goal=str(campaign.get("goal", "OFFSITE_CONVERSIONS")), country=str(campaign.get("country", "IE")),
            settle=False,
        )  # fmt: skip
    world.settle(account)
    return account
