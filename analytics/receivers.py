"""What analytics does when an app below tells something."""

from datetime import datetime

from django.db import connection
from django.dispatch import receiver

from analytics import services
from campaigns.signals import objects_imported
from integrations.signals import account_connected


@receiver(account_connected)
def read_history(sender, *, account, now: datetime, **_rest) -> None:
    """Read the past of an account that was connected."""
    services.request_history(account=account, organization=connection.tenant, now=now)


@receiver(account_connected, dispatch_uid="analytics.rates")
def tell_rates(sender, *, now: datetime, **_rest) -> None:
    """Tell what the account's currency is worth, so that its budgets count below a ceiling from the first minute."""
    services.tell_rates(now=now)


@receiver(objects_imported)
def link_figures(sender, *, account, **_rest) -> None:
    """Link the figures that came before their campaigns."""
    services.link_account(account=account)
