"""`manage.py seed_demo`: build Marlow Bakehouse, once."""

import logging
import os
import sys
from typing import Any

import httpx2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.demo import living, opening

BAR = 40


class Command(BaseCommand):
    """Live through the demo's ninety days in the sandbox; quick when that is done already."""

    help = __doc__
    requires_system_checks: list[str] = []  # every other command makes them; here they would be a tenth of the time

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the demo unless it is there; what was interrupted is begun anew."""
        if not settings.DEMO:
            raise CommandError("The demo is for ADWRIGHT_DEMO=1 only.")
        if opening.find_organization():
            return
        password = os.environ.get("DEMO_PASSWORD")
        if not password:
            raise CommandError("Say the demo's password in DEMO_PASSWORD.")
        logging.disable(logging.INFO)  # ninety days of routine, which the bar shows better
        with connection.cursor() as cursor:  # a crash costs no more than the seeding, which begins anew
            cursor.execute("SET synchronous_commit TO off")
        try:
            living.live(password=password, progress=self._show)
        except httpx2.ConnectError as error:
            raise CommandError(f"The sandbox does not answer at {settings.SANDBOX_URL}. Start it first.") from error

    def _show(self, done: int, total: int, text: str) -> None:
        filled = BAR * done // total
        line = f"Living through the bakery's {total - 1} days  {'━' * filled}{'·' * (BAR - filled)}  {text:<14}"
        end = "\n" if done == total else ""
        if sys.stdout.isatty() or end:
            self.stdout.write(f"\r{line}" if sys.stdout.isatty() else line, ending=end)
            self.stdout.flush()
