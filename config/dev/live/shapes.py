"""The shape of an answer: which fields it has and of what type each is, however deep. Values are never kept. Pure.

A shape is a flat mapping from a path (`data[].budget`) to the types seen there. Lists are one path, whatever their
length, and a mapping whose keys are ids is read as a list.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

Shape = dict[str, set[str]]
_ID = re.compile(r"^(act_)?\d{5,}$|^[0-9a-f]{32}$")
_NAMES = {str: "text", bool: "true or false", int: "number", float: "number", type(None): "null"}


def shape_of(value: Any, path: str = "") -> Shape:
    """Return the shape of what was parsed from JSON (or from a proto message put into plain values)."""
    if isinstance(value, Mapping):
        return join([{path: {"object"}}, *(shape_of(one, _below(path, str(name))) for name, one in value.items())])
    if isinstance(value, list | tuple):
        return join([{path: {"list"}}, *(shape_of(one, f"{path}[]") for one in value)])
    return {path: {_NAMES.get(type(value), type(value).__name__)}}


def join(shapes: Iterable[Mapping[str, Iterable[str]]]) -> Shape:
    """Return everything that any of the shapes has."""
    whole: Shape = {}
    for shape in shapes:
        for path, kinds in shape.items():
            whole.setdefault(path, set()).update(kinds)
    return whole


def _below(path: str, name: str) -> str:
    if _ID.match(name):
        return f"{path}{{}}"
    return f"{path}.{name}" if path else name
