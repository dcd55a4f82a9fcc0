"""Load the exchange rates that the installed package ships."""

from django.core.management.base import BaseCommand

from analytics import services


class Command(BaseCommand):
    """Run by `migrate_tenants` at every deploy, and whenever the development environment starts."""

    help = (
        "Store the exchange rates of the European Central Bank that are installed and not stored yet; needs no network."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        """Say how many were new."""
        added = services.load_rates()
        if options["verbosity"]:
            self.stdout.write(f"{added} exchange rates are new")
