"""What a day would bring: prices, rates and the ads' shares for one ad group on one local day.

A plan is a pure function of the terms and of the state at the day's start, so it can be made again at any tick.
Concave response: with x = the day's target over the group's capacity, impressions get dearer and buyers rarer;
results grow as log(1 + x), the usual diminishing return of paid social.
"""

import math
from dataclasses import dataclass
from datetime import date

from . import demand, wear
from .noise import make_key, normal, uniform
from .terms import AccountTerms, AdTerms, Goal, GroupTerms

# link clicks per impression; results per link click; views that convert per impression
_RATES = {
    Goal.PURCHASE: (0.0165, 0.0450, 0.000010),
    Goal.LEAD: (0.0125, 0.0820, 0.0),
    Goal.INSTALL: (0.0120, 0.0700, 0.0),
    Goal.CLICK: (0.0195, 0.0085, 0.000003),
    Goal.ENGAGEMENT: (0.0120, 0.0050, 0.000002),
    Goal.REACH: (0.0092, 0.0050, 0.000002),
}
_LEARNING_DAYS = 7
_LEARNED_RESULTS = 50
_ORDER_EUR = 45.0
_MICROS_A_THOUSANDTH = 1_000


@dataclass(frozen=True, slots=True)
class AdPlan:
    id: str
    key: int
    share: float
    click_rate: float
    result_rate: float
    view_rate: float


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """`price` is micros an impression; `worth` the group's pull when it shares a budget; `throttle` what caps leave."""

    kind: str
    price: float
    order_value: float
    worth: float
    throttle: float
    ads: tuple[AdPlan, ...]


@dataclass(slots=True)
class GroupState:
    """What a group carries from day to day: results since it was last changed, impressions that wear ads out."""

    edited: int
    results: int
    worn: dict[str, float]


@dataclass(frozen=True, slots=True)
class Day:
    """A local day, its first moment, and the spend meant for it in micros."""

    date: date
    start: int
    target: float


def plan_group(
    seed: int, account: AccountTerms, group: GroupTerms, ads: tuple[AdTerms, ...], day: Day, state: GroupState
) -> GroupPlan:
    """Plan a group's day; `ads` are those that are live at this moment."""
    people = demand.count_people(group)
    saturation = _saturation(people, day.target / 1e6 / account.price_level)
    dearer, readier = demand.festive(day.date)
    price = demand.base_price(group.goal) * demand.price_level(group) * dearer * (1 + 0.30 * saturation)
    price *= demand.drift(seed, f"price {account.id}", day.date) * account.price_level * _MICROS_A_THOUSANDTH
    learned = _learned(group, state, day.start)
    mood = demand.drift(seed, f"mood {group.id}", day.date) * demand.weekday(day.date) ** 0.6 * readier
    rates = _group_rates(group, saturation, mood * (0.80 + 0.20 * learned))
    return _with_caps(account, group, price, _plan_ads(seed, ads, people, state, learned, rates))


def _group_rates(group: GroupTerms, saturation: float, mood: float) -> tuple[float, float, float]:
    """Return clicks per impression, results per click and results per view, before the ads' own differences."""
    clicks, results, views = _RATES[group.goal]
    effect = math.log1p(saturation) / saturation if saturation > 1e-6 else 1.0
    if not group.sells:
        return clicks * effect**0.3, 0.0, 0.0
    warm = 1.9 if group.warm_people else 1.0
    return clicks * effect**0.3, results * mood * warm * effect**0.7, views


def _plan_ads(
    seed: int,
    ads: tuple[AdTerms, ...],
    people: float,
    state: GroupState,
    learned: float,
    rates: tuple[float, float, float],
) -> tuple[AdPlan, ...]:
    """Divide a group among its ads: the better ones get more, the more so the more has been learned."""
    found = []
    for ad in ads:
        key = make_key(seed, "taste", ad.taste)
        tired = wear.pull(wear.frequency(state.worn.get(ad.id, 0.0), people))
        clicks = rates[0] * _spread(0.12, uniform(key, 0)) * ad.polish * tired
        results = rates[1] * _spread(0.10, uniform(key, 1)) * (0.5 + 0.5 * tired)
        found.append((ad, min(clicks, 0.2), min(results, 0.5)))
    weights = [(clicks * (1 + 40 * results)) ** (0.6 + 1.8 * learned) for _, clicks, results in found]
    total = sum(weights) or 1.0
    return tuple(
        AdPlan(ad.id, make_key(seed, "ad", ad.id), weight / total, clicks, results, rates[2])
        for (ad, clicks, results), weight in zip(found, weights, strict=True)
    )


def _spread(width: float, u: float) -> float:
    """Return how much better or worse than others an ad is liked; nobody's is beyond all measure."""
    return math.exp(width * min(1.6, max(-1.6, normal(u))))


def _with_caps(account: AccountTerms, group: GroupTerms, price: float, ads: tuple[AdPlan, ...]) -> GroupPlan:
    kind = group.goal.value if group.goal in (Goal.LEAD, Goal.INSTALL) else "purchase"
    order_value = _ORDER_EUR * account.price_level * 1e6 if kind == "purchase" else 0.0
    click_rate = sum(ad.share * ad.click_rate for ad in ads)
    result_rate = sum(ad.share * ad.click_rate * ad.result_rate for ad in ads)
    per_thing = click_rate if group.goal == Goal.CLICK else result_rate
    cost = price / per_thing if per_thing else math.inf
    throttle = _throttle(group.cost_cap, cost) * _throttle(group.bid_cap, cost * 0.8)
    if group.roas_floor and result_rate:
        throttle *= _throttle(order_value / group.roas_floor, price / result_rate)
    return GroupPlan(kind, price, order_value, (per_thing or click_rate) / price, throttle, ads)


def _throttle(cap: float, cost: float) -> float:
    """Return the share of the budget that a cap per result leaves: all of it well above the cost, little below."""
    if not cap:
        return 1.0
    if cost == math.inf:
        return 0.05
    return min(1.0, max(0.02, 1 / (1 + (cost / (cap * 1.1)) ** 6) * 1.15))


def _saturation(people: float, euros: float) -> float:
    return euros / (23.0 * (people / 100_000) ** 0.36)


def _learned(group: GroupTerms, state: GroupState, day_start: int) -> float:
    days = max(0, day_start - group.edited) / 86_400
    return min(1.0, max(days / _LEARNING_DAYS, state.results / _LEARNED_RESULTS))
