"""The portal's consent page: choose who you are, confirm or cancel. Works without JavaScript."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..consent import choice_page, error_page, is_local, list_people, send_back, take_person
from ..world import World
from .tokens import make_code

_MAY = (
    "manage your ads, their budgets and creatives",
    "read what they did",
    "use your TikTok account as an ad's voice",
)


async def show(request: Request) -> Response:
    """Show who may be connected; a wrong app or address to come back to is an error page."""
    world: World = request.app.state.world
    asked = {name: request.query_params.get(name, "") for name in ("app_id", "state", "redirect_uri")}
    if problem := _problem(world, asked):
        return HTMLResponse(error_page(problem), 400)
    return HTMLResponse(choice_page("TikTok", list_people(world, "tiktok"), asked, _MAY))


async def decide(request: Request) -> Response:
    """Go back to the address that was asked for, with an auth code or with access_denied."""
    world: World = request.app.state.world
    form = {name: str(value) for name, value in (await request.form()).items()}
    if problem := _problem(world, form):
        return HTMLResponse(error_page(problem), 400)
    answer = {"state": form.get("state", "")}
    if form.get("decision") != "allow":
        return send_back(form["redirect_uri"], answer | {"error": "access_denied", "error_type": "access_denied"})
    with world.store.transaction():
        person = take_person(world, form.get("person", ""))
        if person is None:
            return HTMLResponse(error_page("Choose who you are first."), 400)
        code = make_code(world, person)
    return send_back(form["redirect_uri"], {"auth_code": code, "code": code} | answer)


def _problem(world: World, asked: dict[str, str]) -> str:
    if asked.get("app_id") != world.config.apps["tiktok"].id:
        return f"The app {asked.get('app_id', '')} does not exist."
    if not is_local(asked.get("redirect_uri", "")):
        return "The sandbox sends people back to addresses on this machine only."
    return ""
