"""The analytics app."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """See the package's docstring."""

    name = "analytics"

    def ready(self) -> None:
        """Listen to the apps below, and let views of the analyst's page be kept."""
        from analytics import receivers  # noqa: F401
        from analytics.types import KEPT, SAVED_PAGE
        from tenants.services import register_page

        register_page(SAVED_PAGE, KEPT, "analytics:explore")
