"""The integrations app."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    """See the package's docstring."""

    name = "integrations"

    def ready(self) -> None:
        """Register the checks."""
        from integrations import checks  # noqa: F401
