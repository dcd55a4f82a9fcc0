"""What somebody with a share link sees: the report, its PDF, the question for its password. Nothing leads on from here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from analytics import reports, services
from analytics.models import Edition, ShareLink
from analytics.selectors.branding import get_branding
from analytics.selectors.shares import find_open_link, get_shared_edition
from analytics.views.unlocking import is_unlocked, unlock
from tenants import access, clock, ratelimit
from tenants.errors import NotFound, TooMany

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
}
WRONG = "This is not the password. Ask whoever sent you the link."


# Without a CSRF token: `no-referrer` has browsers send `Origin: null`, and the form only opens what its sender may open anyway.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@access.public_page
def shared_report(request: HttpRequest, share_token: str) -> HttpResponse:
    """Show the report, or ask for its password."""
    link, edition = _open(share_token)
    if request.method == "POST":
        return _try_password(request, link, share_token)
    if not is_unlocked(request, link):
        return _ask(request)
    services.note_opened(link=link, now=clock.now())
    drawn = reports.draw(reports.load(edition.document or {}))
    pdf_url = reverse("analytics:shared_pdf", args=[share_token])
    context = {"report": drawn, "brand": get_branding(), "pdf_url": pdf_url}
    return _answer(render_to_string("analytics/shares/report.html", context))


@require_safe
@access.public_page
def shared_pdf(request: HttpRequest, share_token: str) -> HttpResponse:
    """Hand the report out as PDF."""
    link, edition = _open(share_token)
    if not is_unlocked(request, link):
        return _with_headers(redirect("analytics:shared_report", share_token))
    services.note_opened(link=link, now=clock.now())
    response = _answer(services.print_edition(edition), kind="application/pdf")
    response["Content-Disposition"] = 'inline; filename="report.pdf"'
    return response


def _open(token: str) -> tuple[ShareLink, Edition]:
    """Return the link and what it shows; whatever is not there, or not any more, is the same 404."""
    try:
        link = find_open_link(token, clock.now())
        return link, get_shared_edition(link)
    except NotFound:
        raise Http404 from None


def _try_password(request: HttpRequest, link: ShareLink, token: str) -> HttpResponse:
    try:
        given, address = request.POST.get("password", ""), ratelimit.client_address(request)
        right = not link.password or services.check_share_password(link=link, password=given, address=address)
    except TooMany as error:
        response = _ask(request, error.message, status=429)
        response["Retry-After"] = str(error.retry_after_s)
        return response
    if not right:
        return _ask(request, WRONG, status=422)
    path = reverse("analytics:shared_report", args=[token])
    return unlock(_with_headers(redirect(path)), link, path)


def _ask(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    context = {"error": error, "brand": get_branding(), "action": request.path}
    return _answer(render_to_string("analytics/shares/password.html", context), status=status)


def _answer(content: str | bytes, *, kind: str = "text/html; charset=utf-8", status: int = 200) -> HttpResponse:
    return _with_headers(HttpResponse(content, content_type=kind, status=status))


def _with_headers(response: HttpResponse) -> HttpResponse:
    for name, text in HEADERS.items():
        response[name] = text
    return response
