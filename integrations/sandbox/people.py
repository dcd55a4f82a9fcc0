"""The people of the sandbox and what they own: ad accounts, Pages, pixels, audiences."""

from dataclasses import dataclass
from typing import Any

from . import currencies
from .market.noise import make_key, uniform
from .store import Thing
from .world import World

_FIRST = [
    "Aoife",
    "Ben",
    "Carmen",
    "Dara",
    "Emil",
    "Fiona",
    "Giulia",
    "Hugo",
    "Ines",
    "Jonas",
    "Katya",
    "Liam",
    "Mara",
    "Noor",
]
_LAST = ["Byrne", "Castell", "Dolan", "Eriksen", "Farrell", "Grau", "Hale", "Ito", "Keane", "Lindt", "Moreau", "Novak"]
_SHOPS = [
    "Bicycle Works",
    "Flower Room",
    "Pottery",
    "Tea House",
    "Bookshop",
    "Yoga Studio",
    "Cheese Cellar",
    "Garden Centre",
]


@dataclass(frozen=True, slots=True)
class AccountWish:
    """An ad account to make."""

    name: str
    currency: str = "EUR"
    time_zone: str = "Europe/Dublin"
    pixel: bool = True
    id: str = ""


def make_person(world: World, *, name: str, email: str = "", key: str = "", id: str = "") -> Thing:
    """Make a person; `key` is how the control API calls them."""
    person_id = id or f"1000640{world.store.next_number('person'):08d}"
    first, _, last = name.partition(" ")
    data = {"name": name, "first_name": first, "last_name": last, "key": key or person_id}
    data["email"] = email or f"{first.lower()}.{person_id[-4:]}@people.example"
    return world.store.put(Thing(person_id, "person", created=world.now(), updated=world.now(), data=data))


def make_account(world: World, person: Thing, wish: AccountWish, *, created: float | None = None) -> Thing:
    """Make an ad account that the person manages, with a pixel and a list of customers."""
    if not currencies.is_known(wish.currency):
        raise ValueError(f"unknown currency {wish.currency}")
    moment = world.now() if created is None else created
    number = world.store.next_number("account")
    account_id = wish.id or str(1_029_384_756 + number * 7_654_321)
    data = {
        "name": wish.name, "account_id": account_id, "currency": wish.currency, "timezone_name": wish.time_zone,
        "account_status": 1, "disable_reason": 0, "platform": "meta", "balance": "0", "spend_cap": "0",
        "is_prepay_account": False, "funding_source": f"9{account_id}", "funding_source_details": _card(account_id),
        "user_tasks": ["DRAFT", "ANALYZE", "ADVERTISE", "MANAGE"], "business_name": wish.name, "_people": [person.id],
        "_business": str(200_000_000_000 + number),
    }  # fmt: skip
    account = world.store.put(Thing(account_id, "account", created=moment, updated=moment, data=data))
    if wish.pixel:
        make_pixel(world, account)
    make_audience(world, account)
    return account


def _card(account_id: str) -> dict[str, Any]:
    return {"id": f"9{account_id}", "display_string": "VISA *4242", "type": 1}


def make_pixel(world: World, account: Thing) -> Thing:
    pixel_id = f"7200100{world.store.next_number('pixel'):08d}"
    data = {"name": f"{account.name} pixel", "is_unavailable": False}
    return world.store.put(Thing(pixel_id, "pixel", account.id, account.id, account.created, account.created, data))


def make_audience(world: World, account: Thing) -> Thing:
    size = 900 + int(3_000 * uniform(make_key(world.config.seed, "audience", account.id), 0))
    data = {"name": "Customers, last 180 days", "subtype": "CUSTOM", "approximate_count_lower_bound": size}
    data |= {"approximate_count_upper_bound": int(size * 1.2), "delivery_status": {"code": 200, "description": "Ready"}}
    data["operation_status"] = {"code": 200, "description": "Normal"}
    number = world.store.next_number("audience")
    return world.store.put(
        Thing(f"2385100{number:08d}", "audience", account.id, account.id, account.created, 0.0, data)
    )


def make_page(world: World, person: Thing, name: str) -> Thing:
    page_id = f"1048200{world.store.next_number('page'):08d}"
    data = {"name": name, "category": "Local business", "tasks": ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MANAGE"]}
    data |= {"link": f"https://www.facebook.com/{page_id}", "is_published": True, "_people": [person.id]}
    return world.store.put(Thing(page_id, "page", created=world.now(), updated=world.now(), data=data))


def make_default_people(world: World) -> None:
    """Make Nora Marlow with the bakery's ad account, Page and pixel; no campaigns."""
    if world.store.list("person"):
        return
    with world.store.transaction():
        nora = make_person(world, name="Nora Marlow", email="nora@marlow.example", key="marlow")
        make_account(world, nora, AccountWish("Marlow Bakehouse", id="1029384756"))
        make_page(world, nora, "Marlow Bakehouse")


def make_stranger(world: World) -> Thing:
    """Make somebody new, as the consent page offers: two ad accounts, a Page, pixels, and one campaign that has been
    running for some weeks on the first account."""
    from .history import make_running_campaign

    number = len(world.store.list("person"))
    key = make_key(world.config.seed, "stranger", number)
    name = f"{_pick(_FIRST, key, 0)} {_pick(_LAST, key, 1)}"
    shop = f"{name.split()[1]} {_pick(_SHOPS, key, 2)}"
    person = make_person(world, name=name)
    page = make_page(world, person, shop)
    started = world.now() - 35 * 86_400
    first = make_account(world, person, AccountWish(shop), created=started)
    make_account(world, person, AccountWish(f"{shop}, London", "GBP", "Europe/London"))
    make_running_campaign(world, first, page, started=started, name=f"{shop}: always on")
    return person


def _pick(names: list[str], key: int, number: int) -> str:
    return names[int(uniform(key, number) * len(names))]
