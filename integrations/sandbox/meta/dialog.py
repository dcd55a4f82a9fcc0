"""The consent page: choose who you are, allow or cancel. Works without JavaScript."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..consent import choice_page, error_page, is_local, list_people, send_back, take_person
from ..world import World
from .call import Call
from .oauth import KNOWN_SCOPES, make_code

_FIELDS = ("client_id", "redirect_uri", "state", "scope")
_MEANING = {
    "ads_management": "manage your ads", "ads_read": "read your ads and their results", "pages_show_list": "see your Pages",
    "business_management": "manage your business", "pages_read_engagement": "read what your Pages show",
    "pages_manage_ads": "manage ads for your Pages", "leads_retrieval": "read the leads your ads bring",
    "public_profile": "see your name and picture", "email": "see your e-mail address",
    "pages_manage_metadata": "hear from your Pages when a lead comes in", "instagram_basic": "see your Instagram accounts",
}  # fmt: skip


async def show(request: Request) -> Response:
    """Show who may be connected; a wrong app, redirect address or scope is an error page, as on Meta."""
    world: World = request.app.state.world
    asked = {name: request.query_params.get(name, "") for name in _FIELDS}
    scopes = _scopes(asked["scope"])
    if problem := _problem(world, asked["client_id"], asked["redirect_uri"], scopes):
        return HTMLResponse(error_page(problem), 400)
    may = [_MEANING.get(scope, scope) for scope in scopes]
    return HTMLResponse(choice_page("Meta", list_people(world, "meta"), asked, may, yes="Allow"))


async def decide(request: Request) -> Response:
    """Go back to the redirect address, with a code or with access_denied."""
    world: World = request.app.state.world
    form = await request.form()
    asked = {name: str(form.get(name, "")) for name in (*_FIELDS, "person")}
    scopes = _scopes(asked["scope"])
    if problem := _problem(world, asked["client_id"], asked["redirect_uri"], scopes):
        return HTMLResponse(error_page(problem), 400)
    if form.get("decision") != "allow":
        denied = {"error": "access_denied", "error_code": "200", "error_description": "Permissions error"}
        return _back(asked, denied | {"error_reason": "user_denied"})
    with world.store.transaction():
        person = take_person(world, asked["person"])
        if person is None:
            return HTMLResponse(error_page("Choose who you are first."), 400)
        call = Call(world, "POST", (), {})
        code = make_code(call, person, redirect_uri=asked["redirect_uri"], scopes=scopes, client=asked["client_id"])
    return _back(asked, {"code": code})


def _back(asked: dict[str, str], answer: dict[str, str]) -> Response:
    state = {"state": asked["state"]} if asked["state"] else {}
    return send_back(asked["redirect_uri"], answer | state, fragment="#_=_")


def _scopes(text: str) -> list[str]:
    named = [scope for scope in text.replace(" ", ",").split(",") if scope]
    return list(dict.fromkeys(["public_profile", *named]))


def _problem(world: World, client: str, redirect_uri: str, scopes: list[str]) -> str:
    """Return what is wrong with the request in words, or nothing."""
    if client != world.config.app_id:
        return "Invalid App ID: the provided app ID does not look like a valid app ID."
    if not is_local(redirect_uri):
        return "URL Blocked: the sandbox sends people back to addresses on this machine only."
    if unknown := [scope for scope in scopes if scope not in KNOWN_SCOPES]:
        return f"Invalid Scopes: {', '.join(unknown)}."
    return ""
