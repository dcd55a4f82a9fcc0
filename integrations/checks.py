"""What must be set before tokens can be kept."""

from django.conf import settings
from django.core.checks import Error, Tags, register

from integrations import quotas


@register(Tags.security, deploy=True)
def check_keys(app_configs, **kwargs) -> list[Error]:
    """Ask for a key in production."""
    if settings.FERNET_KEYS:
        return []
    hint = "Make one: python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
    return [Error("FERNET_KEYS is empty: tokens of ad platforms cannot be kept.", hint=hint, id="integrations.E001")]


@register(Tags.security)
def check_levels(app_configs, **kwargs) -> list[Error]:
    """Ask for an access level and a tier that exist: the quota is counted by them."""
    return [
        Error(f"{name} is {getattr(settings, name)!r}; it may be {', '.join(allowed)}.", id="integrations.E002")
        for name, allowed in quotas.levels().items()
        if getattr(settings, name) not in allowed
    ]
