"""GAQL's conditions held against a row."""

import re
from typing import Any

from .gaql_dates import named
from .gaql_fields import Field
from .gaql_parse import Condition
from .gaql_words import refuse

_ENUM_ONLY = ("=", "!=", "IN", "NOT IN", "IS NULL", "IS NOT NULL", "CONTAINS ANY", "CONTAINS ALL", "CONTAINS NONE")


def read(row: dict[str, Any], field: Field) -> Any:
    """Return a field's value: numbers as numbers, enums as names, None for what is optional and not set."""
    value: Any = row
    for part in field.path:
        value = value.get(part) if isinstance(value, dict) else None
        if value is None:
            return _unset(field.leaf)
    return _number(value, field.leaf)


def check(condition: Condition, field: Field) -> None:
    """Raise QueryError where the operator or the values do not suit the field."""
    leaf = field.leaf
    if leaf.is_repeated != condition.operator.startswith("CONTAINS") and "NULL" not in condition.operator:
        raise refuse("OPERATOR_FIELD_MISMATCH", f"operator {condition.operator!r} can't be used with {field.name!r}.")
    if leaf.enum_type is not None:
        if condition.operator not in _ENUM_ONLY:
            raise refuse("OPERATOR_FIELD_MISMATCH", f"operator {condition.operator!r} can't be used with enums.")
        for value in condition.values:
            if value not in leaf.enum_type.values_by_name:
                raise refuse("BAD_ENUM_CONSTANT", f"invalid enum value {value!r} for field {field.name!r}.")
    if _is_numeric(leaf) and any(not re.fullmatch(r"-?\d+(\.\d+)?", value) for value in condition.values):
        raise refuse("BAD_VALUE", f"invalid number for field {field.name!r}.")


def holds(condition: Condition, field: Field, row: dict[str, Any], today: Any) -> bool:
    value, operator = read(row, field), condition.operator
    if operator in ("IS NULL", "IS NOT NULL"):
        return (value in (None, "", [], "UNSPECIFIED")) == (operator == "IS NULL")
    wanted = [_given(text, field.leaf) for text in condition.values]
    if operator.startswith("CONTAINS"):
        return _contains(operator, [_number(v, field.leaf) for v in value or []], wanted)
    if operator == "DURING":
        low, high = named(condition.values[0], today)
        return low.isoformat() <= str(value)[:10] <= high.isoformat()
    if value is None:
        return operator in ("!=", "NOT IN", "NOT LIKE", "NOT REGEXP_MATCH")
    return _compare(operator, value, wanted)


def _compare(operator: str, value: Any, wanted: list[Any]) -> bool:
    first = wanted[0]
    if operator in ("LIKE", "NOT LIKE"):
        return bool(_like(str(first)).fullmatch(str(value))) == (operator == "LIKE")
    if operator in ("REGEXP_MATCH", "NOT REGEXP_MATCH"):
        return bool(re.fullmatch(str(first), str(value))) == (operator == "REGEXP_MATCH")
    if operator == "BETWEEN":
        return first <= value <= wanted[1]
    if operator in ("IN", "NOT IN"):
        return (value in wanted) == (operator == "IN")
    answers = {
        "=": value == first, "!=": value != first, "<": value < first, "<=": value <= first, ">": value > first,
        ">=": value >= first,
    }  # fmt: skip
    return answers[operator]


def _contains(operator: str, values: list[Any], wanted: list[Any]) -> bool:
    found = [one in values for one in wanted]
    return {"CONTAINS ANY": any(found), "CONTAINS ALL": all(found), "CONTAINS NONE": not any(found)}[operator]


def _like(pattern: str) -> re.Pattern[str]:
    """Turn GAQL's pattern into a regular expression: % any text, _ one character, [..] the character itself.
    Letters count alike in both cases."""
    parts = re.findall(r"\[(.)\]|(%)|(_)|(.)", pattern, re.DOTALL)
    text = "".join(re.escape(a or d) if a or d else ".*" if b else "." for a, b, c, d in parts)
    return re.compile(text, re.DOTALL | re.IGNORECASE)


def _is_numeric(leaf: Any) -> bool:
    return leaf.cpp_type in (leaf.CPPTYPE_INT32, leaf.CPPTYPE_INT64, leaf.CPPTYPE_DOUBLE, leaf.CPPTYPE_FLOAT)


def _number(value: Any, leaf: Any) -> Any:
    if isinstance(value, list) or not _is_numeric(leaf):
        return value
    return float(value) if leaf.cpp_type in (leaf.CPPTYPE_DOUBLE, leaf.CPPTYPE_FLOAT) else int(value)


def _given(text: str, leaf: Any) -> Any:
    if leaf.cpp_type == leaf.CPPTYPE_BOOL:
        return text.upper() == "TRUE"
    return _number(float(text) if "." in text else text, leaf) if _is_numeric(leaf) else text


def _unset(leaf: Any) -> Any:
    if leaf.is_repeated:
        return []
    if leaf.has_presence:
        return None
    if leaf.enum_type is not None:
        return "UNSPECIFIED"
    if leaf.cpp_type == leaf.CPPTYPE_BOOL:
        return False
    return 0 if _is_numeric(leaf) else ""
