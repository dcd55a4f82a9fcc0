"""`manage.py sandbox`: the ad platforms' sandbox, on this machine only."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from integrations.sandbox import serve


class Command(BaseCommand):
    help = "Serve the ad platforms' sandbox on 127.0.0.1. Refuses to start in production."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        serve.add_arguments(parser)

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            serve.refuse_in_production(debug=settings.DEBUG, demo=settings.DEMO)
        except serve.Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Sandbox: http://{serve.HOST}:{given['port']}/")
        self.stdout.flush()
        serve.serve(
            serve.Options(
                given["port"], given["speed"], given["now"], given["db"] or settings.SANDBOX_DB,
                given["clock_file"] or settings.CLOCK_FILE, given["seed"], settings.META_APP_ID, settings.META_APP_SECRET,
                given["tier"],
            )
        )  # fmt: skip
