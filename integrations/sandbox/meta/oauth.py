"""Facebook Login: the consent dialog, the code, the token exchange."""

import hashlib
from typing import Any

from ..store import Thing
from . import tokens
from .call import Call
from .errors import GraphError, missing

CODE_LIVES_S = 600
KNOWN_SCOPES = frozenset(
    "ads_management ads_read business_management pages_show_list pages_read_engagement pages_manage_ads"
    " pages_manage_metadata leads_retrieval instagram_basic email public_profile read_insights catalog_management"
    " pages_messaging whatsapp_business_management attribution_read".split()
)


def make_code(call: Call, person: Thing, *, redirect_uri: str, scopes: list[str], client: str) -> str:
    number = call.store.next_number("code")
    text = "AQ" + hashlib.sha256(f"{call.world.config.seed}:code:{person.id}:{number}".encode()).hexdigest()
    data = {"person": person.id, "redirect_uri": redirect_uri, "scopes": scopes, "client": client, "used": False}
    call.store.put(Thing(text, "code", created=call.now, updated=call.now, data=data))
    return text


def exchange(call: Call) -> dict[str, Any]:
    """Exchange a code for a short token, or a token that still lives for one of about 60 days."""
    _check_app(call)
    kind = call.text("grant_type")
    if kind == "fb_exchange_token":
        return _answer(call, _exchange_token(call))
    if kind == "client_credentials":
        return {"access_token": f"{call.world.config.app_id}|{call.world.config.app_secret}", "token_type": "bearer"}
    if kind not in ("", "authorization_code"):
        raise GraphError("Invalid grant_type", 100)
    return _answer(call, _exchange_code(call))


def _check_app(call: Call) -> None:
    for name in ("client_id", "client_secret"):
        if not call.text(name):
            raise GraphError(f"Missing {name} parameter.", 101 if name == "client_id" else 1)
    if call.text("client_id") != call.world.config.app_id:
        raise GraphError("Error validating application. Cannot get application info due to a system error.", 101)
    if call.text("client_secret") != call.world.config.app_secret:
        raise GraphError("Error validating client secret.", 1)


def _exchange_code(call: Call) -> Thing:
    if not call.text("code"):
        raise missing("code")
    code = call.store.get(call.text("code"), "code")
    if code is None or code.data["client"] != call.text("client_id"):
        raise GraphError("Invalid verification code format.", 100)
    if code.data["used"]:
        raise GraphError("This authorization code has been used.", 100, 36009)
    if call.now > code.created + CODE_LIVES_S:
        raise GraphError("This authorization code has expired.", 100, 36007)
    if call.text("redirect_uri") != code.data["redirect_uri"]:
        raise GraphError(
            "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in"
            " the OAuth dialog request", 100, 36008,
        )  # fmt: skip
    code.data["used"] = True
    call.store.put(code)
    person = call.store.get(code.data["person"], "person")
    return tokens.make_token(
        call.world, person, scopes=code.data["scopes"], lives_s=tokens.SHORT_S, client=code.data["client"]
    )


def _exchange_token(call: Call) -> Thing:
    if not call.text("fb_exchange_token"):
        raise missing("fb_exchange_token")
    old = call.store.get(call.text("fb_exchange_token"), "token")
    if old is None:
        raise GraphError("Invalid OAuth access token - Cannot parse access token", 190)
    tokens.check_life(old, call.now)
    person = call.store.get(old.data["person"], "person")
    return tokens.make_token(
        call.world, person, scopes=old.data["scopes"], lives_s=tokens.LONG_S, client=old.data["client"]
    )


def _answer(call: Call, token: Thing) -> dict[str, Any]:
    return {"access_token": token.id, "token_type": "bearer", "expires_in": int(token.data["expires_at"] - call.now)}


def debug_token(call: Call) -> dict[str, Any]:
    """Tell about `input_token`; the caller is the app (id|secret) or a token of it."""
    config = call.world.config
    if call.text("access_token") != f"{config.app_id}|{config.app_secret}":
        tokens.authenticate(call)
    token = call.store.get(call.require("input_token"), "token")
    if token is None:
        return {
            "data": {"is_valid": False, "error": {"code": 190, "message": "Invalid OAuth access token."}, "scopes": []}
        }
    answer = {
        "app_id": token.data["client"],
        "type": "PAGE" if token.data["page"] else "USER",
        "application": "Adwright",
    }
    answer |= {"user_id": token.data["person"], "scopes": token.data["scopes"], "is_valid": True}
    answer |= {"issued_at": int(token.data["issued_at"]), "expires_at": int(token.data["expires_at"])}
    answer["data_access_expires_at"] = int(token.data["data_until"])
    try:
        tokens.check_life(token, call.now)
    except GraphError as error:
        answer |= {"is_valid": False, "error": {"code": error.code, "message": error.message, "subcode": error.subcode}}
    return {"data": answer}
