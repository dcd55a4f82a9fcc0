"""Google's errors: category and code, the place in the request, details, and the gRPC status they come with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .protos import message_class

Element = str | tuple[str, int]

_STATUS = {
    "quota_error": "RESOURCE_EXHAUSTED",
    "internal_error": "INTERNAL",
    "authentication_error": "UNAUTHENTICATED",
    "authorization_error": "PERMISSION_DENIED",
    "database_error": "ABORTED",
}
HTTP = {
    "OK": 200, "INVALID_ARGUMENT": 400, "UNAUTHENTICATED": 401, "PERMISSION_DENIED": 403, "NOT_FOUND": 404,
    "ABORTED": 409, "RESOURCE_EXHAUSTED": 429, "INTERNAL": 500, "UNIMPLEMENTED": 501, "UNAVAILABLE": 503,
}  # fmt: skip


@dataclass(slots=True)
class Problem(Exception):
    """One error. `path` leads through the request: names, or (name, index); `details` as ErrorDetails has them."""

    category: str
    code: str
    message: str
    path: Sequence[Element] = ()
    trigger: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    def below(self, *prefix: Element) -> "Problem":
        """Return the same error, seen from further out."""
        return replace(self, path=(*prefix, *self.path))


class Failure(Exception):
    """What a call is refused with: one error or several, and a gRPC status."""

    def __init__(self, problems: Iterable[Problem], status: str = "") -> None:
        self.problems = list(problems)
        self.status = status or _STATUS.get(self.problems[0].category, "INVALID_ARGUMENT")
        super().__init__(self.problems[0].message)


class Unimplemented(Exception):
    """The sandbox does not do this, and says so."""


def render(failure: Failure, request_id: str) -> bytes:
    """Return the GoogleAdsFailure that travels in the trailing metadata."""
    message = message_class("errors.GoogleAdsFailure")(request_id=request_id)
    for problem in failure.problems:
        _add(message.errors.add(), problem)
    return message.SerializeToString()


def _add(error: Any, problem: Problem) -> None:
    from .protos import fill

    codes = error.error_code.DESCRIPTOR.fields_by_name
    known = codes.get(problem.category)
    if known is None or problem.code not in known.enum_type.values_by_name:
        raise LookupError(f"Google has no {problem.category}.{problem.code}")
    setattr(error.error_code, problem.category, known.enum_type.values_by_name[problem.code].number)
    error.message = problem.message
    if problem.trigger:
        error.trigger.string_value = problem.trigger
    for element in problem.path:
        name, index = element if isinstance(element, tuple) else (element, None)
        place = error.location.field_path_elements.add(field_name=name)
        if index is not None:
            place.index = index
    if problem.details:
        fill(error.details, problem.details)


def required(*path: Element) -> Problem:
    return Problem("field_error", "REQUIRED", "The required field was not present.", path)


def not_found(name: str, *path: Element) -> Problem:
    return Problem("mutate_error", "RESOURCE_NOT_FOUND", f"Resource '{name}' was not found.", path, name)


def exhausted(
    retry_s: int, *, scope: str = "DEVELOPER", name: str = "Number of operations for explorer access"
) -> Failure:
    """Return what a used-up quota is refused with."""
    details = {"quota_error_details": {"rate_scope": scope, "rate_name": name, "retry_delay": f"{retry_s}s"}}
    words = f"Too many requests. Retry in {retry_s} seconds."
    return Failure([Problem("quota_error", "RESOURCE_EXHAUSTED", words, details=details)])
