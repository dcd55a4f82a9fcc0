"""Who is asking: the membership of the logged-in user in the host's organisation."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from tenants import problem_pages
from tenants.errors import AdwrightError
from tenants.models import Membership
from tenants.types import Actor

SESSION_ORGANIZATION = "organization"
"""The session's key that holds the uuid of the organisation it belongs to; a session of the public host has none."""


class MembershipMiddleware:
    """Set `request.membership`, `request.role` and `request.actor`; None where nobody is in.

    A session belongs to one host: a cookie that was carried to another organisation's host (or to the public one) is
    nobody's. A page on a tenant host that names no permission is refused, whoever asks.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.membership = request.role = request.actor = None
        if request.user.is_authenticated and not _session_is_of_this_host(request):
            request.user = AnonymousUser()
        if request.user.is_authenticated:
            request.actor = Actor.for_user(request.user)
            _set_membership(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """Refuse a page on a tenant host that has no guard of `tenants.access`; API operations have their own."""
        on_api = request.resolver_match.namespaces[:1] == ["api"]
        if request.tenant is not None and not on_api and not hasattr(view, "access"):
            raise ImproperlyConfigured(f"{request.resolver_match.view_name} names no permission (tenants.access).")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show an error of ours as a page with its status and text."""
        return problem_pages.page_for(request, error) if isinstance(error, AdwrightError) else None


def _session_is_of_this_host(request: HttpRequest) -> bool:
    here = str(request.tenant.uuid) if request.tenant else None
    return request.session.get(SESSION_ORGANIZATION) == here


def _set_membership(request: HttpRequest) -> None:
    if request.tenant is None:
        return
    membership = getattr(request.user, "came_as", None)
    if membership is None or membership.organization_id != request.tenant.pk:
        membership = Membership.objects.filter(user=request.user, organization=request.tenant).first()
    if membership is None:
        return
    membership.user, membership.organization = request.user, request.tenant
    request.membership, request.role = membership, membership.role
