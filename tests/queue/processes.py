"""Real worker processes on the test's database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.parse import quote

import psutil
from django.db import connection

from tenants import clock
from tenants.queue import delivery

PATIENCE_S = 20.0


def wait_until(condition: Callable[[], object], *, doing: Callable[[], object] = lambda: None) -> object:
    """Return the condition's first true value; fail after 20 s."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        doing()
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError("it did not happen within 20 s")


def look_after_jobs() -> None:
    """Do what the scheduler does each second."""
    delivery.recover()
    delivery.send_due(now=clock.now())


class Processes:
    """Supervisors with one worker each, started as `manage.py worker changes` is, with the test's jobs."""

    def __enter__(self) -> "Processes":
        self.supervisors: list[psutil.Process] = []
        return self

    def __exit__(self, *_exc) -> None:
        for supervisor in self.supervisors:
            for process in _tree(supervisor):
                process.kill()
            supervisor.wait(10)

    def start(self, *arguments: str) -> psutil.Process:
        """Start a supervisor, for the cluster `changes` unless told otherwise, and wait for its workers."""
        command = [sys.executable, "-m", "tests.queue.worker", *(arguments or ["changes"])]
        supervisor = psutil.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.supervisors.append(supervisor)
        wait_until(supervisor.children)
        return supervisor

    def worker(self, supervisor: psutil.Process) -> psutil.Process:
        """Return a supervisor's worker."""
        return wait_until(supervisor.children)[0]


def environment() -> dict[str, str]:
    """Return the environment with the test's own database."""
    database = connection.settings_dict
    person = f"{database['USER']}:{quote(database['PASSWORD'])}"
    place = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return os.environ | {"DATABASE_URL": f"postgresql://{person}@{place}"}


def end(process: psutil.Process, number: int = signal.SIGTERM) -> float:
    """Send a signal, wait for the end, and return how long it took."""
    begun = time.monotonic()
    process.send_signal(number)
    process.wait(15)
    return time.monotonic() - begun


def _tree(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
