"""Google's consent page: choose who you are, allow or cancel. Works without JavaScript."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..consent import choice_page, error_page, is_local, list_people, send_back, take_person
from ..world import World
from . import tokens

_MEANING = {
    tokens.SCOPE: "See, edit, create and delete your Google Ads accounts and data",
    "https://www.googleapis.com/auth/datamanager": "Send conversions to your Google Ads accounts",
    "openid": "Know who you are", "email": "See your e-mail address", "profile": "See your name and picture",
}  # fmt: skip
FIELDS = (
    "client_id", "redirect_uri", "state", "scope", "response_type", "access_type", "prompt", "code_challenge",
    "code_challenge_method",
)  # fmt: skip


async def show(request: Request) -> Response:
    """Show who may be connected; a wrong client, address or scope is an error page, as on Google."""
    world: World = request.app.state.world
    asked = {name: request.query_params.get(name, "") for name in FIELDS}
    if problem := _problem(world, asked):
        return HTMLResponse(error_page(problem), 400)
    may = [_MEANING[scope] for scope in asked["scope"].split()]
    return HTMLResponse(choice_page("Google", list_people(world, "google"), asked, may))


async def decide(request: Request) -> Response:
    """Go back to the redirect address, with a code or with access_denied."""
    world: World = request.app.state.world
    form = await request.form()
    asked = {name: str(form.get(name, "")) for name in FIELDS}
    if problem := _problem(world, asked):
        return HTMLResponse(error_page(problem), 400)
    if form.get("decision") != "allow":
        return _back(asked, {"error": "access_denied"})
    with world.store.transaction():
        person = take_person(world, str(form.get("person", "")))
        if person is None:
            return HTMLResponse(error_page("Choose who you are first."), 400)
        scopes = asked["scope"].split()
        code = tokens.make_code(world, person, asked, scopes)
    return _back(asked, {"code": code, "scope": " ".join(scopes)})


def _back(asked: dict[str, str], answer: dict[str, str]) -> Response:
    state = {"state": asked["state"]} if asked["state"] else {}
    return send_back(asked["redirect_uri"], state | answer)


def _problem(world: World, asked: dict[str, str]) -> str:
    """Return what is wrong with the request in words, or nothing."""
    if asked["client_id"] != world.config.apps["google"].id:
        return "Error 401: invalid_client. The OAuth client was not found."
    if not is_local(asked["redirect_uri"]):
        return "Error 400: redirect_uri_mismatch. The sandbox sends people back to addresses on this machine only."
    if asked["response_type"] != "code":
        return "Error 400: invalid_request. Required parameter is missing: response_type"
    unknown = [scope for scope in asked["scope"].split() if scope not in _MEANING]
    if unknown or not asked["scope"]:
        return f"Error 400: invalid_scope. Some requested scopes were invalid: {', '.join(unknown) or 'none given'}"
    if asked["code_challenge_method"] not in ("", "plain", "S256"):
        return "Error 400: invalid_request. Invalid code_challenge_method"
    return ""
