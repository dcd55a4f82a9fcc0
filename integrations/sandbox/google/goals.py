"""What is counted as a conversion: conversion actions, and the goals by category that a campaign bids for."""

from typing import Any

from ..store import Thing
from .batch import Batch, Handler, check_name, is_taken
from .call import Call
from .errors import Problem, required
from .estate import make_conversion_action

_COUNTS = {"PURCHASE": "purchase", "DOWNLOAD": "install"}


def create_action(batch: Batch, data: dict[str, Any]) -> Thing:
    check_name(data, 100)
    if is_taken(batch, "google.conversion_action", data["name"]):
        words = "A conversion action with this name already exists."
        raise Problem("conversion_action_error", "DUPLICATE_NAME", words, ("create", "name"), data["name"])
    if not data.get("type_"):
        raise required("create", "type")
    data.setdefault("status", "ENABLED")
    data.setdefault("category", "DEFAULT")
    data.setdefault("primary_for_goal", True)
    data |= {
        "origin": "WEBSITE",
        "owner_customer": f"customers/{batch.account.id}",
        "include_in_conversions_metric": bool(data["primary_for_goal"]),
    }
    data["_counts"] = _COUNTS.get(data["category"], "lead")
    return batch.make("conversion_action", data, parent=batch.account.id)


def update_action(batch: Batch, thing: Thing, before: dict[str, Any], paths: list[str]) -> None:
    check_name(thing.data, 100, verb="update")


def remove_action(batch: Batch, thing: Thing) -> None:
    thing.data["status"] = "REMOVED"
    batch.keep(thing)


def make_for_app(batch: Batch, app_id: str) -> None:
    """Give an account that promotes an app, and counts no installs yet, Google's own action for them."""
    actions = batch.call.store.list("google.conversion_action", account=batch.account.id)
    if not any(action.data["_counts"] == "install" for action in actions):
        kind = "ANDROID_INSTALLS_ALL_OTHER_APPS"
        make_conversion_action(
            batch.call.world, batch.account, f"Installs of {app_id}", "DOWNLOAD", "install", kind=kind, origin="APP"
        )


def make_for_campaign(batch: Batch, campaign: Thing) -> None:
    """Give a campaign the account's goals, all of them to be bid for."""
    for category, origin in _list_goals(batch.call, batch.account.id):
        number = f"{campaign.id}~{category}~{origin}"
        data = {"campaign": batch.name_of(campaign), "category": category, "origin": origin, "biddable": True}
        batch.call.store.put(
            Thing(number, "google.campaign_conversion_goal", batch.account.id, campaign.id, batch.now, batch.now, data)
        )


def update_goal(batch: Batch, thing: Thing, before: dict[str, Any], paths: list[str]) -> None:
    """Only `biddable` can be changed, which the mask has seen to."""
    thing.data["biddable"] = bool(thing.data.get("biddable"))


def list_of_customer(call: Call) -> list[dict[str, Any]]:
    own = call.account.id
    return [
        {"resource_name": f"customers/{own}/customerConversionGoals/{category}~{origin}", "category": category,
         "origin": origin, "biddable": True}
        for category, origin in _list_goals(call, own)
    ]  # fmt: skip


def _list_goals(call: Call, account_id: str) -> list[tuple[str, str]]:
    actions = call.store.list("google.conversion_action", account=account_id)
    found = [(a.data["category"], a.data["origin"]) for a in actions if a.data["status"] == "ENABLED"]
    return list(dict.fromkeys(found))


ACTION = Handler(create_action, update_action, remove_action, frozenset(("type", "category", "owner_customer")))
IN_CAMPAIGN = Handler(None, update_goal, None, frozenset(("campaign", "category", "origin")))
