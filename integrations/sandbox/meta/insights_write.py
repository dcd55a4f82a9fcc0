"""Write an insights row as Meta does: strings for numbers, lists of overlapping actions."""

from collections.abc import Callable
from typing import Any

from .. import currencies
from ..market import audience
from .call import Call
from .insights_ask import Ask
from .insights_rows import Group
from .insights_seen import WATCHED

# one event is reported under several names, which overlap: choose one, never add them up
_NAMES = {
    "purchase": ("purchase", "omni_purchase", "offsite_conversion.fb_pixel_purchase", "web_in_store_purchase"),
    "lead": ("lead", "offsite_conversion.fb_pixel_lead"),
    "form_lead": ("lead", "onsite_conversion.lead_grouped", "leadgen_grouped"),
    "install": ("mobile_app_install", "omni_app_install"),
}
_COUNTED = {"1d_click": ("1d_click",), "7d_click": ("1d_click", "7d_click"), "28d_click": ("1d_click", "7d_click"),
            "1d_view": ("1d_view",)}  # fmt: skip


def write(call: Call, ask: Ask, group: Group) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name in ask.fields:
        value = _WRITERS[name](call, ask, group) if name in _WRITERS else None
        if value not in (None, []):
            row[name] = value
    row |= {"date_start": group.since, "date_stop": group.until}
    if ask.breakdown:
        row[ask.breakdown] = f"{group.hour:02d}:00:00 - {group.hour:02d}:59:59" if ask.hourly else group.part
    return row


def write_summary(call: Call, ask: Ask, groups: list[Group]) -> dict[str, Any]:
    """Write the sums over all pages."""
    total = Group([call.account], ask.since, ask.until, -1)
    for group in groups:
        for name in ("impressions", "clicks", "link_clicks", "spend", "page_views"):
            setattr(total, name, getattr(total, name) + getattr(group, name))
        for key, (count, value) in group.results.items():
            total.results[key][0] += count
            total.results[key][1] += value
        for day, impressions in group.days.items():
            total.days[day] += impressions
        total.people |= group.people
        total.watched += group.watched
        total.settings |= group.settings
    plain = Ask("account", ask.since, ask.until, 0, "", ask.fields, ask.windows, ask.tells_reach)
    return write(call, plain, total)


def _actions(call: Call, ask: Ask, group: Group) -> list[dict[str, str]]:
    clicks = {"link_click": group.link_clicks, "landing_page_view": group.page_views}
    clicks["omni_landing_page_view"] = group.page_views
    clicks["post_engagement"] = clicks["page_engagement"] = group.clicks
    rows = [{"action_type": name, "value": str(number)} for name, number in clicks.items() if number]
    return rows + _results(ask, group, 0, str)


def _action_values(call: Call, ask: Ask, group: Group) -> list[dict[str, str]]:
    return _results(ask, group, 1, lambda micros: currencies.decimal(micros, call.account.data["currency"]))


def _results(ask: Ask, group: Group, place: int, show: Callable[[int], str]) -> list[dict[str, str]]:
    """Write counts (place 0) or values (place 1); `value` follows the ad set's own windows.

    What happened outside Meta is not added up over ad sets whose settings differ, unless windows are named.
    """
    rows = []
    mixed = len(group.settings) > 1 and not ask.windows
    for kind in sorted({kind for kind, _ in group.results if not mixed or kind == "form_lead"}):
        by_window = {window: cell[place] for (word, window), cell in group.results.items() if word == kind}
        main = by_window.get("default", 0)
        asked = {w: sum(by_window.get(part, 0) for part in _COUNTED[w]) for w in ask.windows if w in _COUNTED}
        cell = {window: show(number) for window, number in asked.items() if number}
        if main:
            cell["value"] = show(main)
        rows += [{"action_type": name, **cell} for name in _NAMES[kind] if cell]
    return rows


def _played(name: str) -> Callable[[Call, Ask, Group], list[dict[str, str]]]:
    """Write a count of plays as a list of one action; what was not played has none."""

    def read(call: Call, ask: Ask, group: Group) -> list[dict[str, str]]:
        count = getattr(group.watched, name)
        return [{"action_type": "video_view", "value": str(count)}] if count else []

    return read


def _ratio(above: float, below: float, scale: float = 1.0) -> str | None:
    return f"{above / below * scale:.6f}" if below else None


def _reach(ask: Ask, group: Group) -> int:
    """Return how many people saw it; 0 where it is not told."""
    return audience.reach(list(group.days.values()), sum(group.people.values()), "meta") if ask.tells_reach else 0


def _of(kind: str, what: str) -> Callable[[Call, Ask, Group], str | None]:
    def read(call: Call, ask: Ask, group: Group) -> str | None:
        found = next((thing for thing in group.line if thing.kind == kind), None)
        if found is None:
            return None
        return found.id if what == "id" else str(found.data.get(what, "")) or None

    return read


_WRITERS: dict[str, Callable[[Call, Ask, Group], Any]] = {
    **{f"{kind}_{what}": _of(kind, what) for kind in ("ad", "adset", "campaign", "account") for what in ("id", "name")},
    "account_currency": lambda call, ask, group: call.account.data["currency"],
    "objective": _of("campaign", "objective"),
    "optimization_goal": _of("adset", "optimization_goal"),
    "impressions": lambda call, ask, group: str(group.impressions),
    "clicks": lambda call, ask, group: str(group.clicks),
    "inline_link_clicks": lambda call, ask, group: str(group.link_clicks) if group.link_clicks else None,
    "outbound_clicks": lambda call, ask, group: (
        [{"action_type": "outbound_click", "value": str(group.link_clicks)}] if group.link_clicks else None
    ),
    "spend": lambda call, ask, group: currencies.decimal(group.spend, call.account.data["currency"]),
    "reach": lambda call, ask, group: str(_reach(ask, group)) if ask.tells_reach else None,
    "frequency": lambda call, ask, group: _ratio(group.impressions, _reach(ask, group)),
    "cpp": lambda call, ask, group: _ratio(group.spend / 1e6, _reach(ask, group), 1000),
    "ctr": lambda call, ask, group: _ratio(group.clicks, group.impressions, 100),
    "inline_link_click_ctr": lambda call, ask, group: _ratio(group.link_clicks, group.impressions, 100),
    "cpc": lambda call, ask, group: _ratio(group.spend / 1e6, group.clicks),
    "cost_per_inline_link_click": lambda call, ask, group: _ratio(group.spend / 1e6, group.link_clicks),
    "cpm": lambda call, ask, group: _ratio(group.spend / 1e6, group.impressions, 1000),
    "actions": _actions,
    "action_values": _action_values,
    "attribution_setting": lambda call, ask, group: "7d_click_1d_view_1d_ev",
    **{field: _played(name) for field, name in WATCHED.items()},
    "buying_type": lambda call, ask, group: "AUCTION",
}
