"""The guard at every door. A page or an operation without one does not open.

    @access.page(Permission.VIEW_CAMPAIGNS)         a page on an organisation's host
    @access.account_page                            a page of the public host for whoever is logged in
    @access.public_page                             a page for everybody
    @access.operation(Permission.VIEW_CAMPAIGNS)    an API operation, below `@router.get(…)`

Who is not logged in is sent to the log-in (the API: 401); who is not a member sees 404, as if nothing were here; who
may not, 403.
"""

from collections.abc import Callable
from functools import partial, wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback

from tenants import api_doors, hosts
from tenants.roles import Permission

PUBLIC = "public"
ACCOUNT = "account"
PROBLEM = {
    "description": "A problem (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"type": "object", "title": "Problem"}}},
}


def page(permission: Permission) -> Callable:
    """Let members in whose role holds the permission."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_log_in(request)
            if request.membership is None:
                raise Http404
            if not request.membership.may(permission):
                raise PermissionDenied(refusal(request.membership.get_role_display()))
            return view(request, *args, **kwargs)

        guarded.access = permission
        return guarded

    return decorate


def account_page(view: Callable) -> Callable:
    """Let everybody in who is logged in on the public host."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_log_in(request)
        return view(request, *args, **kwargs)

    guarded.access = ACCOUNT
    return guarded


def public_page(view: Callable) -> Callable:
    """Mark a page that is for everybody."""

    @wraps(view)
    def open_door(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    open_door.access = PUBLIC
    return open_door


def operation(permission: Permission) -> Callable:
    """Let a session or an API key in whose role holds the permission, before anything of the request is looked at."""

    def decorate(function: Callable) -> Callable:
        function.access = permission
        guard = partial(_guard, permission)
        bound = getattr(function, "_ninja_operation", None)
        guard(bound) if bound else contribute_operation_callback(function, guard)
        return function

    return decorate


def _guard(permission: Permission, ninja_operation: Operation) -> None:
    doors = [api_doors.ApiKeyDoor(permission), api_doors.SessionDoor(permission)]
    ninja_operation.auth_param = doors
    ninja_operation._set_auth(doors)
    ninja_operation.operation_id = ninja_operation.operation_id or ninja_operation.view_func.__name__
    ninja_operation.summary, _, ninja_operation.description = (ninja_operation.signature.docstring or "").partition(
        "\n"
    )
    extra = ninja_operation.openapi_extra or {}
    ninja_operation.openapi_extra = {**extra, "x-permission": permission.value, "responses": {"default": PROBLEM}}


def to_log_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the public log-in and, after that, back to the page that was asked for."""
    path = request.get_full_path() if request.method == "GET" and not request.htmx else _page_behind(request)
    if request.tenant is not None:
        path = f"/organizations/{request.tenant.slug}/enter/?{hosts.urlencode({'next': path})}"
    address = hosts.public_url("/log-in/", next=path)
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _page_behind(request: HttpRequest) -> str:
    """Return the page that a form or a part of a page stood on, when it is on this host."""
    referrer = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    return referrer.path if referrer.netloc == request.get_host() else "/"


def refusal(role: str) -> str:
    """Return the text for who may not."""
    return (
        f"Your role here ({role.lower()}) does not include this. An owner or admin of the organisation can change that."
    )
