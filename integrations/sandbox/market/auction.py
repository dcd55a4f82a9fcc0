"""What one ad gets in one tick: impressions and their price, clicks, and the results that will become known."""

import math
from dataclasses import dataclass
from datetime import date

from . import pacing
from .delay import draw_delay
from .noise import normal, poisson, uniform
from .response import AdPlan, GroupPlan
from .state import MarketState
from .terms import TICK_S, AccountTerms, Conversion, Goal, GroupTerms, HourRow, Outcome, UnitTerms

_DRAWS = 8
_OTHER_CLICKS = 0.22
_VIEW = 400
_DAY_S = 86_400
_BASKET_SPREAD = 0.42
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Tick:
    """A quarter of an hour: its first moment, number, local day and hour, and the local day's first moment."""

    start: int
    number: int
    day: date
    hour: int
    day_start: int


@dataclass(frozen=True, slots=True)
class Turn:
    """An ad group's turn in a tick, with everything it moves."""

    account: AccountTerms
    state: MarketState
    unit: UnitTerms
    group: GroupTerms
    plan: GroupPlan
    tick: Tick
    outcome: Outcome


def run_ad(turn: Turn, ad: AdPlan, wanted: float) -> None:
    """Let one ad spend about `wanted` micros, never more than its budget still allows."""
    key, base = ad.key, turn.tick.number * _DRAWS
    impressions = poisson(wanted / turn.plan.price, uniform(key, base))
    if not impressions:
        return
    price = turn.plan.price * (0.88 + 0.24 * uniform(key, base + 1))
    impressions, spend = _pay(turn, impressions, price, uniform(key, base + 2))
    if not impressions:
        return
    link_clicks = min(impressions, poisson(impressions * ad.click_rate, uniform(key, base + 3)))
    others = poisson(impressions * ad.click_rate * _OTHER_CLICKS, uniform(key, base + 4))
    _book(turn, ad, impressions, min(impressions, link_clicks + others), link_clicks, spend)
    for number in range(link_clicks):
        _maybe_convert(turn, ad, number, ad.result_rate)
    _maybe_convert(turn, ad, _VIEW, ad.view_rate * impressions)


def _pay(turn: Turn, impressions: int, price: float, chance: float) -> tuple[int, int]:
    """Return impressions and their spend: whole minor units (rounded by chance, so that sums are right), within limits."""
    minor = turn.account.minor
    spend = int(impressions * price / minor + chance) * minor
    room = pacing.spendable(turn.unit, turn.state.units[turn.unit.id], turn.tick.day)
    if turn.unit.whole_limit:
        room = min(room, max(0, turn.unit.whole_limit - turn.state.whole_of(turn.unit).spent_total))
    room = room // minor * minor
    return (impressions, spend) if spend <= room else (int(impressions * room / spend), room)


def _book(turn: Turn, ad: AdPlan, impressions: int, clicks: int, link_clicks: int, spend: int) -> None:
    budget = turn.state.units[turn.unit.id]
    budget.spent_day += spend
    budget.spent_week += spend
    budget.spent_total += spend
    if turn.unit.whole not in ("", turn.unit.id):
        turn.state.whole_of(turn.unit).spent_total += spend
    turn.state.ads[ad.id].today += impressions
    if turn.group.goal in (Goal.CLICK, Goal.REACH, Goal.ENGAGEMENT):
        turn.state.groups[turn.group.id].today += link_clicks
    row = turn.outcome.hours.setdefault((ad.id, turn.tick.day.isoformat(), turn.tick.hour), HourRow())
    row.impressions += impressions
    row.clicks += clicks
    row.link_clicks += link_clicks
    row.spend += spend


def _maybe_convert(turn: Turn, ad: AdPlan, number: int, chance: float) -> None:
    """Let a click (or, under the number for views, the tick's impressions) lead to a result.

    A view counts for a day, a click for seven; the window says within which the result falls.
    """
    key, base = (ad.key ^ (number + 1) * 0xA24BAED4963EE407) & _MASK, turn.tick.number * _DRAWS
    if uniform(key, base) >= chance:
        return
    happened = turn.tick.start + uniform(key, base + 1) * TICK_S
    delay = draw_delay(turn.plan.kind, uniform(key, base + 2), uniform(key, base + 3))
    delay = delay / 7 if number == _VIEW else delay
    window = "1d_view" if number == _VIEW else "1d_click" if delay <= _DAY_S else "7d_click"
    size = math.exp(_BASKET_SPREAD * normal(uniform(key, base + 4)) - _BASKET_SPREAD**2 / 2)
    value = round(turn.plan.order_value * size / turn.account.minor) * turn.account.minor
    turn.state.groups[turn.group.id].today += 1
    day, hour = turn.tick.day.isoformat(), turn.tick.hour
    turn.outcome.conversions.append(
        Conversion(ad.id, day, hour, turn.plan.kind, window, happened, happened + delay, value)
    )
