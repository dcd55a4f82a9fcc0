"""Orders to the world: people, tokens, reviews, accounts, edits behind our back, restatements, reset."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..faults import Faults
from ..history import make_running_campaign
from ..meta import status, tokens
from ..meta.call import Call
from ..people import AccountWish, make_account, make_default_people, make_page, make_person, make_stranger
from ..store import Thing
from ..world import World
from .clock import steer_clock
from .errors import Wrong


def find(world: World, thing_id: str, *kinds: str) -> Thing:
    thing = world.store.get(str(thing_id).removeprefix("act_"), *kinds)
    if thing is None:
        raise Wrong(f"no such {' or '.join(kinds) or 'object'}: {thing_id}", 404)
    return thing


def find_person(world: World, name: str) -> Thing:
    """Find a person by id or by key ("marlow")."""
    for person in world.store.list("person"):
        if name in (person.id, person.data["key"]):
            return person
    raise Wrong(f"no such person: {name}", 404)


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


def end_tokens(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """End a person's tokens: `{person, how: expire | revoke | password | invalid}`."""
    subcodes = {"expire": 463, "revoke": 458, "password": 460, "invalid": 467}
    how = body.get("how", "revoke")
    if how not in subcodes:
        raise Wrong(f"how must be one of {', '.join(subcodes)}")
    person = find_person(world, str(body.get("person", "")))
    return {"ended": tokens.kill_tokens(world, person.id, subcodes[how])}


def edit_object(world: World, thing_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Change fields of an object as if somebody had done it in Ads Manager: no checks, no log entry."""
    thing = find(world, thing_id)
    if thing.account and (account := world.store.get(thing.account, "account")):
        world.settle(account)
    elif thing.kind == "account":
        world.settle(thing)
    thing.data |= {name: str(value) if name.endswith("_budget") else value for name, value in body.items()}
    thing.updated = world.now()
    world.store.put(thing)
    return {"id": thing.id, "kind": thing.kind, **{name: thing.data[name] for name in body}}


def review_ad(world: World, ad_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """End an ad's review now: `{verdict: approve | reject, policy?, text?}`; works on an ad that is running too."""
    ad = find(world, ad_id, "ad")
    world.settle(find(world, ad.account, "account"))
    verdict = body.get("verdict", "reject")
    if verdict not in ("approve", "reject"):
        raise Wrong("verdict must be approve or reject")
    policy = str(body.get("policy", "Unacceptable business practices"))
    words = str(body.get("text", f"This ad doesn't comply with our Advertising Standards on {policy.lower()}."))
    ad.data |= {"_violations": {policy: words} if verdict == "reject" else {}, "_review_until": world.now()}
    ad.updated = world.now()
    world.store.put(ad)
    return {"id": ad.id, "verdict": verdict}


def set_review_length(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Set how long reviews take from now on, in simulated minutes; null goes back to 4 to 18."""
    world.store.set_value("review_minutes", body.get("minutes"))
    return {"minutes": body.get("minutes")}


def restate(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Restate conversions: `{ad, day, count, value_minor?, hour?, kind?}` adds (or with a negative count takes away)
    results on a past day, known from now on."""
    ad = find(world, str(body.get("ad", "")), "ad")
    count = int(body.get("count", 0))
    micros = int(body.get("value_minor", 4500 * count)) * 10_000
    row = (
        ad.id,
        str(body["day"]),
        int(body.get("hour", 12)),
        ad.account,
        str(body.get("kind", "purchase")),
        "7d_click",
    )
    world.store.add_conversions([(*row, world.now(), world.now(), count, micros)])
    return {"restated": count}


def reset(world: World, faults: Faults, body: dict[str, Any]) -> dict[str, Any]:
    """Forget everything and begin again with the default person: `{seed?, now?, speed?}`."""
    world.store.clear()
    faults.clear()
    world.config.seed = int(body.get("seed", world.config.seed))
    make_default_people(world)
    return steer_clock(world, {name: body[name] for name in ("now", "speed") if name in body})


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
