"""An ad account as Google lists it: in good standing or not, what counts as a conversion, what it lacks.

Suspended and closed accounts cannot be asked for anything, so nothing but their standing is read. Whether an account can
pay is told by its billing set-up; accounts that pay by card may have none, so a missing one blocks nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from integrations import errors
from integrations import types as t
from integrations.platforms.google import gaql

if TYPE_CHECKING:
    from integrations.platforms.google.client import Ads

CUSTOMER = [
    f"customer.{name}" for name in ("id", "descriptive_name", "currency_code", "time_zone", "manager", "status")
]
CLIENT = [
    f"customer_client.{name}" for name in ("id", "descriptive_name", "currency_code", "time_zone", "manager", "status")
]
_ACTION = [f"conversion_action.{name}" for name in ("id", "name", "category", "type")]
_SETUPS = gaql.select(["billing_setup.id", "billing_setup.status"], "billing_setup")
_ORDERS = ("PURCHASE", "SUBSCRIBE_PAID", "BEGIN_CHECKOUT", "STORE_SALE")
_STANDING = {
    "CANCELED": "The account was cancelled",
    "SUSPENDED": "Suspended by Google",
    "CLOSED": "The account is closed",
}
_NO_ACTION = (
    "A conversion action, to count orders and leads: Google Ads, Goals, Conversions. Ads for clicks run without it."
)
_NO_MONEY = "A payment method in good order: Google Ads, Billing."
_NO_DECLARATION = (
    "A word on each campaign whether it holds political advertising for the EU: {count} of them do not say so, and Google "
    "takes no change before. Adwright can declare it here, or do it in Google Ads under the campaign's settings."
)
MISSING = "campaign.missing_eu_political_advertising_declaration = TRUE"


def describe(
    ads: "Ads", customer: Mapping[str, Any], manager_id: str = "", *, is_one_of_many: bool = False
) -> t.RemoteAccount:
    """Return an account with what it lacks; `ads` speaks for it. `is_one_of_many`: asks nothing more, so what counts and
    what it lacks stay open until the account itself is read."""
    standing = _STANDING.get(customer.get("status", ""), "")
    presence = {"manager_id": manager_id} if manager_id else {}
    presence["business_name"] = customer.get("descriptive_name", "")[:25]
    needs: list[t.Need] = []
    if not (standing or is_one_of_many):
        presence |= _counting(ads)
        needs = list(_list_needs(ads, presence))
    return t.RemoteAccount(
        external_id=str(customer["id"]),
        name=customer.get("descriptive_name") or f"Google Ads {customer['id']}",
        currency=customer.get("currency_code", ""),
        time_zone=customer.get("time_zone", ""),
        is_usable=not standing,
        status_words=standing,
        needs=tuple(needs),
        presence={name: value for name, value in presence.items() if value},
    )


def read_customer(ads: "Ads") -> Mapping[str, Any]:
    """Return the customer itself; raises ObjectNotFound when Google shows nothing."""
    row = next(ads.rows(gaql.select(CUSTOMER, "customer")), None)
    if row is None:
        raise errors.ObjectNotFound("Google does not show this account.")
    return row["customer"]


def list_actions(ads: "Ads") -> Sequence[Mapping[str, Any]]:
    """Return the conversion actions that count, orders first."""
    there = ("conversion_action.status = 'ENABLED'",)
    rows = ads.rows(gaql.select(_ACTION, "conversion_action", *there, order="conversion_action.id"))
    actions = [row["conversion_action"] for row in rows]
    return sorted(actions, key=lambda action: _rank(action.get("category", "")))


def list_presence(ads: "Ads") -> Iterator[t.Presence]:
    """Yield conversion actions and lead forms."""
    for action in list_actions(ads):
        number, name = str(action["id"]), action.get("name", "")
        yield t.Presence("conversion_action", number, name, {"conversion_action": number, "conversion_name": name})
    query = gaql.select(
        ["asset.id", "asset.name", "asset.lead_form_asset.headline"], "asset", "asset.type = 'LEAD_FORM'"
    )
    for row in ads.rows(query):
        form = row["asset"]
        name = form.get("lead_form_asset", {}).get("headline") or form.get("name", "")
        yield t.Presence("lead_form", str(form["id"]), name)


def list_undeclared(ads: "Ads") -> list[tuple[str, str]]:
    """Return id and name of the campaigns that lack the declaration for the EU."""
    rows = ads.rows(gaql.select(["campaign.id", "campaign.name"], "campaign", MISSING, "campaign.status != 'REMOVED'"))
    return [(row["campaign"]["id"], row["campaign"].get("name", "")) for row in rows]


def _counting(ads: "Ads") -> dict[str, str]:
    first = next(iter(list_actions(ads)), None)
    return {"conversion_action": str(first["id"]), "conversion_name": first.get("name", "")} if first else {}


def _list_needs(ads: "Ads", presence: Mapping[str, str]) -> Iterator[t.Need]:
    if "conversion_action" not in presence:
        yield t.Need("conversion_action", _NO_ACTION, is_blocking=False)
    setups = [row["billing_setup"].get("status", "") for row in ads.rows(_SETUPS)]
    if "APPROVED" not in setups:
        yield t.Need("payment", _NO_MONEY, is_blocking=bool(setups))
    if missing := list_undeclared(ads):
        yield t.Need("eu_political", _NO_DECLARATION.format(count=len(missing)))


def _rank(category: str) -> int:
    return _ORDERS.index(category) if category in _ORDERS else len(_ORDERS)
