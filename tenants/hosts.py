"""Hosts: one public host, one host an organisation. Addresses between them are made here and nowhere else."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import set_urlconf
from django_tenants.utils import get_tenant_domain_model, tenant_context


class HostMiddleware:
    """Set `request.tenant` and the database's schema from the host name; an unknown host is a 404.

    The public host has no tenant (None) and addresses of its own. The schema that was current before is current again
    afterwards, so nothing that runs later in the process inherits an organisation.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hostname = request.get_host().split(":")[0].lower()
        request.tenant = None
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        set_urlconf(request.urlconf)
        before = connection.tenant
        connection.set_schema_to_public()
        try:
            if hostname == public_hostname():
                return self.get_response(request)
            return self._on_tenant_host(request, hostname)
        finally:
            connection.set_tenant(before)

    def _on_tenant_host(self, request: HttpRequest, hostname: str) -> HttpResponse:
        domains = get_tenant_domain_model().objects.select_related("tenant")
        domain = domains.filter(domain=hostname, tenant__is_active=True).first()
        if domain is None:
            raise Http404("There is no organisation at this address.")
        request.tenant = domain.tenant
        request.urlconf = settings.ROOT_URLCONF
        set_urlconf(request.urlconf)
        with tenant_context(domain.tenant):
            response = self.get_response(request)
        if response.streaming and not isinstance(response, FileResponse):
            response.streaming_content = _in_schema(domain.tenant, response.streaming_content)
        return response


def _in_schema(organization, parts: Iterable[bytes]) -> Iterator[bytes]:
    """Let an answer that is still being written, after the request, read the organisation's rows."""
    with tenant_context(organization):
        yield from parts


def public_hostname() -> str:
    """Return the public host's name, without a port."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def public_url(path: str = "/", **query: str) -> str:
    """Return an absolute address on the public host."""
    return settings.PUBLIC_URL.rstrip("/") + path + (f"?{urlencode(query)}" if query else "")


def organization_hostname(slug: str) -> str:
    """Return the host name that an organisation with this slug gets."""
    return f"{slug}.{settings.BASE_DOMAIN}"


def organization_url(organization, path: str = "/", **query: str) -> str:
    """Return an absolute address on an organisation's host; scheme and port are the public host's."""
    public = urlsplit(settings.PUBLIC_URL)
    port = f":{public.port}" if public.port else ""
    host = organization_hostname(organization.slug)
    return f"{public.scheme}://{host}{port}{path}" + (f"?{urlencode(query)}" if query else "")
