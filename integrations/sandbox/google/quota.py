"""Operations in a sliding window of 24 hours, for the whole Cloud project: what Google's access levels allow."""

from ..world import World
from .errors import exhausted

A_DAY = {"test": 15_000, "explorer": 2_880, "basic": 15_000, "standard": 0}
_DAY_S, _SLOT_S = 86_400, 60
_KEY = "google.operations"


def take(world: World, operations: int) -> None:
    """Count operations, or refuse them all with the time after which enough are free again. Standard has no limit."""
    tier = world.config.tiers["google"]
    slot = int(world.now() // _SLOT_S)
    used = [[at, count] for at, count in world.store.get_value(_KEY, []) if at > slot - _DAY_S // _SLOT_S]
    most = A_DAY.get(tier, 0)
    if most and sum(count for _, count in used) + operations > most:
        raise exhausted(_wait_s(used, most, operations, world.now()), name=f"Number of operations for {tier} access")
    if used and used[-1][0] == slot:
        used[-1][1] += operations
    else:
        used.append([slot, operations])
    world.store.set_value(_KEY, used)


def _wait_s(used: list[list[int]], most: int, operations: int, now: float) -> int:
    too_many = sum(count for _, count in used) + operations - most
    for at, count in used:
        too_many -= count
        if too_many <= 0:
            return max(1, int(at * _SLOT_S + _DAY_S + _SLOT_S - now))
    return _DAY_S
