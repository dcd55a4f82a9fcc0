"""The creatives app."""

from django.apps import AppConfig


class CreativesConfig(AppConfig):
    """See the package's docstring."""

    name = "creatives"
