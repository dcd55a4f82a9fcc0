"""The analytics app."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """See the package's docstring."""

    name = "analytics"

    def ready(self) -> None:
        """Listen to the apps below."""
        from analytics import receivers  # noqa: F401
