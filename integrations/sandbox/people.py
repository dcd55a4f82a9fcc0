"""The people of the sandbox: those who live there, and somebody new."""

from .market.noise import make_key, uniform
from .sides import AccountWish
from .store import Thing
from .world import World

_FIRST = "Aoife Ben Carmen Dara Emil Fiona Giulia Hugo Ines Jonas Katya Liam Mara Noor".split()
_LAST = "Byrne Castell Dolan Eriksen Farrell Grau Hale Ito Keane Lindt Moreau Novak".split()
_SHOPS = ["Bicycle Works", "Flower Room", "Pottery", "Tea House", "Bookshop", "Yoga Studio", "Cheese Cellar"]
_MARLOW = {"meta": "1029384756", "google": "4827150936", "tiktok": "7261048537209845761"}
_PAST_S = 35 * 86_400


def make_person(world: World, *, name: str, email: str = "", key: str = "", id: str = "") -> Thing:
    """Make a person; `key` is how the control API calls them."""
    person_id = id or f"1000640{world.store.next_number('person'):08d}"
    first, _, last = name.partition(" ")
    data = {"name": name, "first_name": first, "last_name": last, "key": key or person_id}
    data["email"] = email or f"{first.lower()}.{person_id[-4:]}@people.example"
    return world.store.put(Thing(person_id, "person", created=world.now(), updated=world.now(), data=data))


def list_accounts(world: World, person: Thing, platform: str = "") -> list[Thing]:
    """List the ad accounts that somebody manages, platform by platform, the oldest first."""
    mine = [a for a in world.store.list("account") if person.id in a.data["_people"]]
    return [
        account
        for name in world.sides
        if platform in ("", name)
        for account in mine
        if account.data["platform"] == name
    ]


def make_default_people(world: World) -> None:
    """Make Nora Marlow with the bakery's ad account on every platform and what hangs on it; no campaigns.

    A file from before a platform was there gets what is missing.
    """
    people = world.store.list("person")
    nora = next((person for person in people if person.data["key"] == "marlow"), None)
    if people and nora is None:
        return
    with world.store.transaction():
        nora = nora or make_person(world, name="Nora Marlow", email="nora@marlow.example", key="marlow")
        for name, side in world.sides.items():
            if not list_accounts(world, nora, name):
                side.make_account(world, nora, AccountWish("Marlow Bakehouse", id=_MARLOW[name]))


def make_stranger(world: World) -> Thing:
    """Make somebody new, as the consent pages offer: two ad accounts on every platform, with pixels and somebody to
    speak for, and one campaign that has been running for some weeks on the first account."""
    number = len(world.store.list("person"))
    key = make_key(world.config.seed, "stranger", number)
    name = f"{_pick(_FIRST, key, 0)} {_pick(_LAST, key, 1)}"
    shop = f"{name.split()[1]} {_pick(_SHOPS, key, 2)}"
    person = make_person(world, name=name)
    started = world.now() - _PAST_S
    for side in world.sides.values():
        first = side.make_account(world, person, AccountWish(shop), created=started)
        side.make_account(world, person, AccountWish(f"{shop}, London", "GBP", "Europe/London"))
        side.make_running_campaign(world, first, started=started, name=f"{shop}: always on")
    return person


def _pick(names: list[str], key: int, number: int) -> str:
    return names[int(uniform(key, number) * len(names))]
