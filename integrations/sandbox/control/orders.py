"""Orders to the world: tokens, reviews, edits behind our back, restatements, reset."""

from typing import Any

from .. import currencies
from ..faults import Faults
from ..meta import tokens
from ..people import make_default_people
from ..world import World
from .clock import steer_clock
from .errors import Wrong
from .find import find, find_person


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
    minor = currencies.minor_micros(find(world, ad.account, "account").data["currency"])
    micros = int(body.get("value_minor", 4500 * count)) * minor
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
    told = steer_clock(world, {name: body[name] for name in ("now", "speed") if name in body})
    make_default_people(world)
    return told
