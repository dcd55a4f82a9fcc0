"""A sandbox of the check's own: a process on free ports, with somebody in it whose campaigns have been running."""

import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from config.dev import environment
from config.dev.errors import Refused
from config.dev.live.credentials import ACCOUNT, PATIENCE, PAUSE, PERSON, TOKEN, VIDEO

SHOP = {"name": "Live check", "campaigns": [{"name": "Always on", "days": 12, "daily_budget_minor": 9000}]}
STARTS_WITHIN_S = 30


@contextmanager
def sandbox_environment(platform: str, known: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the variables that point a probe at a sandbox; it ends with the context."""
    port = _free_port()
    own = _addresses(port)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "integrations.sandbox", "--port", str(port), "--db", str(Path(folder) / "db")]
        command += ["--tiktok-tier", "ultimate"]  # which takes fifty calls a second
        process = subprocess.Popen(command, cwd=environment.ROOT, env={**os.environ, **own, "ADWRIGHT_DEMO": "1"})
        try:
            _wait_for(port, process)
            person = _post(port, "people", name="Lena Live", key="live", platform=platform, accounts=[SHOP])
            _post(port, "transcoding", seconds=1)
            told = {TOKEN: "by consent", PERSON: person["id"], ACCOUNT: "", VIDEO: known.get(VIDEO, "")}
            told |= {PATIENCE: "1", PAUSE: "0.02"}
            yield own | told
        finally:
            process.terminate()
            process.wait(10)


def _addresses(port: int) -> dict[str, str]:
    values = environment.platform_addresses(port, port + 1)
    secret = "live-check-secret"  # noqa: S105 - the sandbox's own, made up
    return values | dict.fromkeys(("META_APP_SECRET", "GOOGLE_CLIENT_SECRET", "TIKTOK_APP_SECRET"), secret)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise Refused("The sandbox did not start; the reason stands above.")


def _post(port: int, path: str, **body: Any) -> Any:
    address = f"http://127.0.0.1:{port}/control/{path}"
    request = urllib.request.Request(address, json.dumps(body).encode(), method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Refused(f"The sandbox refused: {error.read().decode()}") from None


def _free_port() -> int:
    """Return a port that is free together with the next one, on which Google's gRPC listens.

    It is below those that systems give to outgoing connections, one of which could take it before we listen.
    """
    for _ in range(50):
        port = random.SystemRandom().randrange(15_000, 32_000)
        with socket.socket() as one, socket.socket() as next_one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            next_one.bind(("127.0.0.1", port + 1))
            return port
    raise Refused("No two free ports beside each other were found.")
