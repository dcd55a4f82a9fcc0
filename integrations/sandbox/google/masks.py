"""Field masks: which fields an update sets or clears, and which of them it may not."""

from typing import Any

from .batch import Handler
from .errors import Problem, required
from .protos import field_of

_OUTPUT_ONLY = frozenset(
    "resource_name id primary_status primary_status_reasons serving_status policy_summary ad_strength bidding_strategy_type"
    " bidding_strategy_system_status reference_count missing_eu_political_advertising_declaration".split()
)


def apply(
    handler: Handler, descriptor: Any, old: dict[str, Any], new: dict[str, Any], paths: list[str]
) -> dict[str, Any]:
    """Return the old data with the masked fields taken from the new; raises FieldMaskError and FieldError."""
    if not paths:
        words = "The field mask must be provided for update operations."
        raise Problem("field_mask_error", "FIELD_MASK_MISSING", words, ("update_mask",))
    data = _copy(old)
    for path in paths:
        names = _resolve(descriptor, path)
        if names[0] in _OUTPUT_ONLY or path in handler.immutable or names[0].rstrip("_") in handler.immutable:
            raise Problem(
                "field_error", "IMMUTABLE_FIELD", "The field cannot be modified.", ("update", *path.split("."))
            )
        _clear_siblings(descriptor, data, names[0])
        _set(data, new, names)
    return data


def need_masked(data: dict[str, Any], paths: list[str], *names: str) -> None:
    """Refuse to clear a field that must not be empty."""
    for name in names:
        if name in paths and not data.get(name):
            raise required("update", name)


def _resolve(descriptor: Any, path: str) -> list[str]:
    names, leaf = [], None
    for part in path.split("."):
        leaf = field_of(descriptor, part) if descriptor is not None else None
        if leaf is None:
            words = f"The field mask contained an invalid field: '{path}'."
            raise Problem("field_mask_error", "FIELD_NOT_FOUND", words, ("update_mask",), path)
        names.append(leaf.name)
        descriptor = leaf.message_type if not leaf.is_repeated else None
    if descriptor is not None and descriptor.fields:
        words = f"The field mask contained a field with subfields: '{path}'. Name the subfields."
        raise Problem("field_mask_error", "FIELD_HAS_SUBFIELDS", words, ("update_mask",), path)
    return names


def _clear_siblings(descriptor: Any, data: dict[str, Any], name: str) -> None:
    """Drop the other members of a oneof: a new bidding strategy takes the old one's place."""
    oneof = descriptor.fields_by_name[name].containing_oneof
    for sibling in oneof.fields if oneof is not None else ():
        if sibling.name != name:
            data.pop(sibling.name, None)


def _set(data: dict[str, Any], new: dict[str, Any], names: list[str]) -> None:
    source: Any = new
    for name in names[:-1]:
        data, source = data.setdefault(name, {}), (source.get(name) or {})
    if names[-1] in source:
        data[names[-1]] = source[names[-1]]
    else:
        data.pop(names[-1], None)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(part) for name, part in value.items()}
    return [_copy(part) for part in value] if isinstance(value, list) else value
