"""Run the Python blocks of a guide as a developer would: one after the other, in one script."""

import contextlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<prints>.*?)^```\n)?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the script: where it begins, what it says, and what it prints."""

    line: int
    code: str
    prints: str


def read_blocks(path: str) -> Iterator[Block]:
    """Yield a guide's blocks."""
    text = (ROOT / path).read_text()
    for found in BLOCK.finditer(text):
        yield Block(text.count("\n", 0, found.start("code")) + 1, found["code"], found["prints"] or "")


def run_block(block: Block, path: str, names: dict[str, Any]) -> str:
    """Run a block with the names of those before it; return what it printed. Tracebacks name the guide's line."""
    printed = io.StringIO()
    code = compile("\n" * (block.line - 1) + block.code, path, "exec")
    with contextlib.redirect_stdout(printed):
        exec(code, names)
    return printed.getvalue()


def serve(monkeypatch, host: str) -> None:
    """Have what `requests` sends to a host answered by the product in this process; everything else goes its way."""
    real = requests.adapters.HTTPAdapter.send

    def send(adapter, request: requests.PreparedRequest, **options) -> requests.Response:
        if request.url.startswith(f"http://{host}/"):
            return _answer(request, host)
        return real(adapter, request, **options)

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)


def _answer(request: requests.PreparedRequest, host: str) -> requests.Response:
    headers = dict(request.headers)
    kind = headers.pop("Content-Type", "")
    headers.pop("Content-Length", None)
    client = Client(HTTP_HOST=host, headers=headers)
    got = client.generic(request.method, request.path_url, request.body or b"", content_type=kind)
    answer = requests.Response()
    answer.status_code, answer._content, answer.request, answer.url = got.status_code, got.content, request, request.url
    answer.headers.update(got.headers)
    return answer
