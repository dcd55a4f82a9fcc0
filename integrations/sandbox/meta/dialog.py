"""The consent page: choose who you are, allow or cancel. Works without JavaScript."""

import html
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..people import list_accounts, make_stranger
from ..store import Thing
from ..world import World
from .call import Call
from .oauth import KNOWN_SCOPES, make_code
from .pages import consent_page, error_page

_LOCAL = ("localhost", "127.0.0.1", "testserver")


async def show(request: Request) -> Response:
    """Show who may be connected; a wrong app, redirect address or scope is an error page, as on Meta."""
    world: World = request.app.state.world
    asked = request.query_params
    if problem := _problem(
        world, asked.get("client_id", ""), asked.get("redirect_uri", ""), _scopes(asked.get("scope", ""))
    ):
        return HTMLResponse(error_page(problem), 400)
    people = [(p.id, p.name, _belongings(world, p)) for p in world.store.list("person")]
    return HTMLResponse(consent_page(people, dict(asked), _scopes(asked.get("scope", ""))))


async def decide(request: Request) -> Response:
    """Go back to the redirect address, with a code or with access_denied."""
    world: World = request.app.state.world
    form = await request.form()
    asked = {name: str(form.get(name, "")) for name in ("client_id", "redirect_uri", "state", "scope", "person")}
    scopes = _scopes(asked["scope"])
    if problem := _problem(world, asked["client_id"], asked["redirect_uri"], scopes):
        return HTMLResponse(error_page(problem), 400)
    if form.get("decision") != "allow":
        denied = {"error": "access_denied", "error_code": "200", "error_description": "Permissions error"}
        return _back(asked, denied | {"error_reason": "user_denied"})
    with world.store.transaction():
        person = make_stranger(world) if asked["person"] == "new" else world.store.get(asked["person"], "person")
        if person is None:
            return HTMLResponse(error_page("Choose who you are first."), 400)
        call = Call(world, "POST", (), {})
        code = make_code(call, person, redirect_uri=asked["redirect_uri"], scopes=scopes, client=asked["client_id"])
    return _back(asked, {"code": code})


def _back(asked: dict[str, str], answer: dict[str, str]) -> Response:
    mark = "&" if urlsplit(asked["redirect_uri"]).query else "?"
    query = urlencode({**answer, **({"state": asked["state"]} if asked["state"] else {})})
    return RedirectResponse(f"{asked['redirect_uri']}{mark}{query}#_=_", 302)


def _scopes(text: str) -> list[str]:
    named = [scope for scope in text.replace(" ", ",").split(",") if scope]
    return list(dict.fromkeys(["public_profile", *named]))


def _problem(world: World, client: str, redirect_uri: str, scopes: list[str]) -> str:
    """Return what is wrong with the request in words, or nothing."""
    if client != world.config.app_id:
        return "Invalid App ID: the provided app ID does not look like a valid app ID."
    address = urlsplit(redirect_uri)
    host = address.hostname or ""
    if address.scheme not in ("http", "https") or not (host in _LOCAL or host.endswith(".localhost")):
        return "URL Blocked: the sandbox sends people back to addresses on this machine only."
    if unknown := [scope for scope in scopes if scope not in KNOWN_SCOPES]:
        return f"Invalid Scopes: {', '.join(unknown)}."
    return ""


def _belongings(world: World, person: Thing) -> str:
    accounts = list_accounts(world, person, "meta")
    return ", ".join(f"{html.unescape(a.name)} ({a.data['currency']})" for a in accounts)
