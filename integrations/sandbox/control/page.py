"""The page at `/`: look at the sandbox and steer it. Plain forms, no JavaScript."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ..world import World
from . import books, look, orders, people
from .clock import keep_clock, steer_clock
from .errors import Wrong
from .html import document, show_calls, show_clock, show_faults, show_people


def page_routes() -> list[Route]:
    return [Route("/", show, methods=["GET"]), Route("/", steer, methods=["POST"])]


async def show(request: Request) -> Response:
    return HTMLResponse(_page(request))


async def steer(request: Request) -> Response:
    """Do what a form asks for, then show the page again; what is wrong stands at its top."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    world: World = request.app.state.world
    try:
        with world.store.transaction():
            _do(request, world, form)
            keep_clock(world)
    except (Wrong, ValueError, TypeError) as error:
        return HTMLResponse(_page(request, problem=getattr(error, "text", str(error))), 400)
    return RedirectResponse("/", 303)


def _do(request: Request, world: World, form: dict[str, str]) -> Any:
    what = form.get("do", "")
    faults = request.app.state.faults
    deeds = {
        "advance": lambda: steer_clock(world, {"advance_s": float(form["seconds"])}),
        "speed": lambda: steer_clock(world, {"speed": float(form["speed"])}),
        "person": lambda: people.add_person(world, {}),
        "tokens": lambda: orders.end_tokens(world, {"person": form["person"], "how": form["how"]}),
        "review": lambda: orders.review_ad(world, form["id"], {"verdict": form["verdict"]}),
        "edit": lambda: orders.edit_object(world, form["id"], {form["field"]: _number_or_text(form["value"])}),
        "fault": lambda: faults.add(kind=form["kind"], path=form.get("path", ""), times=int(form.get("times") or 1)),
        "no_faults": faults.clear,
    }
    if what not in deeds:
        raise Wrong(f"nothing known as {what!r}")
    return deeds[what]()


def _number_or_text(value: str) -> Any:
    return int(value) if value.isdigit() else value


def _page(request: Request, problem: str = "") -> str:
    world: World = request.app.state.world
    now = datetime.fromtimestamp(world.now(), UTC)
    world.settle_all()
    parts = [
        show_clock(now, world.clock.speed),
        show_people([_describe(world, person) for person in world.store.list("person")]),
        show_faults(request.app.state.faults.rules),
        show_calls(books.list_calls(world, {"limit": "40"})["calls"][::-1]),
    ]
    return document("".join(parts), problem)


def _describe(world: World, person: Any) -> dict[str, Any]:
    """Return a person with accounts, their campaigns and ads, as the page shows them."""
    told = people.describe_person(world, person)
    for account in told["accounts"]:
        day = look.local_day(world, account["account_id"])
        account["today"] = books.read_books(world, {"account": account["account_id"], "day": day})["total"]
        account["objects"] = look.list_running(world, account["account_id"])
    return told
