"""Seal what has to be kept but must not be read in the database: kept answers, which may hold a new key's secret."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(content: bytes) -> str:
    """Return the content encrypted with the newest key."""
    return _fernet().encrypt(content).decode()


def unseal(sealed: str) -> bytes:
    """Return the content; raise `cryptography.fernet.InvalidToken` when no key opens it."""
    return _fernet().decrypt(sealed.encode())


def _fernet() -> MultiFernet:
    derived = base64.urlsafe_b64encode(hashlib.sha256(f"sealing:{settings.SECRET_KEY}".encode()).digest())
    return MultiFernet([Fernet(key) for key in [*settings.FERNET_KEYS, derived]])
