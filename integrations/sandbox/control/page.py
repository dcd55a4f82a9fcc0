"""The page at `/`: look at the sandbox and steer it. Plain forms, no JavaScript."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ..faults import Faults
from ..people import list_accounts
from ..store import Thing
from ..world import World
from . import books, figures, look, orders, people
from .accounts_html import show_people
from .clock import keep_clock, steer_clock
from .errors import Wrong
from .find import find_ad
from .html import document, show_calls, show_clock, show_faults, show_tiers


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
        "tokens": lambda: orders.end_tokens(world, {"platform": "meta", **form}),
        "review": lambda: orders.review_ad(world, form["id"], {"verdict": form["verdict"]}),
        "edit": lambda: orders.edit_object(world, form["id"], {form["field"]: _number_or_text(form["value"])}),
        "restate": lambda: _restate(world, form["id"], int(form["count"])),
        "tier": lambda: orders.set_tier(world, {"platform": form["platform"], "tier": form["tier"]}),
        "fault": lambda: _order_fault(faults, form),
        "no_faults": faults.clear,
    }
    if what not in deeds:
        raise Wrong(f"nothing known as {what!r}")
    return deeds[what]()


def _restate(world: World, ad_id: str, count: int) -> dict[str, Any]:
    """Add results to yesterday, or take some away."""
    yesterday = date.fromisoformat(look.local_day(world, find_ad(world, ad_id).account)) - timedelta(days=1)
    return figures.restate(world, {"ad": ad_id, "day": yesterday.isoformat(), "count": count})


def _order_fault(faults: Faults, form: dict[str, str]) -> None:
    words = {name: form.get(name, "") for name in ("kind", "platform", "path")}
    faults.add(**words, times=int(form.get("times") or 1), seconds=float(form.get("seconds") or 60))


def _number_or_text(value: str) -> Any:
    return int(value) if value.isdigit() else float(value) if value.replace(".", "", 1).isdigit() else value


def _page(request: Request, problem: str = "") -> str:
    world: World = request.app.state.world
    world.settle_all()
    parts = [
        show_clock(datetime.fromtimestamp(world.now(), UTC), world.clock.speed),
        show_people([_describe(world, person) for person in world.store.list("person")]),
        show_faults(request.app.state.faults.rules, list(world.sides)),
        show_tiers(world.config.tiers),
        show_calls(books.list_calls(world, {"limit": "40"})["calls"][::-1]),
    ]
    return document("".join(parts), problem)


def _describe(world: World, person: Thing) -> dict[str, Any]:
    """Return a person with their accounts by platform, and what runs in each, as the page shows them."""
    shown: dict[str, list[dict[str, Any]]] = {}
    for account in list_accounts(world, person):
        today = books.read_books(world, {"account": account.id, "day": look.local_day(world, account.id)})["total"]
        told = {"account": account, "today": today, "rows": look.list_rows(world, account)}
        shown.setdefault(account.data["platform"], []).append(told | {"switch": look.switch_account(world, account)})
    return {"person": person, "platforms": shown}
