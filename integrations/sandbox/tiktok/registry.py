"""Which function answers which call."""

from collections.abc import Callable
from typing import Any

from .call import Call

Handler = Callable[[Call], Any]
HANDLERS: dict[tuple[str, str], Handler] = {}
OPEN: set[str] = set()
"""Addresses that need no access token."""
ALONE: set[str] = set()
"""Addresses that are about no single advertiser."""


def answers(method: str, *addresses: str, alone: bool = False, is_open: bool = False) -> Callable[[Handler], Handler]:
    """Register a handler; `alone`: no advertiser_id is needed; `is_open`: no token either."""

    def keep(handler: Handler) -> Handler:
        for address in addresses:
            HANDLERS[method, address] = handler
        if alone or is_open:
            ALONE.update(addresses)
        if is_open:
            OPEN.update(addresses)
        return handler

    return keep
