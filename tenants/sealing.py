"""Keep secrets out of the database: hash what is only compared, seal what has to be read again."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def hash_secret(secret: str) -> str:
    """Return what is kept of a random secret: SHA-256, enough for 256 random bits (never for a password)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def seal(content: bytes) -> str:
    """Return the content encrypted with the newest key."""
    return _fernet().encrypt(content).decode()


def unseal(sealed: str) -> bytes:
    """Return the content; raise `cryptography.fernet.InvalidToken` when no key opens it."""
    return _fernet().decrypt(sealed.encode())


def _fernet() -> MultiFernet:
    derived = base64.urlsafe_b64encode(hashlib.sha256(f"sealing:{settings.SECRET_KEY}".encode()).digest())
    return MultiFernet([Fernet(key) for key in [*settings.FERNET_KEYS, derived]])
