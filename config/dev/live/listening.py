"""Listening to this process's own calls to a platform: what was called, and the shape of what was answered.

Tokens and values are never written down: of a path, what looks like an id is left out; of an answer, only its shape is kept.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from config.dev.live.shapes import Shape, join, shape_of

_ID = re.compile(r"/(act_)?\d{5,}")
_VERSION = re.compile(r"/(v\d+(\.\d+)?|open_api)(?=/)")


class Ear:
    """What was heard, by the operation during which it was."""

    def __init__(self) -> None:
        self.operation = ""
        self.heard: dict[str, Shape] = {}

    def note(self, call: str, answer: Any) -> None:
        """Keep an answer's shape, beside those to the same call."""
        name = f"{self.operation}: {call}"
        self.heard[name] = join([self.heard.get(name, {}), shape_of(answer)])


@contextmanager
def listening() -> Iterator[Ear]:
    """Hear `requests`, `httpx2` and gRPC until the end of the context."""
    ear = Ear()
    with _hear_requests(ear), _hear_httpx(ear), _hear_grpc(ear):
        yield ear


def name_of(method: str, address: str) -> str:
    """Return `GET /{id}/campaigns`, the same on every host and for every account."""
    path = urlsplit(address).path
    for prefix in ("/meta", "/google", "/tiktok"):
        path = path.removeprefix(prefix)
    return f"{method} {_ID.sub('/{id}', _VERSION.sub('', path))}"


def _hear_requests(ear: Ear):
    import requests

    real = requests.adapters.HTTPAdapter.send

    def send(adapter, request, **options):
        response = real(adapter, request, **options)
        with suppress(ValueError):
            ear.note(name_of(request.method or "", request.url or ""), response.json())
        return response

    return patch.object(requests.adapters.HTTPAdapter, "send", send)


def _hear_httpx(ear: Ear):
    import httpx2

    real = httpx2.Client.send

    def send(client, request, **options):
        response = real(client, request, **options)
        with suppress(ValueError):
            ear.note(name_of(request.method, str(request.url)), json.loads(response.read()))
        return response

    return patch.object(httpx2.Client, "send", send)


def _hear_grpc(ear: Ear):
    import grpc._channel

    real = grpc._channel._UnaryUnaryMultiCallable._blocking

    def blocking(callable_, *arguments, **options):
        state, call = real(callable_, *arguments, **options)
        if state.response is not None:
            ear.note(_method(callable_), _plain(state.response))
        return state, call

    return patch.object(grpc._channel._UnaryUnaryMultiCallable, "_blocking", blocking)


def _method(callable_: Any) -> str:
    name = callable_._method
    return "gRPC " + (name.decode() if isinstance(name, bytes) else name).rpartition(".")[2]


def _plain(message: Any) -> Any:
    from google.protobuf.json_format import MessageToDict

    return MessageToDict(getattr(message, "_pb", message), preserving_proto_field_name=True)
