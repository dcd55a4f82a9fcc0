"""Reading what programs send: JSON as RFC 8259 has it, and no text that could not be kept."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from tenants.errors import Invalid

NOT_KEPT = "It holds a null character or half a character pair, which cannot be kept. Take it out."


class StrictParser(Parser):
    """Refuse NaN and Infinity (400), and U+0000 and lone surrogates in any text or name (422 beside its field)."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the JSON of the body; whatever is raised here is answered as what could not be read."""
        found = json.loads(request.body, parse_constant=_refuse_constant)
        _check(found)
        return found

    def parse_querydict(self, data: MultiValueDict, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        """Return a query's or a form's values."""
        found = super().parse_querydict(data, list_fields, request)
        _check(found)
        return found


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _check(value: Any, place: str = "") -> None:
    """Raise Invalid for the first text that PostgreSQL could not keep; `place` is where it stands: countries.0."""
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise Invalid({place: NOT_KEPT})
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check(name, place)
            _check(inner, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            _check(inner, f"{place}.{position}" if place else str(position))
