"""The people of the sandbox: those who live there, and somebody new."""

from .market.noise import make_key, uniform
from .meta.estate import AccountWish, make_account, make_page
from .meta.history import make_running_campaign
from .store import Thing
from .world import World

_FIRST = "Aoife Ben Carmen Dara Emil Fiona Giulia Hugo Ines Jonas Katya Liam Mara Noor".split()
_LAST = "Byrne Castell Dolan Eriksen Farrell Grau Hale Ito Keane Lindt Moreau Novak".split()
_SHOPS = ["Bicycle Works", "Flower Room", "Pottery", "Tea House", "Bookshop", "Yoga Studio", "Cheese Cellar"]


def make_person(world: World, *, name: str, email: str = "", key: str = "", id: str = "") -> Thing:
    """Make a person; `key` is how the control API calls them."""
    person_id = id or f"1000640{world.store.next_number('person'):08d}"
    first, _, last = name.partition(" ")
    data = {"name": name, "first_name": first, "last_name": last, "key": key or person_id}
    data["email"] = email or f"{first.lower()}.{person_id[-4:]}@people.example"
    return world.store.put(Thing(person_id, "person", created=world.now(), updated=world.now(), data=data))


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
