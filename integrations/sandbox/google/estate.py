"""What people own on Google Ads: a manager account each, and below it customers with conversion actions and a user list."""

from typing import Any

from .. import currencies
from ..market.noise import make_key, uniform
from ..sides import AccountWish
from ..store import Thing
from ..world import World
from .kinds import new_number

_ACTIONS = (("Purchase", "PURCHASE", "purchase"), ("Submit lead form", "SUBMIT_LEAD_FORM", "lead"))


def make_account(world: World, person: Thing, wish: AccountWish, *, created: float | None = None) -> Thing:
    """Make a customer below the person's manager account: it is reached with the manager as login-customer-id.

    A person in `_direct` reaches it without; the control API can put somebody there.
    """
    if not currencies.is_known(wish.currency):
        raise ValueError(f"the sandbox does not know the currency {wish.currency}")
    moment = world.now() if created is None else created
    manager = _find_manager(world, person) or make_manager(world, person, moment)
    data: dict[str, Any] = {
        "platform": "google", "name": wish.name, "currency": wish.currency, "timezone_name": wish.time_zone,
        "status": "ENABLED", "billing": "APPROVED", "_people": [person.id], "_direct": [], "_manager": manager.id,
    }  # fmt: skip
    account = Thing(wish.id or _customer_id(world), "account", created=moment, updated=moment, data=data)
    world.store.put(account)
    for name, category, counts in _ACTIONS if wish.pixel else ():
        make_conversion_action(world, account, name, category, counts)
    make_user_list(world, account)
    return account


def make_manager(world: World, person: Thing, moment: float) -> Thing:
    data: dict[str, Any] = {"name": f"{person.name}, all accounts", "currency": "EUR", "timezone_name": "Europe/Dublin"}
    data |= {"status": "ENABLED", "_direct": [person.id]}
    return world.store.put(Thing(_customer_id(world), "google.manager", created=moment, updated=moment, data=data))


def make_conversion_action(
    world: World,
    account: Thing,
    name: str,
    category: str,
    counts: str,
    *,
    kind: str = "WEBPAGE",
    origin: str = "WEBSITE",
) -> Thing:
    """`counts` is the market's word for what it counts: purchase, lead or install."""
    data = {
        "name": name, "status": "ENABLED", "type_": kind, "category": category, "primary_for_goal": True,
        "origin": origin, "owner_customer": f"customers/{account.id}", "include_in_conversions_metric": True,
        "counting_type": "MANY_PER_CLICK" if counts == "purchase" else "ONE_PER_CLICK",
        "click_through_lookback_window_days": "30", "view_through_lookback_window_days": "1",
        "value_settings": {"default_value": 1.0, "default_currency_code": account.data["currency"]}, "_counts": counts,
    }  # fmt: skip
    return _put(world, "google.conversion_action", account, data)


def make_user_list(world: World, account: Thing) -> Thing:
    size = 900 + int(3_000 * uniform(make_key(world.config.seed, "audience", account.id), 0))
    data = {
        "name": "Customers, last 180 days", "description": "People who bought", "membership_status": "OPEN",
        "size_for_display": str(size), "size_for_search": str(int(size * 0.8)), "type_": "RULE_BASED",
        "eligible_for_search": True, "eligible_for_display": True, "membership_life_span": "180", "read_only": False,
        "access_reason": "OWNED", "account_user_list_status": "ENABLED",
    }  # fmt: skip
    return _put(world, "google.user_list", account, data)


def _find_manager(world: World, person: Thing) -> Thing | None:
    return next((m for m in world.store.list("google.manager") if person.id in m.data["_direct"]), None)


def _customer_id(world: World) -> str:
    """Return ten digits, as 123-456-7890 is written without its dashes."""
    number = world.store.next_number("google.customer")
    return f"{3 + number % 6}{number * 104_729 % 1_000_000:06d}{number:03d}"


def _put(world: World, kind: str, account: Thing, data: dict[str, Any]) -> Thing:
    moment, number = account.created, new_number(world)
    return world.store.put(Thing(number, kind, account.id, account.id, moment, moment, {"id": number, **data}))
