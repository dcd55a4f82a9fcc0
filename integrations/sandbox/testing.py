"""For tests: a sandbox of one's own, as a process of its own, and a small client to steer it."""

import json
import os
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

from .apps import DEFAULT_APPS, VARIABLES
from .consenting import Consents
from .ports import free_ports

_ROOT = Path(__file__).resolve().parents[2]


class SandboxProcess(Consents):
    """A sandbox on free ports with its own files, standing still (`speed=0`) unless told otherwise.

    with SandboxProcess() as sandbox:
        sandbox.settings                   # every setting that points the house at it, by name
        sandbox.token("marlow", platform="tiktok")
        sandbox.advance(days=1)
        sandbox.control("POST", "faults", kind="429", match={"path": "/campaigns$"})
    """

    app_id = DEFAULT_APPS["meta"].id
    app_secret = DEFAULT_APPS["meta"].secret

    def __init__(
        self, *, now: float | None = None, speed: float = 0.0, seed: int = 20, tier: str = "standard_access",
        google_tier: str = "standard", tiktok_tier: str = "basic",
    ) -> None:  # fmt: skip
        self._folder = tempfile.TemporaryDirectory(prefix="sandbox-")
        self.db = Path(self._folder.name) / "sandbox.sqlite3"
        self.clock_file = Path(self._folder.name) / "clock.json"
        self.port = free_ports(2)
        self._arguments = ["--port", self.port, "--speed", speed, "--db", self.db, "--clock-file", self.clock_file]
        self._arguments += ["--seed", seed, "--tier", tier, "--google-tier", google_tier, "--tiktok-tier", tiktok_tier]
        self._arguments += [] if now is None else ["--now", now]
        self._process: subprocess.Popen | None = None
        self.is_as_reset = False
        """Nobody has steered it through this client, or consented, since `reset`."""

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def graph_url(self) -> str:
        return f"{self.base_url}/meta"

    @property
    def dialog_url(self) -> str:
        return f"{self.base_url}/meta"

    @property
    def google_endpoint(self) -> str:
        """Google Ads' gRPC, host and port."""
        return f"127.0.0.1:{self.port + 1}"

    @property
    def google_url(self) -> str:
        """Google's consent and token addresses stand below it."""
        return f"{self.base_url}/google"

    @property
    def tiktok_url(self) -> str:
        """TikTok's `/open_api/v1.3/…` and `/portal/auth` stand below it."""
        return f"{self.base_url}/tiktok"

    @property
    def settings(self) -> dict[str, str]:
        """Return every environment variable (and Django setting) that points the house at this sandbox."""
        apps = {
            name: value
            for platform, names in VARIABLES.items()
            for name, value in zip(names, (DEFAULT_APPS[platform].id, DEFAULT_APPS[platform].secret), strict=True)
        }
        public = f"http://localhost:{self.port}"
        return apps | {
            "META_GRAPH_URL": self.graph_url, "META_DIALOG_URL": f"{public}/meta",
            "GOOGLE_ADS_ENDPOINT": self.google_endpoint, "GOOGLE_CONSENT_URL": f"{public}/google",
            "GOOGLE_TOKEN_URL": self.google_url, "TIKTOK_API_URL": self.tiktok_url,
            "TIKTOK_PORTAL_URL": f"{public}/tiktok",
        }  # fmt: skip

    def start(self) -> "SandboxProcess":
        """Start it (again, after `stop`, with the same files) and wait until it answers."""
        command = [sys.executable, "-m", "integrations.sandbox", *map(str, self._arguments)]
        environment = {**os.environ, "ADWRIGHT_DEMO": "1", **self.settings}
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
        self.is_as_reset = False
        request = urllib.request.Request(f"{self.base_url}/control/{path}{query}", data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()}") from None

    def reset(self, **body: Any) -> None:
        """Forget everything and begin again, or (`kept`) go back to what was kept under a name."""
        self.control("POST", "reset", **body)
        self.is_as_reset = True

    def keep(self, name: str) -> None:
        """Keep everything that stands under a name, for `reset(kept=name)`."""
        self.control("POST", "keep", name=name)

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
