"""The landing page, the error pages and the page of parts."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from config import styleguide as parts


def landing(request: HttpRequest) -> HttpResponse:
    """Show what this is and why one may trust it."""
    return render(request, "public/landing.html", {"demo_url": _demo_url()})


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part on one page; in development only."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "styleguide/page.html", parts.context())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400, or 413 to a form with more text than is read."""
    if isinstance(exception, RequestDataTooBig):
        return problem(request, 413)
    return problem(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 with the exception's own text where it has one."""
    return problem(request, 403, str(exception or ""))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose token does not fit (settings.CSRF_FAILURE_VIEW)."""
    text = "This page was open for too long, or cookies are switched off. Load it again, then send the form once more."
    return problem(request, 403, text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404; the same for what is not there and for what is another organisation's."""
    return problem(request, 404)


def too_many(request: HttpRequest, retry_after_s: int = 60, message: str = "") -> HttpResponse:
    """Answer 429 with Retry-After in seconds."""
    response = problem(request, 429, message or f"Wait {retry_after_s} seconds, then try again. Nothing was lost.")
    response["Retry-After"] = str(retry_after_s)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without the database, the request or a context processor."""
    if request.headers.get("HX-Request"):
        toast = {"tone": "bad", "text": "Adwright made a mistake. Look at the page again before you try once more."}
        return HttpResponse(render_to_string("components/toast.html", toast), status=500)
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def problem(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """Show an error page (400, 403, 404, 409, 422, 429 or 502); HTMX gets the same text as a toast."""
    return render(request, f"errors/{status}.html", {"message": message, "status": status}, status=status)


def _demo_url() -> str | None:
    """Return the example organisation's address where this is the demo."""
    scheme, _, host = settings.PUBLIC_URL.partition("://")
    return f"{scheme}://demo.{host}/" if settings.DEMO else None
