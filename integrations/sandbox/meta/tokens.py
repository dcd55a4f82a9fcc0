"""Access tokens: made, found, proved, expired, revoked. Kept as things of kind "token"."""

import hashlib
import hmac

from ..store import Thing
from ..world import World
from . import errors
from .call import Call

SHORT_S = 5_400
LONG_S = 60 * 86_400
DATA_ACCESS_S = 90 * 86_400


def make_token(world: World, person: Thing, *, scopes: list[str], lives_s: int, client: str, page: str = "") -> Thing:
    """Make a token; its text looks like Meta's (EAA…) and depends on the seed and its number only."""
    number = world.store.next_number("token")
    text = "EAA" + hashlib.sha256(f"{world.config.seed}:{person.id}:{number}".encode()).hexdigest()
    now = world.now()
    data = {"person": person.id, "scopes": scopes, "expires_at": now + lives_s if lives_s else 0, "client": client}
    data |= {"issued_at": now, "data_until": now + DATA_ACCESS_S, "dead": 0, "page": page}
    return world.store.put(Thing(text, "token", created=now, updated=now, data=data))


def kill_tokens(world: World, person_id: str, subcode: int) -> int:
    """End a person's tokens: 458 app removed, 460 password changed, 463 expired, 467 invalid. Returns how many."""
    tokens = [t for t in world.store.list("token") if t.data["person"] == person_id and not t.data["dead"]]
    for token in tokens:
        token.data["dead"] = subcode
        world.store.put(token)
    return len(tokens)


def authenticate(call: Call) -> None:
    """Set the call's token and person from `access_token`, and check the proof when one is sent."""
    text = call.text("access_token")
    if not text:
        raise errors.GraphError("An access token is required to request this resource.", 104)
    token = call.store.get(text, "token")
    if token is None:
        raise errors.GraphError("Invalid OAuth access token - Cannot parse access token", 190)
    check_life(token, call.now)
    _check_proof(call, text)
    call.token = token.data
    call.person = call.store.get(token.data["person"], "person")


def check_life(token: Thing, now: float) -> None:
    words = {
        458: "Error validating access token: The user has not authorized application.",
        460: "Error validating access token: The session has been invalidated because the user changed their password"
        " or Facebook has changed the session for security reasons.",
        463: "Error validating access token: Session has expired. The current time is later than the expiry.",
        467: "The access token is invalid since the user has logged out.",
    }
    dead = token.data["dead"]
    expires = token.data["expires_at"]
    if not dead and expires and now >= expires:
        dead = 463
    if dead:
        raise errors.dead_token(words.get(dead, "Error validating access token"), dead)


def need_scope(call: Call, *scopes: str) -> None:
    """Refuse unless the token has one of the scopes."""
    if not set(scopes) & set(call.token.get("scopes", ())):
        raise errors.not_granted(f"Requires {' or '.join(scopes)} permission to manage the object")


def _check_proof(call: Call, text: str) -> None:
    proof = call.text("appsecret_proof")
    secret = call.world.config.app_secret.encode()
    if proof and not hmac.compare_digest(proof, hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()):
        raise errors.GraphError(
            "Invalid appsecret_proof provided in the API argument", 100, type="GraphMethodException"
        )
