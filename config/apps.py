"""The house itself, as an app: for the commands that concern all of it."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Has no tables."""

    name = "config"
