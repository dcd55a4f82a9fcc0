"""Run the jobs of some clusters, or of all."""

from django.conf import settings
from django.core.management.base import BaseCommand

from tenants.queue.supervisor import Supervisor


class Command(BaseCommand):
    """`manage.py worker` runs all clusters; `manage.py worker sync optimize` those two."""

    help = "Run the jobs of the named clusters (none named: all), one process a cluster, until a signal comes."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """Read the clusters, the processes for each, and the time of grace."""
        parser.add_argument("clusters", nargs="*", choices=[[], *settings.Q_CLUSTERS], metavar="cluster")
        parser.add_argument("--workers", type=int, default=settings.Q_CLUSTER["workers"], help="processes a cluster")
        parser.add_argument("--grace", type=float, default=3.0, help="seconds for the job at hand when told to end")

    def handle(self, *, clusters, workers, grace, **options):
        """Run until told to end."""
        names = clusters or settings.Q_CLUSTERS
        self.stdout.write(f"Running the jobs of: {', '.join(names)}.")
        self.stdout.flush()
        Supervisor(names, workers=workers, grace_s=grace).run()
