"""The automation app."""

from django.apps import AppConfig


class AutomationConfig(AppConfig):
    """See the package's docstring."""

    name = "automation"
