"""The whole product as processes on a database of its own: web, worker, scheduler and the sandbox platforms."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from cryptography.fernet import Fernet
from django.db import connection

from integrations.sandbox.testing import SandboxProcess

ROOT = Path(__file__).resolve().parents[2]
READY_S = 60
LEASES = {"JOB_LEASE_S": "8", "CHANGE_LEASE_S": "10", "FEED_LEASE_S": "10"}  # so that a killed worker is soon replaced
FOR_BROWSERS = ("META_DIALOG_URL", "GOOGLE_CONSENT_URL", "TIKTOK_PORTAL_URL")


class Stack:
    """Everything that `make run` starts, without the demo; simulated time runs `speed` times as fast."""

    def __init__(self, database_url: str, folder: Path, *, speed: float = 60):
        self.port = _free_port()
        self.sandbox = SandboxProcess(speed=speed)
        self.folder = folder
        self._database_url = database_url
        self._processes: dict[str, subprocess.Popen] = {}

    @property
    def url(self) -> str:
        """The public host's address; an organisation's is `tenant_url(slug)`."""
        return f"http://localhost:{self.port}"

    def tenant_url(self, slug: str) -> str:
        """Return an organisation's address."""
        return f"http://{slug}.localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What every process gets."""
        return {
            **os.environ,
            "DATABASE_URL": self._database_url,
            "SECRET_KEY": secrets.token_urlsafe(32),
            "FERNET_KEYS": Fernet.generate_key().decode(),
            "DEBUG": "0",
            "ADWRIGHT_DEMO": "1",
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
            "DATA_DIR": str(self.folder),
            "EMAIL_URL": "file:",
            "RATE_LIMITS": ",".join(f"{kind}=100000" for kind in ("authentication", "campaigns", "analytics", "admin")),
            **LEASES,
            "CLOCK_FILE": str(self.sandbox.clock_file),
            **self.sandbox.settings,
            **{name: self.sandbox.settings[name].replace("127.0.0.1", "localhost") for name in FOR_BROWSERS},
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONUNBUFFERED": "1",
        }

    def __enter__(self) -> "Stack":
        self._environment = self.environment
        self.go_on()
        return self

    def __exit__(self, *_error) -> None:
        self.stop()

    def go_on(self) -> None:
        """Start everything, the first time or after `stop`; nothing when it runs."""
        if self._processes:
            return
        self.sandbox.start()
        self.start("web", "-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py", "--workers", "1")
        self.start("worker", "manage.py", "worker")
        self.start("scheduler", "manage.py", "scheduler")
        self._await_ready()

    def stop(self) -> None:
        """End everything; what the database and the platforms hold stays."""
        for name in list(self._processes):
            self.end(name)
        self.sandbox.stop()

    def start(self, name: str, *arguments: str) -> None:
        """Start one process in a group of its own; its output is kept in the folder."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def end(self, name: str, number: int = signal.SIGTERM) -> None:
        """End one process's group with a signal and wait for it."""
        process = self._processes.pop(name)
        if process.poll() is None:
            os.killpg(process.pid, number)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)

    def shell(self, code: str) -> str:
        """Run Python with the product's settings on this stack's database; return what it printed."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
        done = subprocess.run(command, cwd=ROOT, env=self._environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def log(self, name: str) -> str:
        """Return what a process has said."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _await_ready(self) -> None:
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            if self._processes["web"].poll() is not None:
                raise RuntimeError(f"the web process ended:\n{self.log('web')}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the web did not answer in {READY_S} s:\n{self.log('web')}")


def database_url() -> str:
    """Return the address of the test's own database."""
    at = connection.settings_dict
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
