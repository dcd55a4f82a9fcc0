"""Meta's field syntax: `name,adsets.limit(5){id,ads{id}},insights.time_range({"since":…}){spend}`."""

from dataclasses import dataclass, field

from .errors import GraphError


@dataclass(slots=True)
class Field:
    name: str
    options: dict[str, str] = field(default_factory=dict)
    inner: str | None = None


def parse_fields(text: str) -> list[Field]:
    """Parse a field list one level deep; inner lists stay text, to be parsed where they are used."""
    text = text.strip()
    if text.startswith("["):
        text = ",".join(part.strip().strip('"') for part in text.strip("[]").split(","))
    return [_parse_one(part.strip()) for part in _split(text, ",") if part.strip()]


def _parse_one(text: str) -> Field:
    inner = None
    if text.endswith("}"):
        start = _find(text, "{")
        text, inner = text[:start], text[start + 1 : -1]
    head, *options = _split(text, ".")
    found = Field(head.strip(), inner=inner)
    for option in options:
        name, _, value = option.partition("(")
        if not value.endswith(")"):
            raise GraphError(
                f'Syntax error "Expected end of string instead of "{option[:1]}"." at character 1: {text}', 2500
            )
        found.options[name] = value[:-1]
    return found


def _split(text: str, mark: str) -> list[str]:
    parts, depth, last = [], 0, 0
    for place, letter in enumerate(text):
        if letter in "({[":
            depth += 1
        elif letter in ")}]":
            depth -= 1
        elif letter == mark and depth == 0:
            parts.append(text[last:place])
            last = place + 1
    if depth:
        raise GraphError(f"Syntax error: unbalanced brackets in fields: {text}", 2500)
    return [*parts, text[last:]]


def _find(text: str, mark: str) -> int:
    depth = 0
    for place, letter in enumerate(text):
        if letter == mark and depth == 0:
            return place
        depth += (letter in "([{") - (letter in ")]}")
    raise GraphError(f"Syntax error in fields: {text}", 2500)
