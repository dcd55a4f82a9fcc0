"""Where the makers of objects, and the bodies, are kept."""

from collections.abc import Callable
from typing import Any

from tenants.models import Organization

VALUES: dict[str, Callable[[Organization], Any]] = {}
BODIES: dict[str, dict | Callable[[Organization], dict]] = {}


def value(parameter: str) -> Callable:
    """Register the maker of what stands for a URL parameter of this name, on every page and operation."""

    def register(make: Callable[[Organization], Any]) -> Callable[[Organization], Any]:
        VALUES[parameter] = make
        return make

    return register
