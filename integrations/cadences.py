"""How often an ad account is read, so that the quota lasts the day for everybody. Pure.

What nobody must have (figures by hour and by audience) is read only where its own small part of the day pays for all of
it, so a quota that gets short loses the hours first, then the audiences, and only then do the usual readings come rarer.

An account's part of the day's operations is divided among the kinds of reading; a kind's cadence is the day over how
many of its readings that pays for. What a reading takes is measured (`AdAccount.read_costs`); before the first one it
is guessed.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from integrations.quotas import COUNTED
from integrations.types import SyncKind

SHORTEST = {
    SyncKind.METRICS: timedelta(minutes=15),
    SyncKind.OBJECTS: timedelta(minutes=15),
    SyncKind.HEALTH: timedelta(hours=4),
}
LONGEST = {
    SyncKind.METRICS: timedelta(days=1),
    SyncKind.OBJECTS: timedelta(days=1),
    SyncKind.HEALTH: timedelta(days=3),
}
STEP = timedelta(minutes=15)
_PARTS = {
    SyncKind.METRICS: 0.5,
    SyncKind.OBJECTS: 0.25,
    SyncKind.HEALTH: 0.1,
}  # the rest: the nightly reading, extras, people
_GUESSED = {SyncKind.METRICS: 2, SyncKind.OBJECTS: 4, SyncKind.HEALTH: 7}


class Extra(StrEnum):
    """A reading that is left out while the quota is short."""

    HOURS = "hours"
    AUDIENCES = "audiences"


@dataclass(frozen=True, slots=True)
class _Price:
    """What an extra takes of an account's day: the part that it may have, and the operations that it needs."""

    part: float
    operations: int


_EXTRAS = {
    Extra.HOURS: _Price(0.05, 24 * 2),  # every hour, ads and asset groups
    Extra.AUDIENCES: _Price(0.02, 12),  # every night: four breakdowns, four times reach, plays, with room
}
ROOM_PERCENT = 60.0
"""How much of a quota may be used while extras are read."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Why a cadence is what it is: the day's operations of the app, and how many organisations share them."""

    level: str
    per_day: int
    sharers: int


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often a kind of reading comes; `shared` where the operator's quota makes it rarer than it could be."""

    every: timedelta
    shared: Shared | None = None


def stretch(kind: SyncKind, *, operations: float, costs: Mapping[str, int], shared: Shared) -> Cadence:
    """Return the cadence that an account's `operations` a day pay for, in steps of a quarter of an hour.

    Never shorter than usual, never longer than LONGEST: what that takes beyond its part comes out of what is left.
    """
    cost = max(1, costs.get(kind, _GUESSED[kind]))
    times = operations * _PARTS[kind] / cost
    wanted = COUNTED / times if times else LONGEST[kind]
    every = min(LONGEST[kind], max(SHORTEST[kind], STEP * math.ceil(wanted / STEP)))
    return Cadence(every, shared if every > SHORTEST[kind] else None)


def pays_for(extra: Extra, *, operations: float) -> bool:
    """Return whether an account's `operations` a day have room for an extra."""
    price = _EXTRAS[extra]
    return operations * price.part >= price.operations


def unhurried(kind: SyncKind) -> Cadence:
    """Return the cadence where no quota is short."""
    return Cadence(SHORTEST[kind])
