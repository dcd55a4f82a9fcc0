"""Our errors as pages: the same text that the API gives, with the same status."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import select_template

from tenants.errors import AdwrightError, Conflict, Forbidden, Invalid, NotFound, PlatformFailed, TooMany

STATUS: dict[type[AdwrightError], int] = {
    Invalid: 422,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    TooMany: 429,
    PlatformFailed: 502,
}


def status_of(error: AdwrightError) -> int:
    """Return the HTTP status of an error of ours: its kind's, or 400 for a kind that the table does not know."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)


def page_for(request: HttpRequest, error: AdwrightError) -> HttpResponse:
    """Return the error's page; a toast would be lost on a page that did not load, so a whole page it is."""
    status = status_of(error)
    template = select_template([f"errors/{status}.html", "errors/problem.html", "errors/400.html"])
    context = {"error": error, "message": error.message, "status": status}
    response = HttpResponse(template.render(context, request), status=status)
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after_s)
    return response
