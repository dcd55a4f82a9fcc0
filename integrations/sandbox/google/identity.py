"""Who somebody is (the id token), and that who redeems a code is who asked for it (PKCE, RFC 7636)."""

import base64
import hashlib
import json
from typing import Any

from ..world import World


class Refused(Exception):
    """What the token address answers instead of a token: OAuth's error and a description."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        self.error, self.description, self.status = error, description, status
        super().__init__(description)


def id_token(world: World, person_id: str) -> str:
    """Return a JWT that says who the person is; nobody signed it."""
    person, now = world.store.get(person_id, "person"), int(world.now())
    claims: dict[str, Any] = {
        "iss": "https://accounts.google.com",
        "sub": f"1{person_id}",
        "aud": world.config.apps["google"].id,
    }
    claims |= {"iat": now, "exp": now + 3_600, "email": person.data["email"] if person else "", "email_verified": True}
    claims["name"] = person.name if person else ""
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), "unsigned"])


def check_proof(code: dict[str, Any], verifier: str) -> None:
    """Check PKCE where the consent page was given a challenge."""
    if not code["code_challenge"]:
        return
    if not verifier:
        raise Refused("invalid_grant", "Missing code verifier.")
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    if (digest if code["code_challenge_method"] == "S256" else verifier) != code["code_challenge"]:
        raise Refused("invalid_grant", "Invalid code verifier.")
