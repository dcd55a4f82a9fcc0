"""Make what tests start from. Everything goes through the services, as in real life."""

from datetime import UTC, datetime

from django.db import connection
from django.test import Client

from tenants import hosts, services
from tenants.middleware import SESSION_ORGANIZATION
from tenants.models import Membership, Organization, User
from tenants.roles import Role
from tenants.types import Actor

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
NAMES = {"acme": "Acme Bakery", "globex": "Globex Cycles"}


def prepare_organizations() -> None:
    """Make the organisations that stand in every test's database; called once, before the database is copied for the workers."""
    for slug in NAMES:
        make_organization(slug)


def make_organization(slug: str, **settings) -> Organization:
    """Open an organisation with an owner, owner@<slug>.example."""
    owner = make_user(f"owner@{slug}.example", name=f"Olive {slug.title()}")
    name = NAMES.get(slug, slug.title())
    place = {"time_zone": "Europe/Dublin", "currency": "EUR", "locale": "en-IE", **settings}
    return services.create_organization(name=name, slug=slug, owner=owner, now=START, **place)


def get_organization(slug: str) -> Organization:
    """Return a prepared organisation; make it where the database has none."""
    return Organization.objects.filter(slug=slug).first() or make_organization(slug)


def make_user(email: str, *, name: str = "") -> User:
    """Return the user with this e-mail; a new one has PASSWORD (hashed quickly)."""
    user = User.objects.filter(email=email).first()
    return user or User.objects.create_user(email, PASSWORD, name=name or email.split("@", maxsplit=1)[0].title())


def make_member(organization: Organization, role: str = Role.OWNER) -> Membership:
    """Return the organisation's member with this role; make one where there is none."""
    found = Membership.objects.filter(organization=organization, role=role).select_related("user").first()
    if found is None:
        user = make_user(f"{role}@{organization.slug}.example", name=f"{role.title()} {organization.slug.title()}")
        found = Membership.objects.create(user=user, organization=organization, role=role)
    found.organization = organization
    return found


def make_page_client(organization: Organization | None, user: User | None = None, **options) -> Client:
    """Return a browser on an organisation's host (None: the public host), logged in as `user` when there is one."""
    host = hosts.organization_hostname(organization.slug) if organization else hosts.public_hostname()
    client = Client(HTTP_HOST=host, **options)
    if user is not None:
        client.force_login(user)
        if organization is not None:
            session = client.session
            session[SESSION_ORGANIZATION] = str(organization.uuid)
            session.save()
    return client


def make_api_client(organization: Organization, role: str = Role.OWNER, **options) -> Client:
    """Return a program's client with a fresh API key of this role; it speaks JSON (`content_type="application/json"`)."""
    before = connection.tenant
    connection.set_tenant(organization)
    owner = Actor.for_user(make_member(organization, Role.OWNER).user)
    _, secret = services.create_api_key(
        name=f"test {role}", role=role, granting_role=Role.OWNER, actor=owner, now=START
    )
    connection.set_tenant(before)
    host = hosts.organization_hostname(organization.slug)
    return Client(HTTP_HOST=host, HTTP_AUTHORIZATION=f"Bearer {secret}", **options)
