"""Meta over HTTP: how a Graph call is read, answered and refused."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from ..faults import Rule
from ..http import Files, Reply, WireApp, read_form
from . import VERSION, errors
from .call import Call
from .graph import answer
from .ordered import early_answer


class GraphApp(WireApp):
    """Everything below `/meta/v26.0/`."""

    platform = "meta"

    async def read(self, request: Request) -> Call:
        parts = request.scope["path"].removeprefix("/meta").strip("/").split("/")
        version = parts[0] if parts[0].startswith("v") and "." in parts[0] else ""
        path = tuple(part for part in parts[1 if version else 0 :] if part)
        params = dict(request.query_params)
        files: Files = {}
        if request.method == "POST":
            params |= await _read_body(request, files)
        method = params.pop("method", request.method).upper()
        header = request.headers.get("authorization", "")
        if header.startswith(("Bearer ", "OAuth ")):
            params.setdefault("access_token", header.partition(" ")[2])
        return Call(self.world, method, path, params, files, base=f"{request.base_url}meta/{version or VERSION}")

    def answer(self, request: Request, call: Call) -> Reply:
        first = request.scope["path"].removeprefix("/meta").strip("/").split("/")[0]
        if first.startswith("v") and "." in first and first != VERSION:
            return _refusal(
                errors.GraphError(
                    "(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version:"
                    f" {VERSION}.",
                    2635,
                )
            )
        reply = answer(call)
        reply.code = reply.body.get("error", {}).get("code", 0) if isinstance(reply.body, dict) else 0
        return reply

    def unreadable(self) -> Reply:
        return _refusal(errors.GraphError("The request body can't be read", 100))

    def ordered(self, rule: Rule, call: Call) -> Reply | None:
        return early_answer(rule, call)


def _refusal(error: errors.GraphError) -> Reply:
    return Reply(error.body(), error.http, code=error.code)


async def _read_body(request: Request, files: Files) -> dict[str, str]:
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        return _texts(json.loads(await request.body() or b"{}"))
    if not kind.startswith("multipart/"):
        return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
    return await read_form(request, files)


def _texts(body: Any) -> dict[str, str]:
    if not isinstance(body, dict):
        raise ValueError("a JSON body must be an object")
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}


def parse_target(relative_url: str, body: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the path and the parameters of a part of a batch."""
    target = urlsplit(relative_url)
    path = [part for part in target.path.split("/") if part]
    path = path[1:] if path and path[0] == VERSION else path
    return tuple(path), dict(parse_qsl(target.query, keep_blank_values=True)) | dict(
        parse_qsl(body, keep_blank_values=True)
    )
