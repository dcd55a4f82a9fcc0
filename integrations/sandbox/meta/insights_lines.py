"""Which ads an insights call is about, and each one's line upwards."""

from dataclasses import dataclass

from ..store import Thing
from . import status
from .call import Call
from .filters import passes, read_filters
from .insights_ask import Ask


@dataclass(frozen=True, slots=True)
class Line:
    """An ad's line upwards from the asked level, and what its ad set says about counting results."""

    ad: Thing
    adset: Thing
    above: list[Thing]
    windows: frozenset[str]
    has_form: bool


def list_lines(call: Call, owner: Thing, ask: Ask) -> dict[str, Line]:
    """Return, by ad, its line for the ads that the ask is about; the level's object comes first."""
    filters = read_filters(call)
    named = owner.kind == ask.level or any(rule["field"].endswith("effective_status") for rule in filters)
    above = {
        thing.id: thing for kind in ("campaign", "adset") for thing in call.store.list(kind, account=call.account.id)
    }
    found = {}
    for ad in call.store.list("ad", account=call.account.id):
        line = [ad, above[ad.parent], above[ad.data["campaign_id"]], call.account]
        if not any(thing.id == owner.id for thing in line):
            continue
        line = line[{"ad": 0, "adset": 1, "campaign": 2, "account": 3}[ask.level] :]
        gone = line[0].kind != "account" and status.effective(call, line[0]) in ("DELETED", "ARCHIVED")
        if (named or not gone) and all(passes(call, line[0], rule) for rule in filters):
            adset = above[ad.parent]
            form = adset.data["optimization_goal"] in ("LEAD_GENERATION", "QUALITY_LEAD")
            found[ad.id] = Line(ad, adset, line, _windows(adset), form)
    return found


def _windows(adset: Thing) -> frozenset[str]:
    """Return the windows that the ad set's attribution setting counts."""
    spec = {(w["event_type"], w["window_days"]) for w in adset.data["attribution_spec"]}
    found = {"1d_click"} if ("CLICK_THROUGH", 1) in spec else set()
    found |= {"1d_click", "7d_click"} if ("CLICK_THROUGH", 7) in spec else set()
    return frozenset(found | ({"1d_view"} if ("VIEW_THROUGH", 1) in spec else set()))
