"""Who stands at the doors: browsers and programs of every role, and strangers. What they carry is made once a worker."""

from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from tenants import hosts
from tenants.models import Organization
from tenants.roles import Role
from tests import factories


@dataclass
class Carried:
    """The sessions (cookies) and API keys of an organisation's members, by role."""

    sessions: dict[str, str]
    keys: dict[str, str]
    stranger: str
    """A session on this organisation's host of somebody who is in another organisation only."""


def make_carried(organization: Organization, other: Organization) -> Carried:
    """Log somebody of every role in, and make a key of every role."""

    def log_in(user) -> str:
        return factories.make_page_client(organization, user).cookies[settings.SESSION_COOKIE_NAME].value

    return Carried(
        {role: log_in(factories.make_member(organization, role).user) for role in Role},
        {role: factories.make_api_client(organization, role).defaults["HTTP_AUTHORIZATION"] for role in Role},
        log_in(factories.make_member(other, Role.OWNER).user),
    )


def browser(organization: Organization, session: str = "") -> Client:
    """Return a browser on the organisation's host that carries a session."""
    client = Client(HTTP_HOST=hosts.organization_hostname(organization.slug))
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def program(organization: Organization, key: str) -> Client:
    """Return a program on the organisation's host that carries an API key."""
    return Client(HTTP_HOST=hosts.organization_hostname(organization.slug), HTTP_AUTHORIZATION=key)
