"""Budgets in main units of the account's currency: their kinds, their least amounts, what may be changed.

Least amounts: 50 for a campaign, 20 a day for an ad group, times the currency's ratio (TikTok's page on value ranges by
currency). That a lifetime budget can't go below what was spent is from memory.
"""

from decimal import Decimal
from typing import Any

from .. import currencies
from ..store import Thing
from . import errors
from .call import Call
from .fields import Fields
from .words import DAILY, DYNAMIC, INFINITE, TOTAL

CAMPAIGN_LEAST, AD_GROUP_LEAST, _MOST = 50, 20, 10_000_000
_DAY_S = 86_400
_RATIOS = {
    4: "PLN", 10: "HKD ZAR DKK SEK NOK TRY MXN THB CZK TWD", 100: "JPY ISK INR", 1_000: "KRW CLP COP CRC",
    10_000: "IDR PYG VND",
}  # fmt: skip


def ratio(currency: str) -> int:
    return next((number for number, listed in _RATIOS.items() if currency in listed.split()), 1)


def read_amount(call: Call, fields: Fields, mode: str, least: int, *, days: int = 1) -> float:
    """Read a budget; `days` is how long a lifetime budget must last."""
    amount = fields.number("budget")
    if amount is None:
        raise errors.missing(fields.label("budget"))
    currency = call.account.data["currency"]
    check_places(amount, currency, fields.label("budget"))
    floor = least * ratio(currency) * (days if mode == TOTAL else 1)
    if amount < floor:
        raise errors.wrong(fields.label("budget"), f"The budget must be no less than {floor} {currency}.")
    if amount > _MOST * ratio(currency):
        raise errors.wrong(
            fields.label("budget"), f"The budget must be no more than {_MOST * ratio(currency)} {currency}."
        )
    return float(amount)


def check_places(amount: Decimal, currency: str, name: str) -> None:
    if currencies.offset(currency) == 1 and amount != amount.to_integral_value():
        raise errors.wrong(name, f"Decimals are not supported in {currency}.")


def days_of(starts: float, ends: float) -> int:
    return max(1, -int(-(ends - starts) // _DAY_S)) if ends else 1


def change_amount(call: Call, thing: Thing, least: int) -> dict[str, Any]:
    """Return the new budget of a campaign or an ad group that has one; its kind can't be changed."""
    fields, mode = call.fields, thing.data["budget_mode"]
    given = fields.choice("budget_mode", (DAILY, TOTAL, DYNAMIC, INFINITE))
    if given and given != mode:
        raise errors.wrong("budget_mode", "The budget mode can't be changed.")
    if not fields.has("budget"):
        return {}
    if mode == INFINITE:
        raise errors.not_with("budget", "without a budget at this level")
    days = days_of(thing.data.get("_starts", 0), thing.data.get("_ends", 0))
    amount = read_amount(call, fields, mode, least, days=days)
    if mode == TOTAL and amount * 1e6 < spent(call, thing):
        raise errors.wrong("budget", "The budget must be more than what has been spent.")
    return {"budget": amount}


def refuse_fixed(call: Call, thing: Thing, names: tuple[str, ...]) -> None:
    """Refuse another value for what can't be changed once it is made."""
    for name in names:
        if call.fields.has(name) and call.params[name] != thing.data.get(name):
            raise errors.wrong(name, "It can't be changed after creation.")


def spent(call: Call, thing: Thing) -> int:
    """Return what a campaign or ad group has spent, in micros."""
    column = "parent" if thing.kind == "tiktok.adgroup" else "json_extract(data, '$.campaign_id')"
    row = call.store.db.execute(
        f"SELECT coalesce(sum(spend), 0) FROM hours WHERE ad IN (SELECT id FROM objects WHERE kind='tiktok.ad' AND {column}=?)",
        (thing.id,),
    ).fetchone()
    return int(row[0])


def micros(amount: float) -> int:
    return int(Decimal(str(amount)) * 1_000_000)
