"""Every call that this process sends to a platform, whichever library sends it: noted, hurried, or never survived.

`requests` carries Meta's SDK and Google's tokens, `httpx2` carries TikTok, gRPC carries Google Ads. A killed worker is a
process that does nothing more: after the kill neither the network nor the database takes anything from it, whatever its
`finally` and `except` still try.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from urllib.parse import urlsplit

import grpc._channel
import httpx2
import requests.adapters
from django.db import connection

SHORT_S = 0.5


class Killed(BaseException):
    """The worker died here."""


class Wire:
    """Notes calls. `arm(n, kind)` says what happens at the n-th from now: a time-out comes soon, or the worker dies."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.at: int | None = None
        self.kind = ""
        self.is_dead = False
        self.was_hit = False
        self.always_hurry = False

    def arm(self, at: int | None, kind: str = "") -> None:
        """Begin to note calls; `at` None: nothing happens to any."""
        self.calls, self.at, self.kind, self.was_hit = [], at, kind, False

    def revive(self) -> None:
        """Another worker takes over."""
        self.is_dead = False

    def send(self, name: str, go: Callable[[bool], Any]) -> Any:
        """Send one call by `go(is hurried)`."""
        self.refuse_when_dead()
        is_it = len(self.calls) == self.at
        self.calls.append(name)
        self.was_hit = self.was_hit or is_it
        if is_it and self.kind == "killed_before":
            self._die()
        answer = go(is_it or self.always_hurry)
        if is_it and self.kind == "killed_after":
            self._die()
        return answer

    def refuse_when_dead(self) -> None:
        """Raise Killed once the worker is dead."""
        if self.is_dead:
            raise Killed

    def query(self, execute: Callable, sql: Any, params: Any, many: bool, context: dict) -> Any:
        """Let a living worker's statement through to the database."""
        self.refuse_when_dead()
        return execute(sql, params, many, context)

    def _die(self) -> None:
        self.is_dead = True
        raise Killed


@contextmanager
def on_the_wire(monkeypatch, *, watch_database: bool = True) -> Iterator[Wire]:
    """Stand between this process and every platform, and between it and the database."""
    wire = Wire()
    _hold_requests(wire, monkeypatch)
    _hold_httpx(wire, monkeypatch)
    _hold_grpc(wire, monkeypatch)
    with connection.execute_wrapper(wire.query) if watch_database else nullcontext():
        yield wire
        wire.revive()


def _hold_requests(wire: Wire, monkeypatch) -> None:
    real = requests.adapters.HTTPAdapter.send

    def send(adapter, request, **options):
        def go(hurried: bool):
            return real(adapter, request, **options | ({"timeout": (1, SHORT_S)} if hurried else {}))

        return wire.send(f"{request.method} {urlsplit(request.url).path}", go)

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)


def _hold_httpx(wire: Wire, monkeypatch) -> None:
    real = httpx2.HTTPTransport.handle_request

    def handle_request(transport, request):
        def go(hurried: bool):
            if hurried:
                request.extensions = {**request.extensions, "timeout": dict.fromkeys(_PARTS, SHORT_S)}
            return real(transport, request)

        return wire.send(f"{request.method} {request.url.path}", go)

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", handle_request)


def _hold_grpc(wire: Wire, monkeypatch) -> None:
    for kind, name in _GRPC:
        real = getattr(kind, name)

        def call(callable_, request, timeout=None, *rest, real=real, **options):
            def go(hurried: bool):
                return real(callable_, request, SHORT_S if hurried else timeout, *rest, **options)

            method = callable_._method
            return wire.send(f"GRPC {method.decode() if isinstance(method, bytes) else method}", go)

        monkeypatch.setattr(kind, name, call)


_PARTS = ("connect", "read", "write", "pool")
_GRPC = (
    (grpc._channel._UnaryUnaryMultiCallable, "_blocking"),
    (grpc._channel._UnaryStreamMultiCallable, "__call__"),
    (grpc._channel._SingleThreadedUnaryStreamMultiCallable, "__call__"),
)
