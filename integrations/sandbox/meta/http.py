"""Meta over HTTP: read the request, mind the faults, answer, keep a log of the call."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from ..faults import Faults, Rule
from ..wire import break_off, keep_silent
from ..world import World
from . import VERSION, errors
from .call import Call, Reply
from .graph import answer
from .ordered import early_answer


class GraphApp:
    """An ASGI application for `/meta/v26.0/…`; it sits below the framework so that it can break connections."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world, self.faults = world, faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            call = await self._read(request)
        except (ValueError, MultiPartException, HTTPException):
            error = errors.GraphError("The request body can't be read", 100)
            return await _respond(Reply(error.body(), 400))(scope, receive, send)
        rule = self.faults.take(call.method, "/" + "/".join(call.path))
        if rule and rule.kind in ("reset", "timeout_before"):
            self._log(call, 0, rule)
            return await _leave(rule, receive, send)
        if rule and rule.kind == "delay":
            await asyncio.sleep(rule.seconds)
        reply = (early_answer(rule, call) if rule else None) or self._answer(request, call)
        self._log(call, reply.status, rule, reply)
        if rule and rule.kind in ("drop_after_commit", "timeout_after"):
            return await _leave(rule, receive, send)
        return await _respond(reply)(scope, receive, send)

    async def _read(self, request: Request) -> Call:
        parts = request.scope["path"].removeprefix("/meta").strip("/").split("/")
        version = parts[0] if parts[0].startswith("v") and "." in parts[0] else ""
        path = tuple(part for part in parts[1 if version else 0 :] if part)
        params = dict(request.query_params)
        files: dict[str, tuple[str, bytes]] = {}
        if request.method == "POST":
            params |= await _read_body(request, files)
        method = params.pop("method", request.method).upper()
        header = request.headers.get("authorization", "")
        if header.startswith(("Bearer ", "OAuth ")):
            params.setdefault("access_token", header.partition(" ")[2])
        return Call(self.world, method, path, params, files, base=f"{request.base_url}meta/{version or VERSION}")

    def _answer(self, request: Request, call: Call) -> Reply:
        first = request.scope["path"].removeprefix("/meta").strip("/").split("/")[0]
        if first.startswith("v") and "." in first and first != VERSION:
            error = errors.GraphError(
                f"(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: {VERSION}.",
                2635,
            )
            return Reply(error.body(), error.http)
        return answer(call)

    def _log(self, call: Call, status: int, rule: Rule | None, reply: Reply | None = None) -> None:
        made = call.made or [("", "", "")]
        code = reply.body.get("error", {}).get("code", 0) if reply and isinstance(reply.body, dict) else 0
        path = "/" + "/".join(call.path)
        account = call.account.id if call.account else ""
        with self.world.store.transaction():
            for kind, thing_id, name in made:
                self.world.store.log_call(
                    at=call.now, method=call.method, path=path, status=status, account=account, kind=kind,
                    object=thing_id, name=name, fault=rule.kind if rule else "", code=code,
                )  # fmt: skip


async def _leave(rule: Rule, receive: Receive, send: Send) -> None:
    """Leave a call without an answer: at once, or after a silence."""
    if rule.kind.startswith("timeout"):
        await keep_silent(receive, send, rule.seconds)
    else:
        await break_off(send)


async def _read_body(request: Request, files: dict[str, tuple[str, bytes]]) -> dict[str, str]:
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        return _texts(json.loads(await request.body() or b"{}"))
    if not kind.startswith("multipart/"):
        return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
    params: dict[str, str] = {}
    async with request.form(max_part_size=64 * 1024 * 1024) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = (value.filename or name, await value.read())
            else:
                params[name] = value
    return params


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


def _respond(reply: Reply) -> Response:
    if isinstance(reply.body, str):
        return HTMLResponse(reply.body, reply.status, headers=reply.headers)
    return JSONResponse(reply.body, reply.status, headers=reply.headers)
