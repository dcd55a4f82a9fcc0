"""Run one account's market from tick to tick. Reads terms and state, returns an outcome, moves the state on."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from . import demand, pacing, response
from .delay import draw_delay
from .noise import normal, poisson, uniform
from .response import AdPlan, GroupPlan, GroupState
from .terms import TICK_S, AccountTerms, Conversion, GroupTerms, HourRow, Outcome, UnitTerms

_FADE_A_DAY = 0.955


@dataclass(slots=True)
class AdState:
    """Impressions that still wear the ad out (`worn`, up to the last roll) and those of the day in progress."""

    worn: float = 0.0
    day: str = ""
    today: int = 0

    def roll(self, day: date) -> None:
        gap = (day - date.fromisoformat(self.day)).days if self.day else 0
        self.worn = (self.worn + self.today) * _FADE_A_DAY**gap
        self.day, self.today = day.isoformat(), 0


@dataclass(slots=True)
class LearnState:
    """Results since the group was last changed, up to the last roll, and those of the day in progress."""

    edited: int = 0
    results: int = 0
    day: str = ""
    today: int = 0

    def roll(self, day: date) -> None:
        self.results += self.today
        self.day, self.today = day.isoformat(), 0


@dataclass(slots=True)
class MarketState:
    """Everything an account's market carries on; plain numbers, stored as JSON between runs."""

    units: dict[str, pacing.UnitState] = field(default_factory=dict)
    ads: dict[str, AdState] = field(default_factory=dict)
    groups: dict[str, LearnState] = field(default_factory=dict)


@dataclass(slots=True)
class _Tick:
    start: int
    number: int
    day: date
    hour: int
    day_start: int


def run(seed: int, account: AccountTerms, state: MarketState, first: int, last: int) -> Outcome:
    """Compute ticks `first` up to, not including, `last` (numbers of 15 minutes since 1970)."""
    outcome, runner, zone = Outcome(), _Runner(seed, account, state), ZoneInfo(account.time_zone)
    if not account.units:
        return outcome
    for number in range(first, last):
        start = number * TICK_S
        local = datetime.fromtimestamp(start, zone)
        midnight = datetime(local.year, local.month, local.day, tzinfo=zone)
        tick = _Tick(start, number, local.date(), local.hour, int(midnight.timestamp()))
        for unit in account.units:
            runner.run_unit(unit, tick, outcome)
    return outcome


class _Runner:
    def __init__(self, seed: int, account: AccountTerms, state: MarketState) -> None:
        self.seed, self.account, self.state = seed, account, state
        self.plans: dict[str, tuple[object, float, list[tuple[GroupTerms, GroupPlan, float]]]] = {}

    def run_unit(self, unit: UnitTerms, tick: _Tick, outcome: Outcome) -> None:
        groups = tuple(g for g in unit.groups if g.starts <= tick.start and (not g.ends or tick.start < g.ends))
        live = tuple(tuple(ad for ad in g.ads if ad.live_from <= tick.start) for g in groups)
        if not any(live):
            return
        state = self.state.units.setdefault(unit.id, pacing.UnitState())
        if state.day != tick.day.isoformat():
            state.roll(tick.day)
        state.budget = unit.daily
        target, shares = self._plan(unit, groups, live, state, tick)
        for group, plan, share in shares:
            wanted = target * share * plan.throttle * demand.HOURS[tick.hour] / 4
            for ad in plan.ads:
                self._run_ad(unit, state, group, plan, ad, wanted * ad.share, tick, outcome)

    def _plan(self, unit, groups, live, state, tick):
        key = (tick.day, groups, live)
        known = self.plans.get(unit.id)
        if known and known[0] == key:
            return known[1], known[2]
        target = pacing.day_target(self.seed, unit, state, tick.day, tick.day_start)
        running = [(g, ads) for g, ads in zip(groups, live, strict=True) if ads]
        plans = [self._plan_group(g, ads, target / len(running), tick) for g, ads in running]
        pull = [plan.worth**1.5 for plan in plans]
        shares = [(g, plan, p / sum(pull)) for (g, _), plan, p in zip(running, plans, pull, strict=True)]
        self.plans[unit.id] = (key, target, shares)
        return target, shares

    def _plan_group(self, group: GroupTerms, ads, target: float, tick: _Tick) -> GroupPlan:
        learn = self.state.groups.setdefault(group.id, LearnState(edited=group.edited))
        if learn.day != tick.day.isoformat():
            learn.roll(tick.day)
        if learn.edited != group.edited:
            learn.edited, learn.results, learn.today = group.edited, 0, 0
        for ad in ads:
            wear = self.state.ads.setdefault(ad.id, AdState())
            if wear.day != tick.day.isoformat():
                wear.roll(tick.day)
        worn = {ad.id: self.state.ads[ad.id].worn for ad in ads}
        memory = GroupState(group.edited, learn.results, worn)
        return response.plan_group(self.seed, self.account, group, ads, tick.day, tick.day_start, memory, target)

    def _run_ad(self, unit, state, group, plan, ad: AdPlan, wanted: float, tick: _Tick, outcome: Outcome) -> None:
        key, base = ad.key, tick.number * 8
        price = plan.price * (0.88 + 0.24 * uniform(key, base))
        impressions = poisson(wanted / plan.price, uniform(key, base + 1))
        if not impressions:
            return
        minor = self.account.minor
        spend = int(impressions * price / minor + uniform(key, base + 2)) * minor
        room = pacing.spendable(unit, state, tick.day) // minor * minor
        if spend > room:
            impressions = int(impressions * room / spend)
            spend = room
            if not impressions:
                return
        link_clicks = min(impressions, poisson(impressions * ad.click_rate, uniform(key, base + 3)))
        other_clicks = poisson(impressions * ad.click_rate * 0.22, uniform(key, base + 4))
        state.spent_day += spend
        state.spent_week += spend
        state.spent_total += spend
        self.state.ads[ad.id].today += impressions
        row = outcome.hours.setdefault((ad.id, tick.day.isoformat(), tick.hour), HourRow())
        row.impressions += impressions
        row.clicks += min(impressions, link_clicks + other_clicks)
        row.link_clicks += link_clicks
        row.spend += spend
        learn = self.state.groups[group.id]
        learn.today += link_clicks if plan.kind == "purchase" and group.goal.value != "purchase" else 0
        for number in range(link_clicks):
            self._maybe_convert(group, plan, ad, tick, number, ad.result_rate, False, outcome)
        self._maybe_convert(group, plan, ad, tick, 400, ad.view_rate * impressions, True, outcome)

    def _maybe_convert(self, group, plan, ad, tick, number, chance, viewed, outcome) -> None:
        key = (ad.key ^ (number + 1) * 0xA24BAED4963EE407) & ((1 << 64) - 1)
        base = tick.number * 8
        if uniform(key, base) >= chance:
            return
        happened = tick.start + uniform(key, base + 1) * TICK_S
        delay = draw_delay(plan.kind, uniform(key, base + 2), uniform(key, base + 3))
        delay = min(delay, 86_399) if viewed else delay
        window = "1d_view" if viewed else "1d_click" if delay <= 86_400 else "7d_click"
        value = 0
        if plan.order_value:
            size = 2.718281828459045 ** (0.42 * normal(uniform(key, base + 4)) - 0.0882)
            value = round(plan.order_value * size / self.account.minor) * self.account.minor
        self.state.groups[group.id].today += 1
        outcome.conversions.append(
            Conversion(ad.id, tick.day.isoformat(), tick.hour, plan.kind, window, happened, happened + delay, value)
        )


def tick_of(moment: float) -> int:
    """Return the number of the tick in progress at a moment; all before it are complete."""
    return int(moment // TICK_S)


def day_bounds(day: date, time_zone: str) -> tuple[int, int]:
    """Return a local day's first moment and the next day's, in seconds since 1970."""
    zone, after = ZoneInfo(time_zone), day + timedelta(days=1)
    return tuple(int(datetime(d.year, d.month, d.day, tzinfo=zone).timestamp()) for d in (day, after))
