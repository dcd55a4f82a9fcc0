"""Who saw it: an ad's daily figures split by country, device, age and gender, and how many people were reached.

Pure and seeded; nothing is stored. A side asks `list_parts(crowd, by, seed, campaign id)` for the parts that the targeting
allows, and splits each ad's figures of each day with `split` (or `split_results` and `share_out`, for what is told apart
further), keyed `make_key(seed, ad id, day, by)`; then it adds the parts up to the level and step that were asked for, so that
every level agrees with the others. Parts add up to what was split, exactly, and follow the platform's `habits`, with each
campaign a little different. The same whole always gives the same parts, and a count's parts never shrink when the whole
grows (see `sharing`), so that orders that arrive late arrive in some part and stay there; clicks are held within the part's
impressions, which alone may move one while a day is in progress. Values follow the counts.

Parts are a function of the targeting as it is now: one that is changed changes the past's parts as well.

Names of parts: countries as in the targeting; iphone, android_phone, ipad, android_tablet, computer, tv, unknown;
13-17, 18-24, 25-34, 35-44, 45-54, 55-64, 65+, unknown; women, men, unknown.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum

from .demand import people_and_price
from .habits import AGES, FACTORS, GENDERS, PLATFORMS, UNKNOWN
from .noise import make_key, normal, uniform
from .sharing import share_out

_VARIETY = 0.18
_OVERLAP = 1.3
_LOYALTY = 0.6


class By(StrEnum):
    COUNTRY = "country"
    DEVICE = "device"
    AGE = "age"
    GENDER = "gender"


@dataclass(frozen=True, slots=True)
class Crowd:
    """Whom an ad group is shown to, on `platform` (meta, google, tiktok); an `age_max` of 65 means all older too.

    `countries` are those of its places too. Without any, the country is unknown.
    """

    platform: str
    countries: tuple[str, ...]
    age_min: int = 18
    age_max: int = 65
    genders: tuple[str, ...] = GENDERS


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a crowd: its shares of impressions, clicks, results and spend."""

    name: str
    shown: float
    clicked: float
    bought: float
    paid: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What is split. Money in micros."""

    impressions: int = 0
    clicks: int = 0
    spend: int = 0
    conversions: int = 0
    value: int = 0


def list_parts(crowd: Crowd, by: By, seed: int, owner: str) -> tuple[Part, ...]:
    """Return the parts that the crowd has, in a fixed order; `owner` is the campaign, whose audience has its own taste."""
    found = []
    for name, (size, dear) in _sizes(crowd, by).items():
        clicks, results, price = FACTORS.get(name, (1.0, 1.0, dear))
        key = make_key(seed, "audience", owner, by, name)
        sizes, likes, buys = (math.exp(_VARIETY * normal(uniform(key, number))) for number in range(3))
        shown = size * sizes
        found.append(Part(name, shown, shown * clicks * likes, shown * results * likes * buys, shown * price))
    return tuple(found)


def split(figures: Figures, parts: Sequence[Part], key: int, *, unit: int = 1) -> dict[str, Figures]:
    """Split one ad's figures of one day; money in whole `unit`s (the currency's smallest amount). Empty parts are absent."""
    impressions = share_out(figures.impressions, [part.shown for part in parts], make_key(key, "impressions"))
    clicks = share_out(figures.clicks, [part.clicked for part in parts], make_key(key, "clicks"), most=impressions)
    weights = [part.paid if seen else 0.0 for part, seen in zip(parts, impressions, strict=True)]
    spend = _share_money(figures.spend, weights, parts, make_key(key, "spend"), unit)
    results = split_results(figures.conversions, figures.value, parts, key, unit=unit)
    columns = zip(parts, impressions, clicks, spend, strict=True)
    found = {
        part.name: Figures(seen, clicked, paid, *results.get(part.name, (0, 0)))
        for part, seen, clicked, paid in columns
    }
    return {name: one for name, one in found.items() if any(astuple(one))}


def split_results(
    count: int, value: int, parts: Sequence[Part], key: int, *, unit: int = 1
) -> dict[str, tuple[int, int]]:
    """Split results (taken away ones are negative) and their value; parts without any are absent."""
    counts = share_out(count, [part.bought for part in parts], make_key(key, "results"))
    values = _share_money(value, [float(abs(number)) for number in counts], parts, make_key(key, "value"), unit)
    pairs = zip(counts, values, strict=True)
    return {part.name: pair for part, pair in zip(parts, pairs, strict=True) if any(pair)}


def count_people(crowd: Crowd) -> float:
    """Return how many people are in a crowd; at least 500."""
    everyone = sum(people_and_price(code)[0] for code in crowd.countries) * 1e6
    years = max(1, min(crowd.age_max, 65) - max(crowd.age_min, 13) + 1)
    return max(500.0, everyone * len(crowd.genders) / len(GENDERS) * min(1.0, years / 48))


def reach(daily_impressions: Sequence[float], people: float, platform: str) -> int:
    """Return how many people saw something at least once, from its impressions of each day and its audience's size.

    Never below its best day's reach, nor above the sum of its days', its impressions or its audience; more impressions never
    reach fewer. A person sees `crowding` of a day's; days overlap (their p-norm); some are online far more than others
    (the negative binomial model of reach: Goodhardt & Ehrenberg, Evaluating a Consumer Deal, 1969).
    """
    shown = sum((count / PLATFORMS[platform].crowding) ** _OVERLAP for count in daily_impressions if count > 0)
    met = shown ** (1 / _OVERLAP)
    return math.ceil(people * (1 - (1 + met / (people * _LOYALTY)) ** -_LOYALTY))


def _sizes(crowd: Crowd, by: By) -> dict[str, tuple[float, float]]:
    """Return each part's share of the audience, and what its impressions cost against the others where that is its own."""
    habit = PLATFORMS[crowd.platform]
    if by == By.COUNTRY:
        return {code: people_and_price(code) for code in crowd.countries} or {UNKNOWN: (1.0, 1.0)}
    if by == By.DEVICE:
        return {name: (share, 1.0) for name, share in habit.devices.items() if share}
    unknown = habit.unknown[by]
    if by == By.GENDER:
        known = {"women": habit.women, "men": 1 - habit.women}
        sizes = {name: share for name, share in known.items() if name in crowd.genders}
    else:
        sizes = {name: share * _overlap(crowd, *AGES[name]) for name, share in habit.ages.items()}
    sizes = {name: size for name, size in sizes.items() if size}
    sizes[UNKNOWN] = sum(sizes.values()) * unknown / (1 - unknown) or 1.0
    return {name: (size, 1.0) for name, size in sizes.items()}


def _overlap(crowd: Crowd, first: int, last: int) -> float:
    """Return which share of an age group's years is aimed at."""
    return max(0, min(last, crowd.age_max) - max(first, crowd.age_min) + 1) / (last - first + 1)


def _share_money(amount: int, weights: list[float], parts: Sequence[Part], key: int, unit: int) -> list[int]:
    """Share an amount out in whole units; what is less than one goes with the largest share."""
    weights = weights if any(weights) else [part.shown for part in parts]
    sign = -1 if amount < 0 else 1
    whole, rest = divmod(abs(amount), unit)
    shares = [share * unit for share in share_out(whole, weights, key)]
    shares[max(range(len(shares)), key=lambda number: (shares[number], weights[number]))] += rest
    return [sign * share for share in shares]
