"""Access tokens: long-lived, without a timer; one for each consent. Kept as things of kind "tiktok.token"."""

import hashlib

from ..store import Thing
from ..world import World
from . import errors
from .call import Call

SCOPES = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 23, 30]
KIND, CODE_KIND = "tiktok.token", "tiktok.code"
CODE_LIVES_S = 3_600
_ENDS = {
    "expire": errors.TOKEN_EXPIRED, "revoke": errors.WRONG_TOKEN, "password": errors.LOGGED_OUT, "invalid": errors.WRONG_TOKEN,
}  # fmt: skip


def make_token(world: World, person: Thing) -> Thing:
    """Make a token: 40 hexadecimal digits, by the seed and its number only."""
    number = world.store.next_number("tiktok.token")
    text = hashlib.sha256(f"{world.config.seed}:tiktok:{person.id}:{number}".encode()).hexdigest()[:40]
    data = {"person": person.id, "dead": 0}
    return world.store.put(Thing(text, KIND, created=world.now(), updated=world.now(), data=data))


def make_code(world: World, person: Thing) -> str:
    """Make an auth code: it lives for an hour and is good for one exchange."""
    number = world.store.next_number("tiktok.code")
    text = hashlib.sha256(f"{world.config.seed}:tiktok code:{person.id}:{number}".encode()).hexdigest()[:40]
    data = {"person": person.id, "used": False}
    world.store.put(Thing(text, CODE_KIND, created=world.now(), updated=world.now(), data=data))
    return text


def kill_tokens(world: World, person_id: str, how: str) -> int:
    """End a person's tokens; returns how many."""
    living = [t for t in world.store.list(KIND) if t.data["person"] == person_id and not t.data["dead"]]
    for token in living:
        token.data["dead"] = _ENDS[how]
        world.store.put(token)
    return len(living)


def authenticate(call: Call) -> None:
    """Set the call's person from the header `Access-Token`."""
    if not call.token:
        raise errors.TikTokError("Access token is empty. Put it into the header Access-Token.", errors.NO_TOKEN)
    token = call.store.get(call.token, KIND)
    if token is None:
        raise errors.of(errors.WRONG_TOKEN)
    if token.data["dead"]:
        raise errors.of(token.data["dead"])
    call.person = call.store.get(token.data["person"], "person")


def find_advertiser(call: Call, advertiser_id: str) -> Thing:
    """Return an advertiser that the caller may manage; another's and one that is not there are refused alike."""
    account = call.store.get(advertiser_id, "account")
    if account is None or account.data["platform"] != "tiktok" or call.person.id not in account.data["_people"]:
        raise errors.no_permission(advertiser_id)
    return account
