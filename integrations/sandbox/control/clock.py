"""The clock: read, set, run at a speed, go forward."""

from datetime import UTC, datetime
from typing import Any

from ..market.engine import tick_of
from ..world import World
from .errors import Wrong

_LONGEST_S = 3 * 366 * 86_400


def read_clock(world: World) -> dict[str, Any]:
    now = world.now()
    return {"now": now, "iso": datetime.fromtimestamp(now, UTC).isoformat(), "speed": world.clock.speed}


def steer_clock(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Take `now` (seconds or ISO 8601), `speed`, `advance_s` or `advance_days`; settles every market on the way.

    Going back is refused once there are campaigns: what has happened has happened (`reset` starts over).
    """
    if "speed" in body:  # first: a clock that is to stand still at a moment must not run on from it
        world.clock.set(speed=_number(body, "speed", 0, 1e6))
    if "now" in body:
        _set(world, read_moment(body["now"]))
    ahead = _number(body, "advance_s", 0, _LONGEST_S) + 86_400 * _number(body, "advance_days", 0, _LONGEST_S / 86_400)
    if ahead:
        world.clock.advance(ahead)
    world.settle_all()
    keep_clock(world)
    return read_clock(world)


def _set(world: World, moment: float) -> None:
    if moment < world.now():
        if any(world.store.list(side.campaign_kind) for side in world.sides.values()):
            raise Wrong("The clock can't go back while there are campaigns; reset first.", 409)
        world.store.db.execute("UPDATE objects SET created=min(created, ?), updated=min(updated, ?)", (moment, moment))
        for account in world.store.list("account"):
            world.store.set_value(f"settled:{account.id}", tick_of(moment))
    if moment - world.now() > _LONGEST_S:
        raise Wrong("That is too far ahead.")
    world.clock.set(simulated=moment)


def keep_clock(world: World) -> None:
    """Remember the clock in the sandbox's file, so that a restart goes on from it."""
    world.store.set_value("clock", world.clock.dump())


def read_moment(value: Any) -> float:
    """Read seconds since 1970 or ISO 8601, without an offset in UTC."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise Wrong(f"not a moment: {value!r}") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _number(body: dict[str, Any], name: str, least: float, most: float) -> float:
    value = body.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise Wrong(f"{name} must be a number from {least:g} to {most:g}")
    return float(value)
