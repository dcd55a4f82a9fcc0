"""Open an organisation from the command line."""

import getpass
import sys

from django.core.management.base import BaseCommand, CommandError

from tenants import clock, hosts, services, slugs
from tenants.errors import Invalid
from tenants.models import User


class Command(BaseCommand):
    """For operators; people open theirs at /sign-up/."""

    help = "Open an organisation. A new owner's password is asked for, or read from standard input."

    def add_arguments(self, parser):
        """Take what the sign-up form takes."""
        parser.add_argument("name")
        parser.add_argument("--slug", help="its address; made from the name when left out")
        parser.add_argument("--owner", required=True, metavar="EMAIL")
        parser.add_argument("--person", default="", help="a new owner's name")
        parser.add_argument("--time-zone", default="UTC")
        parser.add_argument("--currency", default="EUR")
        parser.add_argument("--locale", default="en-IE")

    def handle(self, *args, **options):
        """Open it, or say what is wrong with which option."""
        place = {field: options[field] for field in ("time_zone", "currency", "locale")}
        common = {
            "name": options["name"],
            "slug": options["slug"] or slugs.suggest(options["name"]),
            "now": clock.now(),
            **place,
        }
        owner = User.objects.filter(email__iexact=options["owner"]).first()
        try:
            organization = (
                services.create_organization(owner=owner, **common) if owner else self._with_new_owner(options, common)
            )
        except Invalid as error:
            lines = "\n".join(f"  {field}: {' '.join(texts)}" for field, texts in error.fields.items())
            raise CommandError(f"{error.message}\n{lines}") from error
        self.stdout.write(f"{organization.name} is open: {hosts.organization_url(organization)}")

    def _with_new_owner(self, options: dict, common: dict):
        asked = f"Password for {options['owner']}: "
        password = getpass.getpass(asked) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        return services.sign_up(email=options["owner"], password=password, person=options["person"], **common)
