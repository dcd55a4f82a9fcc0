"""Ad sets: create, list, change, delete. Their rules stand in `targeting` and `adset_rules`."""

from typing import Any

from ..store import Thing
from . import adset_rules, flight, learning, promoted, status, targeting
from .call import Call
from .errors import GraphError, no_such, refused
from .lists import list_things
from .objects import apply_switch, check_open, check_writable, keep_new, no_longer_there, read_name, remember
from .registry import computed, edge, node
from .render import moment

_CHANGES_AN_HOUR = 4


@edge("account campaign", "adsets")
def list_adsets(call: Call, owner: Thing) -> dict[str, Any]:
    where = {"account": owner.id} if owner.kind == "account" else {"parent": owner.id}
    return list_things(call, call.store.list("adset", **where))


@edge("account", "adsets", "POST")
def create_adset(call: Call, account: Thing) -> dict[str, Any]:
    check_writable(call, account)
    data: dict[str, Any] = {"name": read_name(call)}
    campaign = _campaign(call, call.require("campaign_id"))
    data["campaign_id"] = campaign.id
    data |= adset_rules.read_goal(call, campaign)
    data["promoted_object"] = promoted.read_promoted(call, campaign, data["optimization_goal"])
    data["targeting"] = targeting.read_targeting(call, campaign)
    data |= targeting.read_transparency(call, data["targeting"])
    data |= flight.read_flight(call)
    data |= adset_rules.read_money(call, campaign, data)
    data["attribution_spec"] = adset_rules.read_attribution(call)
    data["status"] = call.one_of("status", status.SWITCHES[:2], "ACTIVE")
    data |= {"_edited": call.now, "_budget_changes": []}
    return keep_new(call, "adset", account.id, campaign.id, {k: v for k, v in data.items() if v is not None})


def _campaign(call: Call, campaign_id: str) -> Thing:
    campaign = call.store.get(campaign_id, "campaign")
    if campaign is None or campaign.account != call.account.id:
        raise no_such(campaign_id, "post")
    if no_longer_there(call, campaign):
        raise refused(
            "Campaign deleted", "You can't add an ad set to a campaign that was deleted or archived.", "campaign_id"
        )
    return campaign


@node("adset", "POST")
def change_adset(call: Call, adset: Thing) -> dict[str, Any]:
    check_open(adset)
    campaign = call.store.get(adset.parent, "campaign")
    before = {key: adset.data.get(key) for key in adset_rules.SIGNIFICANT}
    if call.has("name"):
        adset.data["name"] = read_name(call)
    if call.has("targeting"):
        adset.data["targeting"] = targeting.read_targeting(call, campaign)
        adset.data |= targeting.read_transparency(call, adset.data["targeting"], adset)
    if call.has("optimization_goal"):
        adset.data |= adset_rules.read_goal(call, campaign, adset)
    _change_flight_and_money(call, campaign, adset)
    apply_switch(call, adset)
    if adset_rules.is_significant(before, adset.data):
        adset.data["_edited"] = call.now
    return remember(call, adset)


def _change_flight_and_money(call: Call, campaign: Thing, adset: Thing) -> None:
    if call.has("start_time") or call.has("end_time"):
        adset.data |= flight.read_flight(call, adset)
        adset_rules.check_run(call, campaign, adset.data)
    if any(call.has(name) for name in ("daily_budget", "lifetime_budget")):
        _count_budget_change(call, adset)
    if any(
        call.has(name) for name in ("daily_budget", "lifetime_budget", "bid_amount", "bid_strategy", "bid_constraints")
    ):
        new = adset_rules.read_money(call, campaign, adset.data, changing=True)
        if "daily_budget" in new or "lifetime_budget" in new:
            adset.data = {k: v for k, v in adset.data.items() if k not in ("daily_budget", "lifetime_budget")}
        adset.data |= new


def _count_budget_change(call: Call, adset: Thing) -> None:
    recent = [m for m in adset.data["_budget_changes"] if m > call.now - 3600]
    if len(recent) >= _CHANGES_AN_HOUR:
        raise GraphError(
            "(#613) Calls to this api have exceeded the rate limit.", 613, 1487632,
            title="Ad set budget changed too often", user_message="You can change an ad set's budget only 4 times per hour.",
        )  # fmt: skip
    adset.data["_budget_changes"] = [*recent, call.now]


@node("adset", "DELETE")
def delete_adset(call: Call, adset: Thing) -> dict[str, Any]:
    adset.data["status"] = "DELETED"
    return remember(call, adset)


@computed("adset ad", "campaign")
def its_campaign(call: Call, thing: Thing) -> Thing | None:
    return call.store.get(thing.data["campaign_id"], "campaign")


@computed("adset", "learning_stage_info")
def learning_stage_info(call: Call, adset: Thing) -> dict[str, Any] | None:
    return learning.describe(call, adset)


@computed("adset", "start_time")
def start_time(call: Call, adset: Thing) -> str:
    return moment(call, adset.data["_starts"])


@computed("adset", "end_time")
def end_time(call: Call, adset: Thing) -> str | None:
    return moment(call, adset.data["_ends"]) if adset.data.get("_ends") else None


@computed("adset", "daily_budget")
def daily_budget(call: Call, adset: Thing) -> str:
    return adset.data.get("daily_budget", "0")


@computed("adset", "lifetime_budget")
def lifetime_budget(call: Call, adset: Thing) -> str:
    return adset.data.get("lifetime_budget", "0")


@computed("adset", "budget_remaining")
def budget_remaining(call: Call, adset: Thing) -> str:
    return adset.data.get("daily_budget") or adset.data.get("lifetime_budget") or "0"
