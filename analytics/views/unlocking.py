"""Who has written a share link's password: a signed cookie that is sent to that link's addresses only."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from analytics.models import ShareLink
from tenants import sealing

COOKIE = "shared_report"
KEPT_FOR = timedelta(hours=12)


def is_unlocked(request: HttpRequest, link: ShareLink) -> bool:
    """Return whether a link asks for no password, or this browser has written it lately."""
    if not link.password:
        return True
    kept = request.get_signed_cookie(COOKIE, default="", salt=_salt(link), max_age=KEPT_FOR)
    return kept == str(link.uuid)


def unlock(response: HttpResponse, link: ShareLink, path: str) -> HttpResponse:
    """Let the browser remember that the password was right."""
    response.set_signed_cookie(
        COOKIE,
        str(link.uuid),
        salt=_salt(link),
        max_age=KEPT_FOR,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _salt(link: ShareLink) -> str:
    """Bind the cookie to the link and to its password as it is kept."""
    return sealing.hash_secret(f"{link.uuid}:{link.password}")
