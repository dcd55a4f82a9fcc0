"""Make jobs of schedules, give back what dead workers held, and send messages for what is due."""

import signal
import threading
import time
from collections.abc import Callable

import structlog
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseTrouble
from django.db import connection

from tenants import (
    clock,
    schedules,  # noqa: F401 - declares them
)
from tenants.queue import delivery, health, scheduling
from tenants.queue.schedules import check_schedules

log = structlog.get_logger(__name__)
EVERY_S = 1.0
SCHEDULES_EVERY_S = 5.0
DATABASE_PAUSE_S = 2.0


class Command(BaseCommand):
    """One is enough; a second does no harm."""

    help = "Run the schedules until a signal comes."
    requires_system_checks = ()

    def handle(self, **options):
        """Look after due jobs every second and after schedules every five."""
        if problems := check_schedules():
            raise CommandError("\n".join(problems))
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: ended.set())
        self.stdout.write("Running the schedules.")
        self.stdout.flush()
        turn = Turn()
        while not ended.wait(EVERY_S):
            survive(turn)


class Turn:
    """What the scheduler does again and again."""

    def __init__(self):
        self.beat = health.Beat(health.SCHEDULER)
        self.schedules_due = 0.0

    def __call__(self) -> None:
        """Do what is due now."""
        self.beat.now_and_then()
        delivery.recover()
        delivery.send_due(now=clock.now())
        if time.monotonic() >= self.schedules_due:
            scheduling.tick(now=clock.now())
            self.schedules_due = time.monotonic() + SCHEDULES_EVERY_S


def survive(turn: Callable[[], None]) -> None:
    """Take a turn; a database that is away for a while ends nothing."""
    try:
        turn()
    except DatabaseTrouble as error:
        log.warning("database_unreachable", error=str(error))
        connection.close()
        time.sleep(DATABASE_PAUSE_S)
