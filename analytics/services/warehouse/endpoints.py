"""Which addresses the product may be sent to: what an organisation writes must not lead into the operator's own network."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

PRIVATE = "This address leads into a private network. Whoever runs Adwright can allow it (WAREHOUSE_ENDPOINTS_ALLOWED)."


def problem_of(endpoint: str) -> str:
    """Return what is wrong with an S3 endpoint, or "". Empty is Amazon's own. Looks the name up.

    A name may be looked up to something else right after; only a wall around the workers keeps that out for certain.
    """
    if not endpoint:
        return ""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "This is no address. Write it as https://storage.example.com."
    if parts.scheme not in ("http", "https") or not host or parts.path.strip("/") or parts.query or parts.username:
        return "Write only the scheme and the host, as https://storage.example.com."
    if f"{host}:{port}" in _allowed() or host in _allowed():
        return ""
    if parts.scheme != "https":
        return "Write an address that begins with https://: keys and numbers are not sent in the clear."
    return _problem_of_host(host, port or 443)


def _allowed() -> list[str]:
    return settings.WAREHOUSE_ENDPOINTS_ALLOWED


def _problem_of_host(host: str, port: int) -> str:
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return "There is no such host."
    return "" if all(_is_public(str(address)) for address in found) else PRIVATE


def _is_public(address: str) -> bool:
    known = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(known, "ipv4_mapped", None)
    return (mapped or known).is_global and not known.is_multicast
