"""TikTok over HTTP: every answer is an envelope, nearly always with HTTP 200; a path without its slash is not found."""

import json
from typing import Any

from starlette.requests import Request

from ..faults import Rule
from ..http import Files, Reply, WireApp, read_form
from ..world import World
from . import errors
from .api import answer
from .call import Call
from .envelope import wrap
from .rates import Rates
from .words import VERSION

PREFIX = f"/tiktok/open_api/{VERSION}"


class TikTokApp(WireApp):
    """Everything below `/tiktok/` but the portal."""

    platform = "tiktok"

    def __init__(self, world: World, faults: Any) -> None:
        super().__init__(world, faults)
        self.rates = Rates()

    async def read(self, request: Request) -> Call:
        path = request.scope["path"]
        address = path.removeprefix(PREFIX) if path.startswith(f"{PREFIX}/") else path.removeprefix("/tiktok")
        files: Files = {}
        params = {name: _read_value(text) for name, text in request.query_params.items()}
        if request.method == "POST":
            params |= await _read_body(request, files)
        token = request.headers.get("access-token", "")
        return Call(self.world, request.method, address, params, files, token, base=str(request.base_url).rstrip("/"))

    def answer(self, request: Request, call: Call) -> Reply:
        path = request.scope["path"]
        if not path.endswith("/") or not path.startswith("/tiktok/open_api/"):
            return Reply("404 page not found", 404)
        if not path.startswith(f"{PREFIX}/"):
            return wrap(call, errors.TikTokError("The API version is not supported.", errors.WRONG_VERSION))
        return answer(call, self.rates)

    def unreadable(self) -> Reply:
        return wrap(None, errors.TikTokError("The request body is not valid JSON.", 40000))

    def ordered(self, rule: Rule, call: Call) -> Reply | None:
        if rule.kind == "429":
            error = errors.of(rule.code or errors.TOO_OFTEN)
        elif rule.kind == "500":
            error = errors.of(rule.code or errors.TROUBLE)
        elif rule.kind == "error":
            error = errors.TikTokError(rule.message or errors.of(rule.code).message, rule.code or errors.WRONG_VALUE)
        else:
            return None
        reply = wrap(call, error)
        reply.status = rule.status or (500 if rule.kind == "500" and not rule.code else 200)
        return reply


def _read_value(text: str) -> Any:
    """Read a query's value: lists and objects travel as JSON text."""
    if text[:1] in ("[", "{"):
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return text
    return text


async def _read_body(request: Request, files: Files) -> dict[str, Any]:
    if request.headers.get("content-type", "").startswith("multipart/"):
        return dict(await read_form(request, files))
    body = json.loads(await request.body() or b"{}")
    if not isinstance(body, dict):
        raise ValueError("a body must be an object")
    return body
