"""Organisations, people, jobs."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """The lowest app of the house."""

    name = "tenants"

    def ready(self):
        """Import every app's `jobs.py`, so that each process knows all jobs by name."""
        from tenants import queue, receivers  # noqa: F401 - connects its signals

        queue.autodiscover()
