"""Codes, refresh tokens and access tokens: made, found, ended. Kept as things of kind `google.code`, `google.refresh`,
`google.token`; an access token lives an hour, a refresh token until somebody ends it, a code ten minutes and one use."""

import base64
import hashlib
from typing import Any

from ..store import Thing
from ..world import World
from .errors import Failure, Problem
from .identity import Refused, check_proof, id_token

ACCESS_S = 3_599
CODE_S = 600
SCOPE = "https://www.googleapis.com/auth/adwords"

_DEAD = {
    "expire": "OAUTH_TOKEN_EXPIRED",
    "revoke": "OAUTH_TOKEN_REVOKED",
    "password": "OAUTH_TOKEN_REVOKED",
    "invalid": "OAUTH_TOKEN_INVALID",
}


def make_code(world: World, person: Thing, asked: dict[str, str], scopes: list[str]) -> str:
    data = {"person": person.id, "scopes": scopes, "redirect_uri": asked["redirect_uri"], "used": False}
    data |= {name: asked.get(name, "") for name in ("code_challenge", "code_challenge_method", "access_type", "prompt")}
    return _put(world, "google.code", "4/0A", data).id


def redeem_code(world: World, form: dict[str, str]) -> dict[str, Any]:
    """Exchange a code; offline access gives a refresh token the first time, and whenever consent was asked for anew."""
    code = world.store.get(form.get("code", ""), "google.code")
    if code is None or code.data["used"] or world.now() > code.created + CODE_S:
        raise Refused("invalid_grant", "Malformed auth code." if code is None else "Bad Request")
    if code.data["redirect_uri"] != form.get("redirect_uri", ""):
        raise Refused("redirect_uri_mismatch", "Bad Request")
    check_proof(code.data, form.get("code_verifier", ""))
    world.store.put(_with(code, used=True))
    person, scopes = code.data["person"], code.data["scopes"]
    refresh = None
    if code.data["access_type"] == "offline" and (code.data["prompt"] == "consent" or not _granted(world, person)):
        data = {"person": person, "scopes": scopes, "dead": ""}
        refresh = _put(world, "google.refresh", "1//0", data)
    answer = _access(world, person, scopes, refresh.id if refresh else "")
    if "openid" in scopes:
        answer["id_token"] = id_token(world, person)
    return answer | ({"refresh_token": refresh.id} if refresh else {})


def refresh_access(world: World, form: dict[str, str]) -> dict[str, Any]:
    refresh = world.store.get(form.get("refresh_token", ""), "google.refresh")
    if refresh is None or refresh.data["dead"] == "invalid":
        raise Refused("invalid_grant", "Bad Request")
    if refresh.data["dead"]:
        raise Refused("invalid_grant", "Token has been expired or revoked.")
    return _access(world, refresh.data["person"], refresh.data["scopes"], refresh.id)


def revoke(world: World, text: str) -> None:
    """End a grant by either of its tokens, with all that came from it."""
    token = world.store.get(text, "google.token", "google.refresh")
    if token is None or token.data["dead"]:
        raise Refused("invalid_token", "Token expired or revoked")
    root = token.data.get("refresh") or token.id
    for kind in ("google.refresh", "google.token"):
        for thing in world.store.list(kind):
            if root in (thing.id, thing.data.get("refresh")):
                world.store.put(_with(thing, dead="revoke"))


def kill_tokens(world: World, person_id: str, how: str) -> int:
    """End a person's tokens. `expire` ends the access tokens only, as an hour would: the refresh token works on."""
    ended = 0
    for kind in ("google.token",) if how == "expire" else ("google.refresh", "google.token"):
        for token in world.store.list(kind):
            if token.data["person"] == person_id and not token.data["dead"]:
                world.store.put(_with(token, dead=how))
                ended += 1
    return ended


def authenticate(world: World, header: str) -> Thing:
    """Return the person behind `Authorization: Bearer …`, or raise the API's own failure."""
    text = header.partition(" ")[2] if header.lower().startswith("bearer ") else ""
    if not text:
        raise _unauthenticated("OAUTH_TOKEN_HEADER_INVALID", "The header for the OAuth access token is invalid.")
    token = world.store.get(text, "google.token")
    if token is None:
        raise _unauthenticated("OAUTH_TOKEN_INVALID", "The OAuth access token in the header is invalid.")
    dead = token.data["dead"] or ("expire" if world.now() >= token.data["expires_at"] else "")
    if dead:
        raise _unauthenticated(_DEAD[dead], f"The OAuth token was {'expired' if dead == 'expire' else 'revoked'}.")
    if SCOPE not in token.data["scopes"]:
        raise Failure([Problem("authorization_error", "ACTION_NOT_PERMITTED", "Insufficient authentication scopes.")])
    person = world.store.get(token.data["person"], "person")
    if person is None:
        raise _unauthenticated("GOOGLE_ACCOUNT_DELETED", "The account has been deleted.")
    return person


def _unauthenticated(code: str, message: str) -> Failure:
    return Failure([Problem("authentication_error", code, message)])


def _granted(world: World, person_id: str) -> bool:
    return any(t.data["person"] == person_id and not t.data["dead"] for t in world.store.list("google.refresh"))


def _access(world: World, person_id: str, scopes: list[str], refresh: str) -> dict[str, Any]:
    data = {"person": person_id, "scopes": scopes, "dead": "", "refresh": refresh, "expires_at": world.now() + ACCESS_S}
    token = _put(world, "google.token", "ya29.a0", data)
    return {"access_token": token.id, "expires_in": ACCESS_S, "scope": " ".join(scopes), "token_type": "Bearer"}


def _put(world: World, kind: str, prefix: str, data: dict[str, Any]) -> Thing:
    number = world.store.next_number("google.secret")
    seed = f"{world.config.seed}:{kind}:{number}".encode()
    text = prefix + base64.urlsafe_b64encode(hashlib.sha256(seed).digest()).decode().rstrip("=")
    now = world.now()
    return world.store.put(Thing(text, kind, created=now, updated=now, data=data))


def _with(thing: Thing, **data: Any) -> Thing:
    thing.data |= data
    return thing
