"""Budgets and bids as campaigns and ad sets share them: units, minimums, strategies."""

from typing import Any

from .. import currencies
from ..store import Thing
from .call import Call
from .errors import refused, wrong_type
from .words import BID_STRATEGIES

_MOST = 10_000_000_00
_NEED_BID = ("LOWEST_COST_WITH_BID_CAP", "COST_CAP")


def read_budgets(call: Call, *, days: float = 1.0) -> dict[str, Any]:
    """Return the budgets sent, as Meta keeps them (strings of minor units); refuses two, and those below the least.

    `days` is how long a lifetime budget runs: it must hold the daily least for each of them.
    """
    found: dict[str, Any] = {}
    for name in ("daily_budget", "lifetime_budget"):
        amount = call.integer(name)
        if amount:
            check_amount(call, name, amount, days if name == "lifetime_budget" else 1.0)
            found[name] = str(amount)
    if len(found) == 2:
        raise refused("Choose one kind of budget", "You can set a daily budget or a lifetime budget, not both.", *found)
    return found


def check_amount(call: Call, name: str, amount: int, days: float) -> None:
    """Refuse a budget below the least for so many days, and one beyond all bounds."""
    currency = call.account.data["currency"]
    least = int(currencies.minimum_daily(currency) * max(1.0, days))
    if amount < 0:
        raise wrong_type(name, "a non-negative integer")
    if amount < least:
        shown = currencies.decimal(least * currencies.minor_micros(currency), currency)
        raise refused(
            "Your budget is too low", f"Your budget must be at least {currency} {shown}.", name, subcode=1885272
        )
    if amount > _MOST:
        raise refused("Your budget is too high", "Enter a lower budget amount.", name)


def check_bid(call: Call, strategy: str, *, bid_amount: int | None, bid_constraints: dict | None) -> None:
    """Refuse a bid strategy without the cap it needs, and a cap without a strategy that takes one.

    Subcode 1815857 is from memory.
    """
    if strategy and strategy not in BID_STRATEGIES:
        call.one_of("bid_strategy", BID_STRATEGIES)
    if strategy in _NEED_BID and not bid_amount:
        raise refused(
            "Bid amount required", "A bid amount or bid constraints is required for the bid strategy provided.",
            "bid_amount", subcode=1815857,
        )  # fmt: skip
    if bid_amount and strategy not in _NEED_BID:
        raise refused(
            "Bid amount not allowed", "You can't set a bid amount with the highest volume bid strategy.", "bid_amount"
        )
    if bid_amount is not None and bid_amount < 0:
        raise wrong_type("bid_amount", "a positive integer")
    if strategy == "LOWEST_COST_WITH_MIN_ROAS" and not (bid_constraints or {}).get("roas_average_floor"):
        raise refused(
            "ROAS floor required", "Set bid_constraints.roas_average_floor with this bid strategy.", "bid_constraints"
        )


def has_budget(thing: Thing) -> bool:
    return bool(thing.data.get("daily_budget") or thing.data.get("lifetime_budget"))
