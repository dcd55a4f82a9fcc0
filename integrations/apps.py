"""The integrations app."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    """See the package's docstring."""

    name = "integrations"
