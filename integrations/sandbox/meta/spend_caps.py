"""A campaign's spending limit: what it must be, and how it is taken away.

That the account's `min_campaign_group_spend_cap` is about a hundred dollars is Meta's; that a limit does not go with a
lifetime budget is a third party's word; that it can't be set below what was spent is from memory.
"""

from .. import currencies
from ..store import Thing
from .call import Call
from .errors import refused, wrong_type
from .registry import computed

NONE = 922_337_203_685_478
_DAYS = 100


def read_cap(call: Call, campaign: Thing | None, *, is_lifetime: bool) -> dict[str, str]:
    """Return the limit as Meta keeps it, "" where it is taken away; nothing where none was sent."""
    amount = call.integer("spend_cap")
    if amount is None:
        return {}
    if amount == NONE:
        return {"spend_cap": ""}
    currency = call.account.data["currency"]
    if amount <= 0:
        raise wrong_type("spend_cap", "a positive integer")
    floor = max(_least(currency), spent(call, campaign) // currencies.minor_micros(currency) if campaign else 0)
    if amount < floor:
        shown = currencies.decimal(floor * currencies.minor_micros(currency), currency)
        raise refused("Spending limit too low", f"Your limit must be at least {currency} {shown}.", "spend_cap")
    if is_lifetime:
        raise refused(
            "Spending limit not available", "A limit goes with daily budgets, not with a lifetime budget.", "spend_cap"
        )
    return {"spend_cap": str(amount)}


def spent(call: Call, campaign: Thing) -> int:
    """Return what a campaign has spent, in micros."""
    row = call.store.db.execute(
        "SELECT coalesce(sum(spend), 0) FROM hours WHERE ad IN (SELECT id FROM objects WHERE kind='ad' AND"
        " account=? AND json_extract(data, '$.campaign_id')=?)",
        (campaign.account, campaign.id),
    ).fetchone()
    return int(row[0])


@computed("account", "min_campaign_group_spend_cap")
def min_campaign_group_spend_cap(call: Call, account: Thing) -> str:
    return str(_least(account.data["currency"]))


def _least(currency: str) -> int:
    return currencies.minimum_daily(currency) * _DAYS
