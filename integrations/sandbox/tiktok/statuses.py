"""Switch campaigns, ad groups and ads on or off, or delete them, up to twenty at a time.

What can't be switched is left out of the answer: manual campaigns and ads say only what was done, ad groups and Smart+
campaigns have an `error_list` too (platform facts, section 0b). Where nothing could be done the call is refused; ad
groups change all or none unless `allow_partial_success` says otherwise.
"""

from dataclasses import dataclass
from typing import Any

from ..store import Thing
from . import errors
from .call import Call
from .registry import answers
from .words import CHANGES

_MOST = 20
_ABOVE = {"tiktok.ad": "tiktok.adgroup", "tiktok.adgroup": "tiktok.campaign"}


@dataclass(slots=True)
class Outcome:
    """Ids that were switched, and why the others were not."""

    done: list[str]
    failed: dict[str, str]

    def describe_failures(self, name: str) -> list[dict[str, str]]:
        return [{name: one, "error_message": words} for one, words in self.failed.items()]


@answers("POST", "/campaign/status/update/")
def switch_campaigns(call: Call) -> dict[str, Any]:
    wanted, outcome = _switch(call, "tiktok.campaign", "campaign_ids", smart=None)
    listed = [{"campaign_id": one, "status": wanted, "postback_window_mode": None} for one in outcome.done]
    return {"campaign_ids": outcome.done, "status": wanted, "campaign_list": listed}


@answers("POST", "/smart_plus/campaign/status/update/")
def switch_smart_campaigns(call: Call) -> dict[str, Any]:
    wanted, outcome = _switch(call, "tiktok.campaign", "campaign_ids", smart=True)
    listed = [{"campaign_id": one, "status": wanted} for one in outcome.done]
    return {"campaign_list": listed, "error_list": outcome.describe_failures("campaign_id")}


@answers("POST", "/adgroup/status/update/")
def switch_adgroups(call: Call) -> dict[str, Any]:
    partly = bool(call.fields.flag("allow_partial_success", False))
    wanted, outcome = _switch(call, "tiktok.adgroup", "adgroup_ids", smart=None, all_or_none=not partly)
    return {
        "adgroup_ids": outcome.done, "status": wanted, "error_list": outcome.describe_failures("adgroup_id"),
    }  # fmt: skip


@answers("POST", "/smart_plus/adgroup/status/update/")
def switch_smart_adgroups(call: Call) -> dict[str, Any]:
    wanted, outcome = _switch(call, "tiktok.adgroup", "adgroup_ids", smart=True)
    listed = [{"adgroup_id": one, "status": wanted} for one in outcome.done]
    return {"adgroup_list": listed, "error_list": outcome.describe_failures("adgroup_id")}


@answers("POST", "/ad/status/update/")
def switch_ads(call: Call) -> dict[str, Any]:
    wanted, outcome = _switch(call, "tiktok.ad", "ad_ids", smart=False)
    return {"ad_ids": outcome.done, "status": wanted}


@answers("POST", "/smart_plus/ad/status/update/")
def switch_smart_ads(call: Call) -> dict[str, Any]:
    wanted, outcome = _switch(call, "tiktok.ad", "smart_plus_ad_ids", smart=True)
    return {"smart_plus_ad_ids": outcome.done, "status": wanted}


def _switch(call: Call, kind: str, ids: str, *, smart: bool | None, all_or_none: bool = False) -> tuple[str, Outcome]:
    wanted = call.fields.require_choice("operation_status", CHANGES)
    outcome = Outcome([], {})
    for one in dict.fromkeys(call.fields.texts(ids, least=1, most=_MOST)):
        thing = call.store.get(one, kind)
        if problem := _problem(call, thing, smart):
            outcome.failed[one] = problem
        else:
            thing.data["operation_status"] = wanted
            call.save(thing)
            outcome.done.append(one)
    if outcome.failed and (all_or_none or not outcome.done):
        code = errors.NOT_THERE if len(outcome.failed) == 1 else errors.WRONG_VALUE
        raise errors.TikTokError("; ".join(f"{one}: {words}" for one, words in outcome.failed.items()), code)
    return wanted, outcome


def _problem(call: Call, thing: Thing | None, smart: bool | None) -> str:
    """Return why an object can't be switched, or nothing."""
    if thing is None or thing.account != call.account.id or (smart is not None and thing.data["_smart"] != smart):
        return "It does not exist or does not belong to this advertiser."
    while thing is not None:
        if thing.data["operation_status"] == "DELETE":
            return "It has been deleted, or what it lies in has been."
        above = _ABOVE.get(thing.kind)
        thing = call.store.get(thing.parent, above) if above else None
    return ""
