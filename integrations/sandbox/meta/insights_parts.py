"""Insights by part of the audience: which breakdowns Meta takes, and an ad's figures of a day split into its words.

Which go together is Meta's own table (https://developers.facebook.com/documentation/ads-commerce/marketing-api/insights/breakdowns);
that `device_platform` goes alone, and its words for telephones, are read in others' connectors.
"""

from collections.abc import Iterator
from typing import Any

from .. import currencies
from ..market import audience, demand
from ..market.audience import By, Crowd, Part
from ..market.noise import make_key
from ..market.sharing import share_out
from ..store import Thing
from .call import Call
from .delivery import people_terms
from .errors import GraphError
from .places import countries_of

HOURLY = "hourly_stats_aggregated_by_advertiser_time_zone"
_AUDIENCES_HOURS = "hourly_stats_aggregated_by_audience_time_zone"
_ANSWERED = {"country": By.COUNTRY, "device_platform": By.DEVICE, "age": By.AGE, "gender": By.GENDER}
_NEEDS_OPT_IN = "impression_device"
_OTHERS = {
    "dma", "region", "frequency_value", "place_page_id", "publisher_platform", "platform_position", "product_id",
    "user_segment_key", _NEEDS_OPT_IN,
}  # fmt: skip
_TOGETHER = (
    {"age", "gender"}, {"publisher_platform", "impression_device"}, {"publisher_platform", "platform_position"},
    {"publisher_platform", "platform_position", "impression_device"}, {"publisher_platform", "device_platform"},
)  # fmt: skip
_NEVER_ALONE = ("impression_device", "platform_position")
_WORDS = {"women": "female", "men": "male"}
_IN_BROWSERS = 0.04
_GENDERS = {1: ("men",), 2: ("women",)}


def read_breakdown(call: Call) -> str:
    """Return the one breakdown that is asked for, or none; Meta's refusals, and the sandbox's own where it knows no more."""
    names = set(_list(call))
    if unknown := names - {*_ANSWERED, *_OTHERS, HOURLY, _AUDIENCES_HOURS}:
        raise GraphError(
            f"(#100) {min(unknown)} is not valid for breakdowns param. please check"
            " https://developers.facebook.com/docs/marketing-api/insights/breakdowns/ for all valid values",
            blame=("breakdowns",),
        )
    if (len(names) > 1 and names not in _TOGETHER) or (len(names) == 1 and names & set(_NEVER_ALONE)):
        columns = ", ".join(["action_type", *sorted(names)])
        raise GraphError(f"(#100) Current combination of data breakdown columns ({columns}) is invalid")
    if _AUDIENCES_HOURS in names:
        raise GraphError(f"(#100) {_AUDIENCES_HOURS} needs an opt-in since 2026-08-03")
    if _NEEDS_OPT_IN in names:
        return _NEEDS_OPT_IN
    if len(names) > 1 or names & _OTHERS:
        raise GraphError(f"(#100) breakdowns {', '.join(sorted(names))} can't be answered by the sandbox")
    return next(iter(names), "")


def _list(call: Call) -> list[Any]:
    if not call.has("breakdowns"):
        return []
    text = call.text("breakdowns")
    return call.json("breakdowns", list) if text.startswith("[") else text.split(",")


def count_people(call: Call, adset: Thing) -> float:
    """Return how many people an ad set's targeting reaches."""
    return demand.count_people(people_terms(call.world, adset.data["targeting"]))


class Splitter:
    """Splits ads' figures of a day by one breakdown; without one (or by the hour) they stay whole, under no name."""

    def __init__(self, call: Call, breakdown: str) -> None:
        self.call = call
        self.by = _ANSWERED.get(breakdown)
        self.answers_nothing = breakdown == _NEEDS_OPT_IN
        self.seed = call.world.config.seed
        self.unit = currencies.minor_micros(call.account.data["currency"])
        self._parts: dict[str, tuple[Part, ...]] = {}

    def split_numbers(self, ad: Thing, adset: Thing, day: str, numbers: list[int]) -> Iterator[tuple[str, list[int]]]:
        """Yield impressions, clicks, link clicks, spend and page views by part."""
        if self.by is None:
            yield "", numbers
            return
        parts, key = self._parts_of(adset), self._key(ad, day)
        impressions, clicks, link_clicks, spend, page_views = numbers
        found = audience.split(audience.Figures(impressions, clicks, spend), parts, key, unit=self.unit)
        shown = [found.get(part.name, audience.Figures()) for part in parts]
        weights = [part.clicked for part in parts]
        links = share_out(link_clicks, weights, make_key(key, "links"), most=[one.clicks for one in shown])
        views = share_out(page_views, weights, make_key(key, "views"), most=links)
        for part, one, link, view in zip(parts, shown, links, views, strict=True):
            if one.impressions:
                yield part.name, [one.impressions, one.clicks, link, one.spend, view]

    def split_results(
        self, ad: Thing, adset: Thing, day: str, kind: str, window: str, cell: tuple[int, int]
    ) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the count and value of one kind of result in one window, by part."""
        if self.by is None:
            yield "", cell
            return
        key = make_key(self._key(ad, day), kind, window)
        yield from audience.split_results(*cell, self._parts_of(adset), key, unit=self.unit).items()

    def share_of_people(self, adset: Thing, name: str) -> float:
        """Return a part's share of the ad set's audience."""
        parts = self._parts_of(adset) if self.by else ()
        return sum(part.shown for part in parts if part.name == name) / (sum(part.shown for part in parts) or 1) or 1.0

    def _key(self, ad: Thing, day: str) -> int:
        return make_key(self.seed, ad.id, day, self.by)

    def _parts_of(self, adset: Thing) -> tuple[Part, ...]:
        if adset.id not in self._parts:
            spec = adset.data["targeting"]
            genders = [g for g in spec.get("genders") or [] if g]
            crowd = Crowd(
                "meta", tuple(sorted(countries_of(spec))), spec.get("age_min", 18), spec.get("age_max", 65),
                _GENDERS[genders[0]] if len(genders) == 1 else ("women", "men"),
            )  # fmt: skip
            parts = audience.list_parts(crowd, self.by or By.AGE, self.seed, adset.data["campaign_id"])
            self._parts[adset.id] = tuple(_in_words(self.by, parts))
        return self._parts[adset.id]


def _in_words(by: By | None, parts: tuple[Part, ...]) -> Iterator[Part]:
    """Yield parts under Meta's names. A device is where the ad was seen: in an app, in a telephone's browser, at a desk."""
    if by != By.DEVICE:
        unknown = "Unknown" if by == By.AGE else "unknown"
        for part in parts:
            name = unknown if part.name == "unknown" else _WORDS.get(part.name, part.name)
            yield Part(name, part.shown, part.clicked, part.bought, part.paid)
        return
    mobile = [part for part in parts if part.name not in ("computer", "unknown")]
    for name, share in (("mobile_app", 1 - _IN_BROWSERS), ("mobile_web", _IN_BROWSERS)):
        yield Part(name, *(share * sum(getattr(part, field) for part in mobile) for field in _WEIGHTS))
    words = {"computer": "desktop", "unknown": "unknown"}
    yield from (Part(words[p.name], p.shown, p.clicked, p.bought, p.paid) for p in parts if p.name in words)


_WEIGHTS = ("shown", "clicked", "bought", "paid")
