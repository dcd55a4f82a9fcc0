"""Find things and people by what the control API calls them."""

from ..sides import Side
from ..store import Thing
from ..world import World
from .errors import Wrong


def find(world: World, thing_id: str, *kinds: str) -> Thing:
    thing = world.store.get(str(thing_id).removeprefix("act_"), *kinds)
    if thing is None:
        raise Wrong(f"no such {' or '.join(kinds) or 'object'}: {thing_id}", 404)
    return thing


def find_person(world: World, name: str) -> Thing:
    """Find a person by id or by key ("marlow")."""
    for person in world.store.list("person"):
        if name in (person.id, person.data["key"]):
            return person
    raise Wrong(f"no such person: {name}", 404)


def find_side(world: World, name: str) -> Side:
    """Find a platform by its name."""
    if name not in world.sides:
        raise Wrong(f"no such platform: {name!r}; one of {', '.join(world.sides)}", 400)
    return world.sides[name]


def find_ad(world: World, ad_id: str) -> Thing:
    """Find an ad of any platform."""
    return find(world, ad_id, *(side.ad_kind for side in world.sides.values()))
