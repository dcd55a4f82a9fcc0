"""A platform over HTTP: read the request, mind the faults, answer, keep a log of the call. Meta, TikTok and Google's
token address stand on it; each says how it reads, answers and fails."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from .faults import Faults, Rule
from .store import Thing
from .wire import break_off, keep_silent
from .world import World

HTML_502 = (
    "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>"
)
_LARGEST_PART = 512 * 1024 * 1024
Files = dict[str, tuple[str, bytes]]


@dataclass(slots=True)
class Reply:
    """A body is JSON, or a text of HTML. `code` is the platform's own error code, 0 for none."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    code: int = 0


class WireCall(Protocol):
    """What the shared part needs of a platform's call; `made` holds (kind, id, name) of what it created."""

    method: str
    account: Thing | None
    made: list[tuple[str, str, str]]

    @property
    def address(self) -> str:
        """The path as faults and the log name it."""


class WireApp:
    """An ASGI application for all below a platform's prefix; it sits below the framework so that it can break
    connections."""

    platform = ""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world, self.faults = world, faults

    async def read(self, request: Request) -> WireCall:
        """Read the request; ValueError where it cannot be read."""
        raise NotImplementedError

    def answer(self, request: Request, call: Any) -> Reply:
        raise NotImplementedError

    def unreadable(self) -> Reply:
        """Return what the platform says of a body that cannot be read."""
        raise NotImplementedError

    def ordered(self, rule: Rule, call: Any) -> Reply | None:
        """Return the answer of a fault that answers without doing anything, or None: do it."""
        raise NotImplementedError

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            call = await self.read(request)
        except (ValueError, MultiPartException, HTTPException):
            return await _respond(self.unreadable())(scope, receive, send)
        rule = self.faults.take(call.method, call.address, self.platform)
        if rule and rule.kind in ("reset", "timeout_before"):
            self._log(call, rule, None)
            return await leave(rule, receive, send)
        if rule and rule.kind == "delay":
            await asyncio.sleep(rule.seconds)
        reply = (early_answer(self, rule, call) if rule else None) or self.answer(request, call)
        self._log(call, rule, reply)
        if rule and rule.kind in ("drop_after_commit", "timeout_after"):
            return await leave(rule, receive, send)
        return await _respond(reply)(scope, receive, send)

    def _log(self, call: WireCall, rule: Rule | None, reply: Reply | None) -> None:
        keep_call(
            self.world, platform=self.platform, method=call.method, path=call.address, status=reply.status if reply else 0,
            account=call.account.id if call.account else "", made=call.made, rule=rule, code=reply.code if reply else 0,
        )  # fmt: skip


def early_answer(app: WireApp, rule: Rule, call: WireCall) -> Reply | None:
    if rule.kind == "html502":
        return Reply(HTML_502, rule.status or 502)
    return app.ordered(rule, call)


def keep_call(
    world: World, *, platform: str, method: str, path: str, status: int, account: str = "",
    made: list[tuple[str, str, str]] | None = None, rule: Rule | None = None, code: int = 0,
) -> None:  # fmt: skip
    """Write a call into the log: one row, or one for each object it made."""
    with world.store.transaction():
        for kind, thing_id, name in made or [("", "", "")]:
            world.store.log_call(
                at=world.now(), method=method, path=path, status=status, account=account, kind=kind, object=thing_id,
                name=name, fault=rule.kind if rule else "", code=code, platform=platform,
            )  # fmt: skip


async def leave(rule: Rule, receive: Receive, send: Send) -> None:
    """Leave a call without an answer: at once, or after a silence."""
    if rule.kind.startswith("timeout"):
        await keep_silent(receive, send, rule.seconds)
    else:
        await break_off(send)


async def read_form(request: Request, files: Files) -> dict[str, str]:
    """Read a multipart form: its texts; its files go into `files` by the part's name."""
    params: dict[str, str] = {}
    async with request.form(max_part_size=_LARGEST_PART) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = (value.filename or name, await value.read())
            else:
                params[name] = value
    return params


def _respond(reply: Reply) -> Response:
    if isinstance(reply.body, str):
        return HTMLResponse(reply.body, reply.status, headers=reply.headers)
    return JSONResponse(reply.body, reply.status, headers=reply.headers)
