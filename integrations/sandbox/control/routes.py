"""The control API's addresses, under /control/. JSON in, JSON out; errors are `{"error": …}`."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from . import books, figures, orders, people
from .clock import keep_clock, read_clock, steer_clock
from .errors import Wrong

Answer = Callable[[Request, dict[str, Any]], Any]


def _do(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Wrap an answer: reads the body, works in one transaction, turns what is wrong into a status."""

    async def endpoint(request: Request) -> Response:
        try:
            body = json.loads(await request.body() or b"{}")
            if not isinstance(body, dict):
                raise Wrong("the body must be a JSON object")
            world = request.app.state.world
            with world.store.transaction():
                found = answer(request, body)
                keep_clock(world)
            return JSONResponse(found)
        except Wrong as wrong:
            return JSONResponse({"error": wrong.text}, wrong.status)
        except (ValueError, TypeError, KeyError) as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, 400)

    return endpoint


def _world(request: Request):
    return request.app.state.world


def _add_fault(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    match = body.pop("match", {})
    rule = request.app.state.faults.add(**match, **body)
    return {"number": rule.number}


def _clear_faults(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    request.app.state.faults.clear()
    return {"faults": []}


def _clear_calls(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    _world(request).store.db.execute("DELETE FROM calls")
    return {"calls": []}


def routes() -> list[Route]:
    table: list[tuple[str, str, Answer]] = [
        ("GET", "/clock", lambda r, b: read_clock(_world(r))),
        ("POST", "/clock", lambda r, b: steer_clock(_world(r), b)),
        ("GET", "/people", lambda r, b: people.list_people(_world(r))),
        ("POST", "/people", lambda r, b: people.add_person(_world(r), b)),
        ("POST", "/accounts", lambda r, b: people.add_account(_world(r), b)),
        ("POST", "/tokens", lambda r, b: orders.end_tokens(_world(r), b)),
        ("POST", "/tiers", lambda r, b: orders.set_tier(_world(r), b)),
        ("GET", "/faults", lambda r, b: {"faults": r.app.state.faults.dump()}),
        ("POST", "/faults", _add_fault),
        ("DELETE", "/faults", _clear_faults),
        ("POST", "/objects/{id}", lambda r, b: orders.edit_object(_world(r), r.path_params["id"], b)),
        ("GET", "/objects", lambda r, b: books.count_objects(_world(r), dict(r.query_params))),
        ("POST", "/ads/{id}/review", lambda r, b: orders.review_ad(_world(r), r.path_params["id"], b)),
        ("POST", "/review", lambda r, b: orders.set_review_length(_world(r), b)),
        ("POST", "/transcoding", lambda r, b: orders.set_transcoding(_world(r), b)),
        ("POST", "/restate", lambda r, b: figures.restate(_world(r), b)),
        ("POST", "/credit", lambda r, b: figures.credit(_world(r), b)),
        ("POST", "/ads/{id}/vanish", lambda r, b: figures.vanish(_world(r), r.path_params["id"], b)),
        ("GET", "/calls", lambda r, b: books.list_calls(_world(r), dict(r.query_params))),
        ("DELETE", "/calls", _clear_calls),
        ("GET", "/books", lambda r, b: books.read_books(_world(r), dict(r.query_params))),
        ("GET", "/delay", lambda r, b: books.read_delay_curve(dict(r.query_params))),
        ("POST", "/keep", lambda r, b: orders.keep(_world(r), b)),
        ("POST", "/reset", lambda r, b: orders.reset(_world(r), r.app.state.faults, b)),
    ]
    return [Route(path, _do(answer), methods=[method]) for method, path, answer in table]
