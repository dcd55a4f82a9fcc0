"""The campaigns app."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """See the package's docstring."""

    name = "campaigns"

    def ready(self) -> None:
        """Let views of the list be kept."""
        from campaigns.types.finding import KEPT, SAVED_PAGE
        from tenants.services import register_page

        register_page(SAVED_PAGE, KEPT, "campaigns:list")
