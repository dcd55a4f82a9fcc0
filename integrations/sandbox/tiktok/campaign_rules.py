"""What a new campaign must say: manual ones and Smart+ ones have each their own rules (platform facts A4 and 0b)."""

from typing import Any

from . import errors
from .budgets import CAMPAIGN_LEAST, read_amount
from .call import Call
from .words import (
    BUDGET_MODES,
    DYNAMIC,
    INDUSTRIES,
    INFINITE,
    MANUAL_OBJECTIVES,
    OLD_OBJECTIVES,
    SMART_OBJECTIVES,
    TOTAL,
)

_NOT_LISTED = 40118
_LAW_COUNTRIES = ("US", "CA")


def read_manual(call: Call) -> dict[str, Any]:
    fields = call.fields
    objective = fields.require("objective_type")
    if objective in OLD_OBJECTIVES:
        where = "/smart_plus/campaign/create/ (catalog sales: WEB_CONVERSIONS with catalog_enabled)"
        raise errors.wrong(
            "objective_type", f"Manual campaigns for {objective} can't be created any more. Use {where}."
        )
    fields.choice("objective_type", MANUAL_OBJECTIVES)
    optimizes = bool(fields.flag("budget_optimize_on", False))
    mode = fields.require_choice("budget_mode", BUDGET_MODES)
    if optimizes and mode == INFINITE:
        raise errors.not_with("budget_mode", "with budget_optimize_on: BUDGET_MODE_INFINITE")
    if mode == DYNAMIC and objective != "TRAFFIC":
        words = f"budget_mode: BUDGET_MODE_DYNAMIC_DAILY_BUDGET for {objective} is an allowlist-only feature."
        raise errors.TikTokError(words, _NOT_LISTED)
    if mode == DYNAMIC and not optimizes:
        raise errors.not_with("budget_mode", "without budget_optimize_on: BUDGET_MODE_DYNAMIC_DAILY_BUDGET")
    data = {"objective_type": objective, "budget_optimize_on": optimizes, "budget_mode": mode}
    return data | _read_budget(call, mode) | {"special_industries": _read_industries(call)}


def read_smart(call: Call) -> dict[str, Any]:
    fields = call.fields
    objective = fields.require_choice("objective_type", SMART_OBJECTIVES)
    data: dict[str, Any] = {"objective_type": objective}
    data |= _READERS[objective](call)
    optimizes = bool(fields.flag("budget_optimize_on", True))
    mode = fields.choice("budget_mode", BUDGET_MODES)
    if optimizes and mode not in (DYNAMIC, TOTAL):
        raise errors.not_one_of("budget_mode", [DYNAMIC, TOTAL]) if mode else errors.missing("budget_mode")
    if not optimizes and mode not in ("", INFINITE):
        raise errors.not_with("budget_mode", f"with budget_optimize_on false: {mode}")
    mode = mode or INFINITE
    data |= {"budget_optimize_on": optimizes, "budget_mode": mode, **_read_budget(call, mode)}
    return data | {
        "special_industries": _read_industries(call),
        "catalog_enabled": bool(fields.flag("catalog_enabled")),
    }


def _read_budget(call: Call, mode: str) -> dict[str, Any]:
    if mode != INFINITE:
        return {"budget": read_amount(call, call.fields, mode, CAMPAIGN_LEAST)}
    if call.fields.number("budget"):
        raise errors.not_with("budget", "with BUDGET_MODE_INFINITE")
    return {"budget": 0.0}


def _read_sales(call: Call) -> dict[str, Any]:
    destination = call.fields.require_choice("sales_destination", ("WEBSITE", "APP", "WEB_AND_APP"))
    if destination == "APP" and not call.fields.flag("catalog_enabled"):
        raise errors.wrong("catalog_enabled", "Must be true when sales_destination is APP.")
    return {"sales_destination": destination}


def _read_app(call: Call) -> dict[str, Any]:
    kind = call.fields.require_choice("app_promotion_type", ("APP_INSTALL", "APP_RETARGETING"))
    campaign = call.fields.choice("campaign_type", ("REGULAR_CAMPAIGN", "IOS14_CAMPAIGN"), "REGULAR_CAMPAIGN")
    if campaign == "IOS14_CAMPAIGN":
        call.fields.require("app_id")
    return {"app_promotion_type": kind, "campaign_type": campaign, "app_id": call.fields.text("app_id")}


_READERS = {"WEB_CONVERSIONS": _read_sales, "APP_PROMOTION": _read_app, "LEAD_GENERATION": lambda call: {}}


def _read_industries(call: Call) -> list[str]:
    found = call.fields.texts("special_industries")
    for industry in found:
        if industry not in INDUSTRIES:
            raise errors.not_one_of("special_industries", list(INDUSTRIES))
    if found and call.account.data["country"] not in _LAW_COUNTRIES:
        words = "special_industries: available to advertisers registered in the United States or Canada."
        raise errors.TikTokError(words, _NOT_LISTED)
    return found
