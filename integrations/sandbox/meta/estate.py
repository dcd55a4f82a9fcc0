"""What people own on Meta: ad accounts with pixels and audiences, and Pages."""

from typing import Any

from .. import currencies
from ..market.noise import make_key, uniform
from ..sides import AccountWish
from ..store import Thing
from ..world import World


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
    make_app(world, account)
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
    data["leadgen_tos_accepted"] = True
    page = world.store.put(Thing(page_id, "page", created=world.now(), updated=world.now(), data=data))
    make_instagram(world, person, page)
    return page


def make_instagram(world: World, person: Thing, page: Thing) -> Thing:
    """Make the Instagram account that belongs to a Page, named as people do: small letters without blanks."""
    name = "".join(letter for letter in page.name.lower() if letter.isalnum())
    data = {"username": name, "name": page.name, "_people": [person.id], "_page": page.id}
    instagram_id = f"1784140{world.store.next_number('instagram'):010d}"
    return world.store.put(Thing(instagram_id, "instagram", created=world.now(), updated=world.now(), data=data))


def make_app(world: World, account: Thing) -> Thing:
    """Make an app in both stores that the account may advertise."""
    number = world.store.next_number("app")
    slug = "".join(letter for letter in account.name.lower() if letter.isascii() and letter.isalnum()) or "shop"
    stores = {"google_play": f"https://play.google.com/store/apps/details?id=com.example.{slug}"}
    stores["itunes"] = f"https://apps.apple.com/app/id{1_400_000_000 + number}"
    data = {"name": f"{account.name} app", "object_store_urls": stores}
    return world.store.put(
        Thing(f"5308100{number:08d}", "app", account.id, account.id, account.created, account.created, data)
    )


def find_page(world: World, person: Thing) -> Thing | None:
    """Return the first Page that somebody manages."""
    return next((page for page in world.store.list("page") if person.id in page.data["_people"]), None)
