"""A worker: takes messages of one cluster from django-q2's broker, one at a time, and runs the jobs that they name.

django-q2's own cluster (`qcluster`) would do, and its messages run there too. It is not used because it takes five
processes a cluster, because an idle worker that is killed leaves its queue's lock held for ever, and because the four
others outlive a killed parent.
"""

import os
import signal
import time
import uuid

import structlog
from django.db import Error as DatabaseTrouble
from django.db import connection
from django_q.brokers import Broker, get_broker
from django_q.signing import BadSignature, SignedPackage

from tenants.queue import delivery, execution, health, messenger
from tenants.queue.types import Stopping

log = structlog.get_logger(__name__)
RECYCLE_AFTER = 1000
DATABASE_PAUSE_S = 2.0


class Worker:
    """One process of a cluster. `parent` is the supervisor's pid: without it the worker ends after the job at hand."""

    def __init__(self, cluster: str, *, name: str, parent: int):
        self.cluster, self.name, self.parent = cluster, name, parent
        self.ran = 0
        self.working = self.stopping = False
        self.beat = health.Beat(f"cluster {cluster}")

    def run(self, *, predecessor: str | None = None) -> None:
        """Work until told to end. `predecessor` is the name of a dead worker, whose job is given back first."""
        for number in (signal.SIGINT, signal.SIGHUP):  # a terminal's; the supervisor answers them
            signal.signal(number, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, self._finish)
        signal.signal(signal.SIGUSR1, self._interrupt)
        structlog.contextvars.bind_contextvars(worker=self.name)
        broker = get_broker(self.cluster)
        while self._goes_on():
            try:
                if predecessor:
                    delivery.recover(worker=predecessor)
                    predecessor = None
                self._turn(broker)
            except DatabaseTrouble as error:
                log.warning("database_unreachable", error=str(error))
                connection.close()
                time.sleep(DATABASE_PAUSE_S)
            except Stopping:
                log.info("job_interrupted")

    def _goes_on(self) -> bool:
        return not self.stopping and self.ran < RECYCLE_AFTER and os.getppid() == self.parent

    def _turn(self, broker: Broker) -> None:
        """Take one message, waiting half a second for it, and run its job."""
        self.beat.now_and_then()
        for message_id, package in broker.dequeue() or ():
            broker.acknowledge(message_id)
            job_id = _read(package)
            if job_id:
                self._work(job_id)

    def _work(self, job_id: uuid.UUID) -> None:
        self.working = True
        try:
            execution.run(job_id=job_id, worker=self.name, on_overrun=_end_at_once)
        finally:
            self.working = False
            self.ran += 1

    def _finish(self, _signum, _frame) -> None:
        """Take no more messages."""
        self.stopping = True

    def _interrupt(self, _signum, _frame) -> None:
        """Give the job at hand back."""
        self.stopping = True
        if self.working:
            raise Stopping


def _read(package: str) -> uuid.UUID | None:
    """Return the job that a message names, None for a message that is not ours."""
    try:
        task = SignedPackage.loads(package)
        if task["func"] == messenger.FUNCTION:
            return uuid.UUID(task["args"][0])
    except (BadSignature, TypeError, ValueError, KeyError) as error:
        log.warning("message_unreadable", error=str(error))
    return None


def _end_at_once() -> None:
    """End a worker whose handler ignores its time limit; the supervisor starts another and the attempt counts."""
    log.error("worker_overrun")
    os.kill(os.getpid(), signal.SIGKILL)
