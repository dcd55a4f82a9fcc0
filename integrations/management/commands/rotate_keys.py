"""`manage.py rotate_keys`: seal all tokens with the first of FERNET_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import get_tenant_model, tenant_context

from integrations import services


class Command(BaseCommand):
    """Put a new key in front of FERNET_KEYS, restart, run this, then take the old key away."""

    help = "Seal all tokens with the newest of FERNET_KEYS, in every organisation. May be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through every organisation; a token that no key opens is named, and the others go on."""
        sealed, lost = 0, []
        for organization in get_tenant_model().objects.order_by("slug"):
            with tenant_context(organization):
                done, failed = services.reseal_tokens()
            sealed += done
            lost += [f"{organization.slug}: {connection}" for connection in failed]
        self.stdout.write(f"{sealed} tokens are sealed with the newest key.")
        if lost:
            names = "\n  ".join(lost)
            raise CommandError(f"No key opens these; their owners must connect again:\n  {names}")
