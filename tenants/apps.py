"""Organisations, people, jobs."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """The lowest app of the house."""

    name = "tenants"
