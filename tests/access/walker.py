"""Find every address and every operation there is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from config.api import api

API_PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Page:
    """An address of an urlconf: its name with namespaces, and its parameters."""

    name: str
    parameters: tuple[str, ...]
    callback: object

    def __str__(self):
        return self.name


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the API: method and path, parameters written {name}."""

    method: str
    path: str
    parameters: tuple[str, ...]
    function: object
    statuses: tuple[int, ...]

    @property
    def key(self) -> str:
        """Return what the tables call it."""
        return f"{self.method} {self.path}"

    def __str__(self):
        return self.key


def pages(urlconf: str) -> list[Page]:
    """Return every named address of an urlconf; the API's and the admin's own are walked elsewhere."""
    return list(_pages(get_resolver(urlconf).url_patterns, (), ()))


def _pages(patterns: list, namespaces: tuple[str, ...], before: tuple[str, ...]) -> Iterator[Page]:
    for pattern in patterns:
        parameters = (*before, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            if inner[:1] not in (("api",), ("admin",)):
                yield from _pages(pattern.url_patterns, inner, parameters)
        elif isinstance(pattern, URLPattern):
            yield Page(
                ":".join((*namespaces, pattern.name or f"unnamed {pattern.pattern}")), parameters, pattern.callback
            )


def operations() -> list[Operation]:
    """Return every operation of the API."""
    found = []
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            whole = f"{router.prefix.rstrip('/')}{path}"
            for operation in view.operations:
                plain = re.sub(r"\{(?:\w+:)?(\w+)\}", r"{\1}", whole)
                names = tuple(re.findall(r"\{(\w+)\}", plain))
                statuses = tuple(status for status in operation.response_models if isinstance(status, int))
                found += [
                    Operation(method, plain, names, operation.view_func, statuses) for method in operation.methods
                ]
    return found
