"""Into an organisation's host, and out again (the organisation's side of the hand-over)."""

import secrets

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tenants import access, hosts, ratelimit, services
from tenants.errors import Invalid
from tenants.middleware import SESSION_ORGANIZATION

STATE_COOKIE = "hand_over"
STATE_LIVES_FOR_S = 600
NO_COOKIE = "Your browser did not bring back the cookie that this log-in needs. Allow cookies for this address, then log in again."


@require_GET
@never_cache
@access.public_page
@ratelimit.page(ratelimit.Bucket.AUTHENTICATION, methods=("GET",), factor=10)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Begin a hand-over, or redeem the token that the public host answered with."""
    path = _safe_path(request)
    if request.membership is not None:
        return redirect(path)
    token = request.GET.get("token")
    return _redeem(request, token, path) if token else _begin(request, path)


@require_POST
@access.public_page
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out on every host that the same log-in opened (see `tenants.receivers`)."""
    auth.logout(request)
    return redirect(hosts.public_url("/log-in/"))


def _begin(request: HttpRequest, path: str) -> HttpResponse:
    """Give the browser a state and send it to the public host, which knows who is logged in."""
    state = request.get_signed_cookie(STATE_COOKIE, default="", max_age=STATE_LIVES_FOR_S) or secrets.token_urlsafe(24)
    response = redirect(hosts.public_url(f"/organizations/{request.tenant.slug}/enter/", state=state, next=path))
    response.set_signed_cookie(
        STATE_COOKIE, state, max_age=STATE_LIVES_FOR_S, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def _redeem(request: HttpRequest, token: str, path: str) -> HttpResponse:
    state = request.get_signed_cookie(STATE_COOKIE, default="", max_age=STATE_LIVES_FOR_S)
    if not state:
        return _refuse(request, NO_COOKIE)
    try:
        handed = services.redeem_hand_over(token=token, organization=request.tenant, state=state)
    except Invalid as error:
        return _refuse(request, error.message)
    auth.login(request, handed.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[SESSION_ORGANIZATION] = str(request.tenant.uuid)
    services.keep_session(hand_over=handed, session_key=request.session.session_key)
    response = redirect(path)
    response.delete_cookie(STATE_COOKIE)
    return response


def _refuse(request: HttpRequest, message: str) -> HttpResponse:
    return render(request, "tenants/hand_over_refused.html", {"message": message, "status": 403}, status=403)


def _safe_path(request: HttpRequest) -> str:
    """Return `next` when it is a path on this host, else the start page."""
    path = request.GET.get("next", "/")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours and not path.startswith("/session/") else "/"
