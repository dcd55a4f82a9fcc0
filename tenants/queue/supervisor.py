"""Keep the workers of some clusters alive: one process that forks them, so that they share the memory of the loaded code."""

import os
import secrets
import select
import signal
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from django.db import connections

from tenants.queue import delivery
from tenants.queue.worker import Worker

log = structlog.get_logger(__name__)
ENDS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
YOUNG_S = 5.0
PAUSE_MAX_S = 30.0
KILL_AFTER_S = 2.0


@dataclass
class Place:
    """A worker's place in the pool: who sits there, since when, and after which pause a dead one is replaced."""

    cluster: str
    name: str = ""
    pid: int = 0
    since: float = 0.0
    pause_s: float = 0.0
    due: float = 0.0
    dead: str = field(default="", kw_only=True)


class Supervisor:
    """Runs `workers` processes for each cluster until a signal ends it.

    Then the workers finish the job at hand within `grace_s` seconds, after that they are interrupted and the job is
    queued again.
    """

    def __init__(self, clusters: Iterable[str], *, workers: int, grace_s: float):
        self.places = [Place(cluster) for cluster in clusters for _ in range(workers)]
        self.grace_s = grace_s
        self.ending = False
        self.pid = os.getpid()

    def run(self) -> None:
        """Block until told to end and until all workers have."""
        self._listen()
        while not self.ending:
            self._fill()
            self._wait(1.0)
            self._reap()
        self._end()

    def _listen(self) -> None:
        self.woken, wakes = os.pipe()
        os.set_blocking(wakes, False)
        os.set_blocking(self.woken, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in ENDS:
            signal.signal(number, self._stop)

    def _stop(self, *_signal) -> None:
        self.ending = True

    def _wait(self, seconds: float) -> None:
        """Sleep until a signal comes or the time is over."""
        if select.select([self.woken], [], [], seconds)[0]:
            with suppress(BlockingIOError):
                os.read(self.woken, 4096)

    def _fill(self) -> None:
        for place in self.places:
            if not place.pid and time.monotonic() >= place.due and not self.ending:
                self._start(place)

    def _start(self, place: Place) -> None:
        connections.close_all()
        place.name = f"{place.cluster}@{socket.gethostname()}.{secrets.token_hex(3)}"
        place.since = time.monotonic()
        place.pid = os.fork()
        if place.pid == 0:
            _become_worker(place, parent=self.pid)
        place.dead = ""

    def _reap(self) -> None:
        """Notice workers that ended; one that did not end by itself leaves its name, so that its job is given back at once."""
        while (ended := _next_ended()) is not None:
            pid, status = ended
            place = next((place for place in self.places if place.pid == pid), None)
            if place:
                self._vacate(place, status)

    def _vacate(self, place: Place, status: int) -> None:
        place.pid = 0
        if status:
            place.dead = place.name
            log.error("worker_died", worker=place.name, status=os.waitstatus_to_exitcode(status))
        young = time.monotonic() - place.since < YOUNG_S
        place.pause_s = min(place.pause_s * 2 or 0.5, PAUSE_MAX_S) if young and status else 0.0
        place.due = time.monotonic() + place.pause_s

    def _end(self) -> None:
        """Ask, then interrupt, then kill."""
        for number, patience_s in (
            (signal.SIGTERM, self.grace_s),
            (signal.SIGUSR1, KILL_AFTER_S),
            (signal.SIGKILL, 5.0),
        ):
            for place in self.places:
                if place.pid:
                    os.kill(place.pid, number)
            until = time.monotonic() + patience_s
            while any(place.pid for place in self.places) and time.monotonic() < until:
                self._wait(0.1)
                self._reap()
        for place in self.places:
            if place.dead:
                delivery.recover(worker=place.dead)


def _next_ended() -> tuple[int, int] | None:
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return None
    return (pid, status) if pid else None


def _become_worker(place: Place, *, parent: int) -> None:
    """Turn the forked process into a worker; never returns to the supervisor's code."""
    status = 70
    try:
        signal.set_wakeup_fd(-1)
        for number in (*ENDS, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        Worker(place.cluster, name=place.name, parent=parent).run(predecessor=place.dead or None)
        connections.close_all()
        status = 0
    except BaseException:  # a fork must not unwind into its parent's code
        log.exception("worker_failed")
    finally:
        os._exit(status)
