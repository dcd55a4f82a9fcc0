"""The platforms that the sandbox speaks, in the order in which it lists them."""

from importlib import import_module
from importlib.util import find_spec

from .sides import Side

_HOMES = ("meta.side", "google", "tiktok")


def load_sides() -> dict[str, Side]:
    """Return every platform's side by its name."""
    sides = [import_module(f"{__package__}.{home}").SIDE for home in _HOMES if _is_there(home)]
    return {side.name: side for side in sides}


def _is_there(home: str) -> bool:
    return find_spec(f"{__package__}.{home}") is not None and hasattr(import_module(f"{__package__}.{home}"), "SIDE")
