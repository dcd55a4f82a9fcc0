"""The demo's beginning: the organisation, its people, and the ad account connected through the consent page."""

from datetime import datetime

from django.db import transaction
from django_tenants.utils import schema_context, tenant_context

import integrations.services
import tenants.services
from config.demo import story
from config.demo.sandbox import Sandbox
from integrations.models import AdAccount
from integrations.types import Platform
from tenants.models import Membership, Organization, User
from tenants.services.people import make_user
from tenants.types import Actor


def find_organization() -> Organization | None:
    """Return the demo's organisation if it is finished; `is_demo` is set as the very last step."""
    return Organization.objects.filter(slug=story.ORGANIZATION["slug"], is_demo=True).first()


def clear() -> None:
    """Take away what an interrupted attempt left."""
    emails = [story.OWNER[0], *(email for email, _, _ in story.MEMBERS)]
    with schema_context("public"), transaction.atomic():
        for organization in Organization.objects.filter(slug=story.ORGANIZATION["slug"], is_demo=False):
            organization.delete(force_drop=True)
        User.objects.filter(email__in=emails).delete()


def open_organization(*, password: str, now: datetime) -> Organization:
    """Make the bakery and its people; all log in with the same password."""
    with schema_context("public"), transaction.atomic():
        email, name = story.OWNER
        owner = make_user(email=email, password=password, name=name, email_verified=True)
        organization = tenants.services.create_organization(owner=owner, now=now, **story.ORGANIZATION)
        for email, name, role in story.MEMBERS:
            user = make_user(email=email, password=password, name=name, email_verified=True)
            Membership.objects.create(user=user, organization=organization, role=role)
    return organization


def connect_account(*, organization: Organization, sandbox: Sandbox, now: datetime) -> AdAccount:
    """Connect the bakery's Meta account (again) as its owner does: consent page, code, token, choice."""
    common = {"organization": organization, "actor": actor_of(story.OWNER[0]), "now": now}
    meta = {"platform": Platform.META, "binding": "demo"}
    with tenant_context(organization):
        departure = integrations.services.begin_connection(**common, **meta)
        code, state = sandbox.consent(departure.authorize_url, "marlow")
        connection = integrations.services.finish_connection(**common, **meta, code=code, state=state)
        first = connection.offered[0]["external_id"]
        return integrations.services.choose_accounts(**common, connection=connection, external_ids=[first])[0]


def actor_of(email: str) -> Actor:
    """Return the actor for one of the bakery's people."""
    return Actor.for_user(User.objects.get(email=email))
