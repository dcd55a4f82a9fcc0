"""The portal's consent page: choose who you are, confirm or cancel. Works without JavaScript."""

from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..consent import choice_page, error_page, is_local
from ..people import list_accounts, make_stranger
from ..store import Thing
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
    people = [(person.id, person.name, _belongings(world, person)) for person in world.store.list("person")]
    return HTMLResponse(choice_page("TikTok", people, asked, _MAY))


async def decide(request: Request) -> Response:
    """Go back to the address that was asked for, with an auth code; who cancels stays here, as on TikTok."""
    world: World = request.app.state.world
    form = {name: str(value) for name, value in (await request.form()).items()}
    if problem := _problem(world, form):
        return HTMLResponse(error_page(problem), 400)
    answer = {"state": form.get("state", "")}
    if form.get("decision") != "allow":
        return _back(form, answer | {"error": "access_denied", "error_type": "access_denied"})
    with world.store.transaction():
        wanted = form.get("person", "")
        person = make_stranger(world) if wanted == "new" else world.store.get(wanted, "person")
        if person is None:
            return HTMLResponse(error_page("Choose who you are first."), 400)
        code = make_code(world, person)
    return _back(form, {"auth_code": code, "code": code} | answer)


def _back(form: dict[str, str], answer: dict[str, str]) -> Response:
    mark = "&" if urlsplit(form["redirect_uri"]).query else "?"
    return RedirectResponse(f"{form['redirect_uri']}{mark}{urlencode(answer)}", 302)


def _problem(world: World, asked: dict[str, str]) -> str:
    if asked.get("app_id") != world.config.apps["tiktok"].id:
        return f"The app {escape(asked.get('app_id', ''))} does not exist."
    if not is_local(asked.get("redirect_uri", "")):
        return "The sandbox sends people back to addresses on this machine only."
    return ""


def _belongings(world: World, person: Thing) -> str:
    return ", ".join(f"{a.name} ({a.data['currency']})" for a in list_accounts(world, person, "tiktok"))
