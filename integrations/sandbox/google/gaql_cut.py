"""Rows turned into messages that hold what was selected, and the resource names of every resource that was."""

from collections.abc import Callable
from typing import Any

from .gaql_fields import Field
from .kinds import Kind
from .protos import fill, message_class

Row = dict[str, Any]


class Cutter:
    """Made once for a query: how to set each selected field is worked out once, not for every row."""

    def __init__(self, kind: Kind, selected: list[Field]) -> None:
        self._message = message_class("services.GoogleAdsRow")
        self._tops = sorted({kind.name, *(field.top for field in selected)} - {"metrics", "segments"})
        self._fields = [(field.path[:-1], field.path[-1], _setter(field)) for field in selected]

    def cut(self, row: Row) -> Any:
        message = self._message()
        for top in self._tops:
            getattr(message, top).resource_name = row.get(top, {}).get("resource_name", "")
        for above, name, put in self._fields:
            found: Any = row
            for part in (*above, name):
                found = found.get(part) if isinstance(found, dict) else None
            if (
                found is not None
            ):  # a message without the field is not made: it may be one of several that exclude each other
                target = message
                for part in above:
                    target = getattr(target, part)
                put(target, name, found)
        return message


def _setter(field: Field) -> Callable[[Any, str, Any], None]:
    leaf = field.leaf
    if leaf.message_type is not None or leaf.is_repeated:
        return lambda target, name, value: fill(target, {name: value})
    if leaf.enum_type is not None:
        numbers = {word: value.number for word, value in leaf.enum_type.values_by_name.items()}
        return lambda target, name, value: setattr(target, name, numbers[value])
    kinds = {leaf.CPPTYPE_INT32: int, leaf.CPPTYPE_INT64: int, leaf.CPPTYPE_DOUBLE: float, leaf.CPPTYPE_FLOAT: float}
    make = kinds.get(leaf.cpp_type)
    if make is None:
        return setattr
    return lambda target, name, value: setattr(target, name, make(value))
