"""For tests: a sandbox of one's own, as a process of its own, and a small client to steer it."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

from . import DEFAULT_APP_ID, DEFAULT_APP_SECRET

_ROOT = Path(__file__).resolve().parents[2]


class SandboxProcess:
    """A sandbox on a free port with its own files, standing still (`speed=0`) unless told otherwise.

    with SandboxProcess() as sandbox:
        sandbox.graph_url                  # META_GRAPH_URL; sandbox.dialog_url for META_DIALOG_URL
        sandbox.advance(days=1)
        sandbox.control("POST", "faults", kind="429", match={"path": "/campaigns$"})
    """

    app_id = DEFAULT_APP_ID
    app_secret = DEFAULT_APP_SECRET

    def __init__(
        self, *, now: float | None = None, speed: float = 0.0, seed: int = 20, tier: str = "standard_access"
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sandbox-")
        self.db = Path(self._folder.name) / "sandbox.sqlite3"
        self.clock_file = Path(self._folder.name) / "clock.json"
        self.port = _free_port()
        self._arguments = ["--port", self.port, "--speed", speed, "--db", self.db, "--clock-file", self.clock_file]
        self._arguments += ["--seed", seed, "--tier", tier] + ([] if now is None else ["--now", now])
        self._process: subprocess.Popen | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def graph_url(self) -> str:
        return f"{self.base_url}/meta"

    @property
    def dialog_url(self) -> str:
        return f"{self.base_url}/meta"

    def start(self) -> "SandboxProcess":
        """Start it (again, after `stop`, with the same files) and wait until it answers."""
        command = [sys.executable, "-m", "integrations.sandbox", *map(str, self._arguments)]
        environment = {
            **os.environ,
            "ADWRIGHT_DEMO": "1",
            "META_APP_ID": self.app_id,
            "META_APP_SECRET": self.app_secret,
        }
        self._process = subprocess.Popen(command, cwd=_ROOT, env=environment)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(f"the sandbox ended with {self._process.returncode} while starting")
            try:
                self.control("GET", "clock")
                return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the sandbox did not start within 20 s")

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def __enter__(self) -> "SandboxProcess":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._folder.cleanup()

    def control(self, method: str, path: str, /, **body: Any) -> Any:
        """Call the control API: a GET's keywords become its query, the others' their JSON body."""
        query = f"?{urllib.parse.urlencode(body)}" if method == "GET" and body else ""
        data = None if method == "GET" else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base_url}/control/{path}{query}", data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()}") from None

    def now(self) -> float:
        return self.control("GET", "clock")["now"]

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> float:
        """Go forward and return the new moment."""
        return self.control("POST", "clock", advance_s=days * 86_400 + hours * 3_600 + minutes * 60)["now"]

    def fault(self, kind: str, *, method: str = "", path: str = "", **more: Any) -> None:
        self.control("POST", "faults", kind=kind, method=method, path=path, **more)

    def calls(self, **query: Any) -> list[dict[str, Any]]:
        return self.control("GET", "calls", **query)["calls"]

    def count(self, kind: str, **query: Any) -> int:
        """Count objects of a kind that are not deleted; `name`, `contains`, `account` narrow."""
        return self.control("GET", "objects", kind=kind, **query)["count"]

    def books(self, account: str, **query: Any) -> dict[str, Any]:
        return self.control("GET", "books", account=account, **query)

    def grant(self, person: str = "marlow", *, redirect_uri: str = "http://localhost:8000/oauth/meta/callback", state: str = "s",
              scope: str = "ads_management,ads_read,business_management,pages_show_list,pages_read_engagement") -> str:  # fmt: skip
        """Consent as a person ("new" for somebody new) and return the address that the browser is sent back to."""
        person_id = person
        if person != "new":
            people = self.control("GET", "people")["people"]
            person_id = next(p["id"] for p in people if person in (p["id"], p["key"]))
        form = {"client_id": self.app_id, "redirect_uri": redirect_uri, "state": state, "scope": scope}
        data = urllib.parse.urlencode({**form, "person": person_id, "decision": "allow"}).encode()
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            opener.open(f"{self.dialog_url}/v26.0/dialog/oauth", data, timeout=30)
        except urllib.error.HTTPError as answer:
            return answer.headers["location"]
        raise AssertionError("the consent page did not send the browser back")

    def token(self, person: str = "marlow", **more: Any) -> str:
        """Return a long-lived access token of a person, by way of consent and exchange."""
        back = self.grant(person, **more)
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)["code"][0]
        app = {"client_id": self.app_id, "client_secret": self.app_secret}
        redirect = more.get("redirect_uri", "http://localhost:8000/oauth/meta/callback")
        short = self._exchange({**app, "code": code, "redirect_uri": redirect})
        return self._exchange({**app, "grant_type": "fb_exchange_token", "fb_exchange_token": short})

    def _exchange(self, query: dict[str, str]) -> str:
        url = f"{self.graph_url}/v26.0/oauth/access_token?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(url, timeout=30) as answer:
            return json.load(answer)["access_token"]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
