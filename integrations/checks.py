"""What must be set before tokens can be kept."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def check_keys(app_configs, **kwargs) -> list[Error]:
    """Ask for a key in production."""
    if settings.FERNET_KEYS:
        return []
    hint = "Make one: python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
    return [Error("FERNET_KEYS is empty: tokens of ad platforms cannot be kept.", hint=hint, id="integrations.E001")]
