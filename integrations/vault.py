"""Seals secrets: tokens at rest, and the state that travels by the platforms' consent pages.

Fernet (AES-128-CBC with HMAC-SHA256). `settings.FERNET_KEYS` are tried in order, the first one seals, so a key is
rotated by putting a new one in front and running `rotate_keys`.
"""

import json
import time
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class CannotUnseal(Exception):
    """Made with a key that we do not have, changed on its way, or too old."""


def seal(value: dict[str, Any]) -> str:
    """Return the value, encrypted and signed; safe in a URL."""
    return _keys().encrypt(json.dumps(value).encode()).decode()


def unseal(sealed: str, *, max_age_s: int | None = None) -> dict[str, Any]:
    """Return what was sealed; raises CannotUnseal. The age goes by the machine's own clock, never a simulated one."""
    keys = _keys()
    try:
        token = sealed.encode("ascii")
        if max_age_s is None:
            return json.loads(keys.decrypt(token))
        return json.loads(keys.decrypt_at_time(token, ttl=max_age_s, current_time=int(time.time())))
    except (InvalidToken, UnicodeEncodeError) as error:
        raise CannotUnseal from error


def reseal(sealed: str) -> str:
    """Return the same secret sealed with the newest key; raises CannotUnseal."""
    try:
        return _keys().rotate(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotUnseal from error


def _keys() -> MultiFernet:
    if not settings.FERNET_KEYS:
        raise ImproperlyConfigured("FERNET_KEYS is empty: name at least one key, made by Fernet.generate_key().")
    return MultiFernet([Fernet(key) for key in settings.FERNET_KEYS])
