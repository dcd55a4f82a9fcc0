"""Compare the sums of campaigns and accounts with the facts, and make anew what differs."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import schema_context

from analytics import services
from tenants import clock, provisioning


class Command(BaseCommand):
    """Safe at any time; a comparison reads every fact and every earlier value."""

    help = (
        "Compare the sums above the facts (present and past) with the facts themselves, in every organisation or only in "
        "those named, and print what differs. --repair makes that anew; without it differences end with exit code 1."
    )

    def add_arguments(self, parser):
        """Take what to do, and where."""
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="only compare (the default)")
        what.add_argument("--repair", action="store_true", help="make anew what differs")
        parser.add_argument("--schema", action="append", default=[], help="only this organisation (may be repeated)")

    def handle(self, *args, **options):
        """Go through the organisations one after the other."""
        known = provisioning.organization_schemas()
        names = options["schema"] or known
        if unknown := set(names).difference(known):
            raise CommandError(f"No organisation has the schema {min(unknown)}. They are called o_ and the short name.")
        different = sum(self._look_at(name, repair=options["repair"]) for name in names)
        count = f"{len(names)} organisation{'' if len(names) == 1 else 's'}"
        self.stdout.write(f"{count}, {different} sums {'made anew' if options['repair'] else 'differ'}")
        if different and not options["repair"]:
            sys.exit(1)

    def _look_at(self, name: str, *, repair: bool) -> int:
        with schema_context(name):
            found = services.list_differences(now=clock.now())
            for each in found:
                lacks = " ".join(f"{lack.normalize():+f}" for lack in each.lacks)
                now = lacks if any(each.lacks) else "only in the past"
                self.stdout.write(f"{name}: {each.level} subject {each.subject_id} on {each.day}: {now}")
            if repair:
                services.repair_rollups(found)
        return len(found)
