"""Migrate everything: the public schema with its exchange rates, the template, then all organisations."""

import os

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from tenants import provisioning
from tenants.provisioning import everywhere
from tenants.provisioning.everywhere import Migrated


class Command(BaseCommand):
    """Run at every deploy, before the new code serves; harmless at any other time."""

    help = (
        "Migrate the public schema, the template for new organisations, then every organisation, several at a time. "
        "An organisation that fails is named at the end (exit code 1); the others are migrated all the same."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        """Take how many at a time, and which."""
        parser.add_argument("--processes", type=int, default=min(4, os.cpu_count() or 1), help="how many at a time")
        parser.add_argument(
            "--schema", action="append", default=[], help="only this organisation's schema (may be repeated)"
        )

    def handle(self, *args, **options):
        """Migrate in the order in which the parts depend on each other."""
        connection.set_schema_to_public()
        if not options["schema"]:
            call_command("migrate_schemas", shared=True, interactive=False, verbosity=max(options["verbosity"] - 1, 0))
            call_command("load_rates", verbosity=0)
            provisioning.prepare_template()
        names = options["schema"] or provisioning.organization_schemas()
        failed = self._migrate(names, options)
        if failed:
            lines = "\n".join(f"  {one.schema_name}: {one.error}" for one in failed)
            raise CommandError(f"{len(failed)} of {len(names)} organisations were not migrated:\n{lines}")
        if options["verbosity"]:
            self.stdout.write(f"public, template and {len(names)} organisations are migrated")

    def _migrate(self, names: list[str], options: dict) -> list[Migrated]:
        failed = []
        for number, one in enumerate(everywhere.migrate_all(names, processes=options["processes"]), start=1):
            failed += [one] if one.error else []
            if options["verbosity"]:
                self._tell(number, len(names), len(failed), one)
        return failed

    def _tell(self, number: int, total: int, failed: int, one: Migrated) -> None:
        """Write one line that renews itself on a terminal, and a line every tenth of the way elsewhere."""
        text = f"{number} of {total} organisations, {failed} failed; last {one.schema_name} ({one.seconds:.1f} s)"
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K{text}", ending="\n" if number == total else "")
        elif one.error or number == total or number % max(total // 10, 1) == 0:
            self.stdout.write(text)
        self.stdout.flush()
