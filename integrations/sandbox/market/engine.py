"""Run one account's market from tick to tick. Reads terms and state, returns an outcome, moves the state on."""

from datetime import datetime
from zoneinfo import ZoneInfo

from . import demand, pacing, response
from .auction import Tick, Turn, run_ad
from .response import GroupPlan, GroupState
from .state import MarketState
from .terms import TICK_S, AccountTerms, AdTerms, GroupTerms, Outcome, UnitTerms

_PULL = 1.5
_TICKS_AN_HOUR = 3600 // TICK_S
_Shares = list[tuple[GroupTerms, GroupPlan, float]]


def run(seed: int, account: AccountTerms, state: MarketState, first: int, last: int) -> Outcome:
    """Compute ticks `first` up to, not including, `last` (numbers of 15 minutes since 1970).

    Any division of a stretch of ticks into runs gives the same rows, as long as the terms are the same.
    """
    outcome, runner, zone = Outcome(), _Runner(seed, account, state), ZoneInfo(account.time_zone)
    for number in range(first, last if account.units else first):
        local = datetime.fromtimestamp(number * TICK_S, zone)
        midnight = datetime(local.year, local.month, local.day, tzinfo=zone)
        tick = Tick(number * TICK_S, number, local.date(), local.hour, int(midnight.timestamp()))
        for unit in account.units:
            runner.run_unit(unit, tick, outcome)
    return outcome


class _Runner:
    def __init__(self, seed: int, account: AccountTerms, state: MarketState) -> None:
        self.seed, self.account, self.state = seed, account, state
        self.plans: dict[str, tuple[tuple, float, _Shares]] = {}

    def run_unit(self, unit: UnitTerms, tick: Tick, outcome: Outcome) -> None:
        """Let everything under one budget have its turn."""
        running = []
        for group in unit.groups:
            if group.starts <= tick.start and (not group.ends or tick.start < group.ends):
                live = tuple(ad for ad in group.ads if ad.live_from <= tick.start)
                running += [(group, live)] if live else []
        if not running:
            return
        self.state.begin_unit(unit.id, tick.day).budget = unit.daily
        target, shares = self._plan(unit, running, tick)
        for group, plan, share in shares:
            wanted = target * share * plan.throttle * demand.HOURS[tick.hour] / _TICKS_AN_HOUR
            turn = Turn(self.account, self.state, unit, group, plan, tick, outcome)
            for ad in plan.ads:
                run_ad(turn, ad, wanted * ad.share)

    def _plan(
        self, unit: UnitTerms, running: list[tuple[GroupTerms, tuple[AdTerms, ...]]], tick: Tick
    ) -> tuple[float, _Shares]:
        """Return the day's target and each group's plan and share of it, made once a day for what is running."""
        key = (tick.day, running)
        if unit.id in self.plans and self.plans[unit.id][0] == key:
            return self.plans[unit.id][1:]
        target = pacing.day_target(self.seed, unit, self.state.units[unit.id], tick.day, tick.day_start)
        plans = [self._plan_group(group, ads, target / len(running), tick) for group, ads in running]
        pull = [plan.worth**_PULL for plan in plans]
        shares = [(group, plan, p / sum(pull)) for (group, _), plan, p in zip(running, plans, pull, strict=True)]
        self.plans[unit.id] = (key, target, shares)
        return target, shares

    def _plan_group(self, group: GroupTerms, ads: tuple[AdTerms, ...], target: float, tick: Tick) -> GroupPlan:
        learn = self.state.begin_group(group.id, group.edited, tick.day)
        worn = {ad.id: self.state.begin_ad(ad.id, tick.day).worn for ad in ads}
        memory = GroupState(group.edited, learn.results, worn)
        day = response.Day(tick.day, tick.day_start, target)
        return response.plan_group(self.seed, self.account, group, ads, day, memory)


def tick_of(moment: float) -> int:
    """Return the number of the tick in progress at a moment; all before it are complete."""
    return int(moment // TICK_S)
