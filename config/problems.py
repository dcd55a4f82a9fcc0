"""Every error of the API as a problem document (RFC 9457), from one table (vocabulary: errors).

    {"type", "title", "status", "detail", "code", "errors": [{"field", "message"}], "upgrade_to", "reference"}

The last three stand there only where they mean something; an error may bring `members` of its own (a stale draft says
who saved it, and what differs). The statuses of our own errors are `tenants.problem_pages.STATUS`, which the
pages use too.
"""

import json
import uuid
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as NinjaValidationError

from tenants.errors import AdwrightError, Forbidden, Invalid, TooMany
from tenants.idempotency import Replay
from tenants.problem_pages import status_of

log = structlog.get_logger(__name__)
CODES = {
    400: "malformed",
    401: "not_logged_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
}
DETAILS = {
    400: "The request could not be read.",
    401: "Log in, or send an API key: Authorization: Bearer adw_…",
    403: "You may not do this.",
    404: "There is nothing here.",
    405: "This address does not take this method.",
    413: "That is too much at once: 5 MB of text is the most.",
    500: "That was our fault, not yours. Nothing was half done. If it happens again, tell us the reference.",
}


def problem(status: int, *, detail: str = "", code: str = "", **more: Any) -> HttpResponse:
    """Return a problem document; members that are None are left out."""
    code = code or CODES.get(status, "error")
    document = {
        "type": f"urn:adwright:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or DETAILS.get(status, HTTPStatus(status).description),
        "code": code,
        **{name: value for name, value in more.items() if value is not None},
    }
    return HttpResponse(json.dumps(document), status=status, content_type="application/problem+json")


def install(api: NinjaAPI) -> None:
    """Let the API answer every error by this table."""
    handlers = {
        AdwrightError: _ours,
        NinjaValidationError: _ninja_fields,
        ValidationError: _django_fields,
        HttpError: _http,
        Http404: lambda request, error: problem(404),
        PermissionDenied: lambda request, error: problem(403, detail=str(error)),
        RequestDataTooBig: lambda request, error: problem(413),
        SuspiciousOperation: lambda request, error: problem(400, detail=str(error)),
        Replay: lambda request, replay: replay.response,
        Exception: _unexpected,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what ninja raises; a body that our own parser refused has a field to name (ninja wraps it as unreadable)."""
    if isinstance(error.__cause__, Invalid):
        return _ours(request, error.__cause__)
    detail = DETAILS[400] if error.status_code == 400 else error.message
    return problem(error.status_code, detail="" if detail in ("Unauthorized", "Forbidden") else detail)


def _ours(request: HttpRequest, error: AdwrightError) -> HttpResponse:
    more: dict[str, Any] = dict(error.members)
    if isinstance(error, Invalid):
        more["errors"] = [{"field": field, "message": text} for field, texts in error.fields.items() for text in texts]
    if isinstance(error, Forbidden):
        more["upgrade_to"] = error.upgrade_to
    response = problem(status_of(error), detail=error.message, code=error.code, **more)
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after_s)
    return response


def _ninja_fields(request: HttpRequest, error: NinjaValidationError) -> HttpResponse:
    errors = [{"field": _field(entry.get("loc", ())), "message": _sentence(entry)} for entry in error.errors]
    return problem(422, detail="Some fields need another look.", code=Invalid.code, errors=errors)


def _field(location: tuple) -> str:
    """Return ("body", "body", "budget", "amount") as budget.amount: without the place and the parameter's own name.

    Of a query ninja names its own parameter only in front of an item of a list: ("query", "query", "by", 0).
    """
    places = {"body": 2, "form": 1, "query": 1, "path": 1, "header": 1, "file": 1}
    parts = list(location)
    if parts[:2] == ["query", "query"] and len(parts) > 2:
        del parts[1]
    return ".".join(str(part) for part in parts[places.get(str(parts[0]), 0) if parts else 0 :])


def _sentence(entry: dict) -> str:
    text = str(entry.get("msg", "")).removeprefix("Value error, ").partition(" after validation")[0].rstrip(".")
    return "This is needed." if entry.get("type") == "missing" else f"{text}."


def _django_fields(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return _ours(request, Invalid({"" if name == "__all__" else name: texts for name, texts in fields.items()}))


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    reference = uuid.uuid4().hex[:12]
    log.exception("api_failed", reference=reference, path=request.path, method=request.method)
    return problem(500, code="ours", reference=reference)


class ProblemMiddleware:
    """Turn any other error below /api/ (no such address, wrong method, a crash outside an operation) into a problem document."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_problem = response.get("Content-Type", "").startswith("application/problem+json")
        if response.status_code < 400 or is_problem or not request.path.startswith("/api/"):
            return response
        answer = problem(response.status_code)
        if "Allow" in response:
            answer["Allow"] = response["Allow"]
        return answer
