"""Tokens over the wire: exchange a code, give a token back, list the advertisers, say who it is."""

from typing import Any

from ..people import list_accounts
from ..store import Thing
from . import errors, tokens
from .call import Call
from .registry import answers


@answers("POST", "/oauth2/access_token/", is_open=True)
def exchange(call: Call) -> dict[str, Any]:
    """Exchange an auth code for a token without an end."""
    _check_app(call)
    code = call.store.get(call.fields.require("auth_code"), tokens.CODE_KIND)
    if code is None or call.now > code.created + tokens.CODE_LIVES_S:
        raise errors.TikTokError("The auth_code is invalid or expired.", errors.WRONG_CODE)
    if code.data["used"]:
        raise errors.TikTokError("The auth_code has been used.", errors.WRONG_CODE)
    code.data["used"] = True
    call.store.put(code)
    person = call.store.get(code.data["person"], "person")
    token = tokens.make_token(call.world, person)
    return {"access_token": token.id, "advertiser_ids": _ids(call, person), "scope": tokens.SCOPES}


@answers("POST", "/oauth2/revoke_token/", is_open=True)
def revoke(call: Call) -> dict[str, Any]:
    _check_app(call)
    token = call.store.get(call.fields.require("access_token"), tokens.KIND)
    if token is None or token.data["dead"]:
        raise errors.of(errors.WRONG_TOKEN)
    token.data["dead"] = errors.WRONG_TOKEN
    call.store.put(token)
    person = call.store.get(token.data["person"], "person")
    return {"app_id": call.fields.text("app_id"), "advertiser_ids": _ids(call, person)}


@answers("GET", "/oauth2/advertiser/get/", alone=True)
def list_advertisers(call: Call) -> dict[str, Any]:
    _check_app(call)
    mine = list_accounts(call.world, call.person, "tiktok")
    return {"list": [{"advertiser_id": a.id, "advertiser_name": a.name} for a in mine]}


@answers("GET", "/user/info/", alone=True)
def read_user(call: Call) -> dict[str, Any]:
    person = call.person
    return {
        "core_user_id": person.id, "display_name": person.name, "email": person.data["email"],
        "create_time": int(person.created),
    }  # fmt: skip


def _ids(call: Call, person: Thing) -> list[str]:
    return [account.id for account in list_accounts(call.world, person, "tiktok")]


def _check_app(call: Call) -> None:
    app = call.world.config.apps["tiktok"]
    given = (str(call.params.get("app_id") or ""), call.fields.require("secret"))
    if not given[0]:
        raise errors.missing("app_id")
    if given != (app.id, app.secret):
        raise errors.TikTokError("The app_id or secret is incorrect.", errors.WRONG_APP)
