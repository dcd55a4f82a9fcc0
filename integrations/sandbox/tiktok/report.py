"""Reports: what ads did, at a level, over days or hours. Every number is a string; money in main units.

`total_complete_payment_rate` is the value of purchases, whatever its name says; a ratio without a base is "0.00", what
a level does not know "-".
"""

from collections.abc import Callable
from typing import Any

from .. import currencies
from ..store import Thing
from .call import Call
from .lists import describe_page
from .registry import answers
from .report_ask import Ask, read_ask
from .report_rows import Group, collect
from .report_words import MEASURES, WATCHED

_MICROS = 1_000_000


@answers("GET", "/report/integrated/get/")
def read_report(call: Call) -> dict[str, Any]:
    """Answer a page of rows."""
    ask = read_ask(call)
    number = call.fields.whole("page", 1, 1, 1_000_000)
    length = call.fields.whole("page_size", 10, 1, 1_000)
    groups = collect(call, ask)
    shown = [_show(call, ask, group) for group in groups[(number - 1) * length : number * length]]
    return {"list": shown, "page_info": describe_page(number, length, len(groups))}


def _show(call: Call, ask: Ask, group: Group) -> dict[str, Any]:
    dimensions = {ask.key: _id_of(ask.key, group.line)}
    if ask.time:
        dimensions[ask.time] = group.moment
    if ask.split:
        dimensions[ask.split] = group.part
    metrics = {
        name: _MEASURES[name](call, group) if name in _MEASURES else _attribute(call, group, name)
        for name in ask.metrics
    }
    return {"dimensions": dimensions, "metrics": metrics}


def _id_of(key: str, line: list[Thing]) -> str:
    """Return the id a row goes by: for Smart+, `ad_id` is a creative's and `ad_id_v2` the ad's own."""
    smart = line[0].data.get("_smart") and line[0].kind == "tiktok.ad"
    return line[0].data["_creative_ids"][0] if key == "ad_id" and smart else line[0].id


def _attribute(call: Call, group: Group, name: str) -> str:
    """Return what an object is, for the kinds that the row's level knows; "-" for the others."""
    by_kind = {thing.kind: thing for thing in group.line}
    kind, _, field = name.partition("_")
    thing = by_kind.get("account" if kind == "advertiser" else f"tiktok.{kind}")
    if field in ("id", "name", "id_v2") and kind in ("campaign", "adgroup", "ad", "advertiser"):
        if thing is None:
            return "-"
        return thing.name if field == "name" else _id_of(name, [thing])
    if name == "currency":
        return call.account.data["currency"]
    if name == "campaign_automation_type":
        return "UPGRADED_SMART_PLUS" if group.line[0].data.get("_smart") else "MANUAL"
    found = next((thing.data[name] for thing in group.line if name in thing.data), None)
    return "-" if found is None else str(found)


def _money(micros: float, currency: str) -> str:
    return f"{micros / _MICROS:.0f}" if currencies.offset(currency) == 1 else f"{micros / _MICROS:.2f}"


def _spend(call: Call, group: Group) -> str:
    return _money(group.spend, call.account.data["currency"])


def _count(*kinds: str) -> Callable[[Group], int]:
    return lambda group: sum(group.results[kind][0] for kind in kinds if kind in group.results)


_results = _count("purchase", "lead", "onsite lead", "install")


def _value(call: Call, group: Group) -> str:
    return _money(sum(value for _, value in group.results.values()), call.account.data["currency"])


def _reach(group: Group) -> int:
    return group.reach


def _frequency(call: Call, group: Group) -> str:
    return f"{group.impressions / group.reach:.2f}" if group.reach else "0.00"


def _cost_per(count: Callable[[Group], float], scale: int = 1) -> Callable[[Call, Group], str]:
    def read(call: Call, group: Group) -> str:
        base = count(group)
        return _money(group.spend * scale / base, call.account.data["currency"]) if base else "0.00"

    return read


def _share(above: Callable[[Group], float], below: Callable[[Group], float]) -> Callable[[Call, Group], str]:
    return lambda call, group: f"{100 * above(group) / below(group):.2f}" if below(group) else "0.00"


def _whole(count: Callable[[Group], int]) -> Callable[[Call, Group], str]:
    return lambda call, group: str(count(group))


def _of_impressions(share: float) -> Callable[[Call, Group], str]:
    return lambda call, group: str(int(group.impressions * share))


def _played(name: str) -> Callable[[Call, Group], str]:
    return lambda call, group: str(getattr(group.watched, name))


def _roas(call: Call, group: Group) -> str:
    return f"{sum(v for _, v in group.results.values()) / group.spend:.2f}" if group.spend else "0.00"


_impressions, _clicks = (lambda group: group.impressions), (lambda group: group.clicks)
_purchases, _leads, _installs = _count("purchase"), _count("lead"), _count("install")
_MEASURES: dict[str, Callable[[Call, Group], str]] = {
    **{name: _of_impressions(share) for name, share in (
        ("video_watched_2s", 0.42), ("video_watched_6s", 0.17), ("engaged_view", 0.15),
        ("likes", 0.006), ("comments", 0.0004), ("shares", 0.0005), ("follows", 0.0003), ("profile_visits", 0.001))},
    **{field: _played(name) for field, name in WATCHED.items()},
    "spend": _spend, "billed_cost": _spend,
    "impressions": _whole(_impressions), "gross_impressions": _whole(_impressions), "clicks": _whole(_clicks),
    "reach": _whole(_reach), "frequency": _frequency,
    "cpc": _cost_per(_clicks), "cpm": _cost_per(_impressions, 1_000), "ctr": _share(_clicks, _impressions),
    "cost_per_1000_reached": _cost_per(_reach, 1_000),
    "conversion": _whole(_results), "real_time_conversion": _whole(_results), "result": _whole(_results),
    "cost_per_conversion": _cost_per(_results), "real_time_cost_per_conversion": _cost_per(_results),
    "cost_per_result": _cost_per(_results), "conversion_rate": _share(_results, _clicks),
    "conversion_rate_v2": _share(_results, _clicks), "result_rate": _share(_results, _impressions),
    "complete_payment": _whole(_purchases), "complete_payment_rate": _share(_purchases, _clicks),
    "cost_per_complete_payment": _cost_per(_purchases), "total_complete_payment_rate": _value,
    "value_per_complete_payment": lambda call, group: _value(call, group) if _purchases(group) else "0.00",
    "complete_payment_roas": _roas, "app_install": _whole(_installs), "cost_per_app_install": _cost_per(_installs),
    "form": _whole(_leads), "cost_per_form": _cost_per(_leads), "onsite_form": _whole(_count("onsite lead")),
    "average_video_play": lambda call, group: "4.21",
    **{name: lambda call, group: "0" for name in ("total_purchase", "total_registration", "onsite_shopping")},
    **{name: lambda call, group: "0.00" for name in ("total_purchase_value", "total_onsite_shopping_value")},
}  # fmt: skip
assert set(_MEASURES) == set(MEASURES)
