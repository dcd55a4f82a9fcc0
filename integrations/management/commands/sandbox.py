"""`manage.py sandbox`: the ad platforms' sandbox, on this machine only."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from integrations.sandbox import serve
from integrations.sandbox.apps import VARIABLES, read_apps


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
        names = [name for pair in VARIABLES.values() for name in pair]
        apps = read_apps({name: getattr(settings, name) for name in names})
        serve.serve(serve.read_options(given, apps=apps, db=settings.SANDBOX_DB, clock_file=settings.CLOCK_FILE))
