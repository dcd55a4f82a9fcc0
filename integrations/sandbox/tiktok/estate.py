"""What people own on TikTok: advertisers with a pixel, an identity, an audience, a lead form and an app."""

from .. import currencies
from ..market.noise import make_key, uniform
from ..sides import AccountWish
from ..store import Thing
from ..world import World
from .call import new_id
from .words import ACCOUNT_ON

_FIRST_ID = 7_261_048_537_209_845_761
_EVENTS = (("SHOPPING", "Complete payment"), ("INITIATE_ORDER", "Initiate checkout"), ("FORM", "Submit form"),
           ("ON_WEB_CART", "Add to cart"), ("ON_WEB_ORDER", "Place an order"), ("ON_WEB_REGISTER", "Register"))  # fmt: skip


def make_account(world: World, person: Thing, wish: AccountWish, *, created: float | None = None) -> Thing:
    """Make an advertiser that the person manages, with what hangs on it."""
    if not currencies.is_known(wish.currency):
        raise ValueError(f"unknown currency {wish.currency}")
    moment = world.now() if created is None else created
    account_id = wish.id or str(_FIRST_ID + 7_654_321_987 * world.store.next_number("tiktok.account"))
    data = {
        "platform": "tiktok", "name": wish.name, "currency": wish.currency, "timezone_name": wish.time_zone,
        "status": ACCOUNT_ON, "rejection_reason": "", "balance": 1000.0 * currencies.price_level(wish.currency),
        "company": wish.name, "country": "IE", "role": "ROLE_ADVERTISER", "_people": [person.id],
    }  # fmt: skip
    account = world.store.put(Thing(account_id, "account", created=moment, updated=moment, data=data))
    if wish.pixel:
        make_pixel(world, account)
    if wish.presence is not None:
        make_identity(world, account, wish.presence or wish.name)
    make_audience(world, account)
    make_page(world, account)
    make_apps(world, account)
    return account


def make_pixel(world: World, account: Thing) -> Thing:
    events = [
        {"event_type": event, "optimization_event": event, "name": name, "deprecated": False} for event, name in _EVENTS
    ]
    code = f"C{make_key('tiktok pixel', account.id):016X}"
    return _put(world, "pixel", account, {"name": f"{account.name} pixel", "pixel_code": code, "events": events})


def make_identity(world: World, account: Thing, name: str, kind: str = "TT_USER") -> Thing:
    """Make a TikTok account that the advertiser may speak for; `available_status` says whether it can be used."""
    user = "".join(letter for letter in name.lower() if letter.isalnum())[:24]
    return _put(world, "identity", account, {
        "name": name, "identity_type": kind, "user_name": user, "available_status": "AVAILABLE", "can_push_video": True,
        "can_pull_video": True, "profile_image": "",
    })  # fmt: skip


def make_audience(world: World, account: Thing) -> Thing:
    people = 1_400 + int(3_000 * uniform(make_key(world.config.seed, "tiktok audience", account.id), 0))
    return _put(world, "audience", account, {
        "name": "Customers, last 180 days", "audience_type": "Customer File", "cover_num": people, "is_valid": True,
        "is_expiring": False, "shared": False, "calculate_type": "MULTIPLE_TYPES",
    })  # fmt: skip


def make_page(world: World, account: Thing) -> Thing:
    """Make a lead form that was built in TikTok's own editor; the API can only list them."""
    return _put(world, "page", account, {
        "name": "Ask for an offer", "status": "PUBLISHED", "business_type": "LEAD_GEN",
        "supported_objectives": ["LEAD_GENERATION"],
    })  # fmt: skip


def make_apps(world: World, account: Thing) -> None:
    user = "".join(letter for letter in account.name.lower() if letter.isalnum())[:24] or "shop"
    stores = {
        "ANDROID": (f"com.example.{user}", f"https://play.google.com/store/apps/details?id=com.example.{user}"),
        "IOS": ("1234567890", "https://apps.apple.com/app/id1234567890"),
    }
    for platform, (package, url) in stores.items():
        data = {"name": account.name, "platform": platform, "package_name": package, "download_url": url}
        _put(world, "app", account, data)


def _put(world: World, kind: str, account: Thing, data: dict) -> Thing:
    moment = account.created
    return world.store.put(Thing(new_id(world), f"tiktok.{kind}", account.id, account.id, moment, moment, data))
