"""A thread that keeps the lease while a handler runs, over a database connection of its own."""

import threading
import time
from collections.abc import Callable

import structlog
from django.db import Error as DatabaseTrouble
from django.db import connection

from tenants.queue import leases
from tenants.queue.context import JobContext
from tenants.queue.types import OVERRUN_S, RENEW_S

log = structlog.get_logger(__name__)


class Heartbeat:
    """Renews `ctx`'s lease until the block ends; sets `ctx.lost` when the lease is gone.

    Past the time limit it renews no more, and after 30 further seconds calls `on_overrun` (a worker ends itself there:
    a handler that sits in foreign code cannot be interrupted otherwise).
    """

    def __init__(self, ctx: JobContext, *, timeout_s: float, on_overrun: Callable[[], None] | None):
        self.ctx, self.on_overrun = ctx, on_overrun
        self.limit = time.monotonic() + timeout_s
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._beat, name=f"lease-{ctx.job.uuid}", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self.thread.start()
        return self

    def __exit__(self, *_exc) -> None:
        self.ended.set()
        self.thread.join(timeout=5)

    def _beat(self) -> None:
        try:
            while not self.ended.wait(RENEW_S):
                if time.monotonic() < self.limit + RENEW_S:
                    self._renew()
                elif self.on_overrun and time.monotonic() > self.limit + OVERRUN_S:
                    self.on_overrun()
        finally:
            connection.close()

    def _renew(self) -> None:
        try:
            if not leases.renew(self.ctx.job):
                self.ctx.lost.set()
        except DatabaseTrouble as error:
            log.warning("lease_not_renewed", job=str(self.ctx.job.uuid), error=str(error))
            connection.close()
