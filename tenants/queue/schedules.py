"""Schedules: which jobs come again and again. They are declared in `tenants/schedules.py` and nowhere else."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tenants.models import Organization
from tenants.queue.cadence import Cadence, Daily, Every, Monthly, Weekly
from tenants.queue.registry import get_handler
from tenants.queue.types import Scope, UnknownJob

UTC_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that comes again and again, for every active organisation or once for the installation."""

    name: str
    cadence: Cadence
    scope: Scope
    payload: dict = field(default_factory=dict)

    def last_slot(self, organization: Organization | None, now: datetime) -> datetime:
        """Return the slot that has begun last, in the organisation's time zone and moved by its own constant offset."""
        if organization is None:
            return self.cadence.last_slot(now, zone=UTC_ZONE, offset=timedelta())
        offset = timedelta(seconds=self._share(organization) * self.cadence.spread.total_seconds() // 1)
        return self.cadence.last_slot(now, zone=ZoneInfo(organization.time_zone), offset=offset)

    def _share(self, organization: Organization) -> float:
        """Return a number from 0 to 1 that is always the same for this schedule and organisation."""
        digest = hashlib.blake2b(f"{self.name} {organization.uuid}".encode(), digest_size=4).digest()
        return int.from_bytes(digest) / 2**32


_schedules: dict[str, Schedule] = {}


def schedule(
    name: str,
    *,
    every: timedelta | None = None,
    daily: time | None = None,
    weekly: tuple[int, time] | None = None,
    monthly: tuple[int, time] | None = None,
    scope: Scope = Scope.ORGANIZATION,
    payload: dict | None = None,
) -> None:
    """Declare that a job comes `every` so often, or `daily` / `weekly` (Monday is 0) / `monthly` (1 to 28) at a time of day.

    Times of day are local to the organisation; those of the installation are UTC. A job whose work is bound to another
    zone (an ad account's) is declared more often and sees for itself whose hour has come.
    """
    kinds = [
        Every(every) if every else None,
        Daily(daily) if daily else None,
        Weekly(*weekly) if weekly else None,
        Monthly(*monthly) if monthly else None,
    ]
    chosen = [kind for kind in kinds if kind]
    if len(chosen) != 1:
        raise ValueError(f"schedule {name} takes exactly one of every, daily, weekly, monthly")
    if name in _schedules:
        raise ValueError(f"schedule {name} is declared twice")
    _schedules[name] = Schedule(name, chosen[0], scope, payload or {})


def list_schedules() -> list[Schedule]:
    """Return the declared schedules."""
    return list(_schedules.values())


def check_schedules() -> list[str]:
    """Return what is wrong with the declarations, one line each."""
    problems = []
    for declared in list_schedules():
        try:
            scope = get_handler(declared.name).scope
        except UnknownJob as error:
            problems.append(f"schedule {declared.name}: {error}")
        else:
            if scope is not declared.scope:
                problems.append(
                    f"schedule {declared.name}: declared for the {declared.scope}, its job is of the {scope}"
                )
    return problems
