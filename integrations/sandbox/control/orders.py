"""Orders to the world: tokens, reviews, edits behind our back, reset."""

from typing import Any

from ..apps import TIERS
from ..faults import Faults
from ..people import make_default_people
from ..world import World
from .clock import keep_clock, read_clock, steer_clock
from .errors import Wrong
from .find import find, find_ad, find_person, find_side

_ENDS = ("expire", "revoke", "password", "invalid")


def end_tokens(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """End a person's tokens: `{person, how: expire | revoke | password | invalid, platform?}`; `all` ends them
    everywhere."""
    how = body.get("how", "revoke")
    if how not in _ENDS:
        raise Wrong(f"how must be one of {', '.join(_ENDS)}")
    person = find_person(world, str(body.get("person", "")))
    name = str(body.get("platform", "meta"))
    sides = list(world.sides.values()) if name == "all" else [find_side(world, name)]
    return {"ended": sum(side.kill_tokens(world, person.id, how) for side in sides)}


def set_tier(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Set how far a platform trusts the app from now on: `{platform, tier}`."""
    side = find_side(world, str(body.get("platform", "meta")))
    if body.get("tier") not in TIERS[side.name]:
        raise Wrong(f"tier must be one of {', '.join(TIERS[side.name])}")
    world.config.tiers[side.name] = body["tier"]
    return {"tiers": world.config.tiers}


def edit_object(world: World, thing_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Change fields of an object as if somebody had done it in the platform's own manager: no checks, no log entry."""
    thing = find(world, thing_id)
    if thing.account and (account := world.store.get(thing.account, "account")):
        world.settle(account)
    elif thing.kind == "account":
        world.settle(thing)
    as_text = world.side_of(thing).name == "meta"  # Meta keeps budgets as strings
    thing.data |= {name: str(value) if as_text and name.endswith("_budget") else value for name, value in body.items()}
    thing.updated = world.now()
    world.store.put(thing)
    return {"id": thing.id, "kind": thing.kind, **{name: thing.data[name] for name in body}}


def review_ad(world: World, ad_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """End an ad's review now: `{verdict: approve | reject, policy?, text?}`; works on an ad that is running too."""
    ad = find_ad(world, ad_id)
    world.settle(find(world, ad.account, "account"))
    verdict = body.get("verdict", "reject")
    if verdict not in ("approve", "reject"):
        raise Wrong("verdict must be approve or reject")
    policy = str(body.get("policy", "Unacceptable business practices"))
    words = str(body.get("text", f"This ad doesn't comply with our Advertising Standards on {policy.lower()}."))
    world.side_of(ad).review(world, ad, verdict, policy, words)
    return {"id": ad.id, "verdict": verdict}


def set_review_length(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Set how long reviews take from now on, in simulated minutes; null goes back to 4 to 18."""
    world.store.set_value("review_minutes", body.get("minutes"))
    return {"minutes": body.get("minutes")}


def set_transcoding(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Set how long uploaded videos are worked on from now on, in simulated seconds; null goes back to each one's own."""
    world.store.set_value("transcoding_s", body.get("seconds"))
    return {"seconds": body.get("seconds")}


def reset(world: World, faults: Faults, body: dict[str, Any]) -> dict[str, Any]:
    """Forget everything and begin again with the default person: `{seed?, now?, speed?}`; or `{kept}` to go back to
    what was kept under that name, its moment included."""
    faults.clear()
    if "kept" in body:
        return _go_back(world, str(body["kept"]))
    world.store.clear()
    world.config.seed = int(body.get("seed", world.config.seed))
    told = steer_clock(world, {name: body[name] for name in ("now", "speed") if name in body})
    make_default_people(world)
    return told


def keep(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Keep everything that stands, and the moment, under `{name}` as long as this process runs; faults are not kept."""
    keep_clock(world)
    world.kept[str(body.get("name", ""))] = world.config.seed, world.store.dump()
    return {"kept": sorted(world.kept)}


def _go_back(world: World, name: str) -> dict[str, Any]:
    if name not in world.kept:
        raise Wrong(f"nothing was kept under the name {name!r}", 404)
    world.config.seed, rows = world.kept[name]
    world.store.load(rows)
    clock = world.store.get_value("clock")
    world.clock.set(simulated=clock["simulated"], speed=clock["speed"])
    return read_clock(world)
