"""A new bid strategy for a campaign that holds the budget: each of its ad sets must get the cap that goes with it."""

from typing import Any

from ..store import Thing
from . import budgets
from .call import Call
from .errors import refused
from .objects import no_longer_there
from .words import BID_STRATEGIES

_CAPPED = ("LOWEST_COST_WITH_BID_CAP", "COST_CAP")


def change(call: Call, campaign: Thing) -> None:
    """Set the strategy, and each ad set's cap from `adset_bid_amounts`; an ad set without one is refused."""
    strategy = call.one_of("bid_strategy", BID_STRATEGIES)
    if not budgets.has_budget(campaign):
        raise refused(
            "Campaign budget required", "A bid strategy at campaign level needs a campaign budget.", "bid_strategy"
        )
    amounts: dict[str, Any] = call.json("adset_bid_amounts") or {}
    for adset in call.store.list("adset", parent=campaign.id):
        if not no_longer_there(call, adset):
            _change_adset(call, adset, strategy, amounts.get(adset.id))
    campaign.data["bid_strategy"] = strategy


def _change_adset(call: Call, adset: Thing, strategy: str, amount: Any) -> None:
    kept = adset.data.get("bid_amount") if strategy in _CAPPED else None
    wanted = int(amount) if amount is not None else kept
    budgets.check_bid(call, strategy, bid_amount=wanted, bid_constraints=adset.data.get("bid_constraints"))
    if (adset.data.get("bid_strategy"), adset.data.get("bid_amount")) == (strategy, wanted):
        return
    adset.data = {name: value for name, value in adset.data.items() if name != "bid_amount"}
    adset.data |= {"bid_strategy": strategy, "_edited": call.now} | ({"bid_amount": wanted} if wanted else {})
    if not call.validates_only:
        call.store.put(adset)
