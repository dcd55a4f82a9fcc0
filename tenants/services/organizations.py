"""Organisations: opened in one transaction with their schema, so that a failure anywhere leaves nothing behind."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django_tenants.utils import schema_context, tenant_context

from tenants import hosts, places, provisioning, slugs
from tenants.errors import Invalid
from tenants.models import Domain, Membership, Organization, User
from tenants.roles import Role
from tenants.services import people
from tenants.services.audit import record_audit
from tenants.types import Actor

TAKEN = "This address is taken. Choose another."


def create_organization(
    *, name: str, slug: str, owner: User, actor: Actor | None = None, now: datetime, **settings: Any
) -> Organization:
    """Open an organisation: its row, host, owner's membership, schema with all tables, first audit event.

    `settings` may hold time_zone, currency, locale and is_demo. One transaction: a failure at any line leaves nothing, and
    the same call again succeeds. Takes about 0.2 s; seconds where pg_dump is missing. The first call after a deploy without
    `migrate_tenants` prepares the template, unless it is inside a transaction. Raises Invalid (name, slug, time_zone, currency, locale).
    """
    name, slug = name.strip(), slug.strip().lower()
    _check(name=name, slug=slug, **{key: value for key, value in settings.items() if key != "is_demo"})
    provisioning.prepare_template()
    with schema_context("public"):
        try:
            with transaction.atomic():
                return _open(name, slug, owner, actor or Actor.for_user(owner), now, settings)
        except IntegrityError as error:  # two people chose the same address at the same moment
            if Organization.objects.filter(slug=slug).exists():
                raise Invalid({"slug": TAKEN}) from error
            raise


def sign_up(
    *, email: str, password: str, person: str, name: str, slug: str, now: datetime, **settings: Any
) -> Organization:
    """Make a user and their organisation, together or not at all.

    Raises Invalid (email, password, person, and what create_organization raises), naming all wrong fields at once.
    """
    email = email.strip().lower()
    problems = people.problems_of(email=email, password=password, person=person)
    problems |= _problems(name=name.strip(), slug=slug.strip().lower(), **settings)
    if problems:
        raise Invalid(problems)
    provisioning.prepare_template()
    try:
        with transaction.atomic():
            owner = people.make_user(email=email, password=password, name=person, email_verified=False)
            return create_organization(name=name, slug=slug, owner=owner, now=now, **settings)
    except IntegrityError as error:  # the same form was sent twice at the same moment
        if User.objects.filter(email=email).exists():
            raise Invalid({"email": people.KNOWN_EMAIL}) from error
        raise


def update_organization(
    *, organization: Organization, name: str, time_zone: str, currency: str, locale: str, actor: Actor, now: datetime
) -> Organization:
    """Change the settings; says in the audit trail from what to what. Idempotent. Raises Invalid.

    Locks the organisation's row. Currency and time zone change how numbers are shown, never the numbers that are kept.
    """
    values = {"name": name.strip(), "time_zone": time_zone, "currency": currency.upper(), "locale": locale}
    _check(**values)
    with transaction.atomic():
        row = Organization.objects.select_for_update().get(pk=organization.pk)
        changed = {
            field: [getattr(row, field), value] for field, value in values.items() if getattr(row, field) != value
        }
        if changed:
            Organization.objects.filter(pk=row.pk).update(**values)
            record_audit(action="organization.updated", actor=actor, target=row, detail=changed, now=now)
    for field, value in values.items():
        setattr(organization, field, value)
    return organization


def _open(name: str, slug: str, owner: User, actor: Actor, now: datetime, settings: dict) -> Organization:
    organization = Organization.objects.create(name=name, slug=slug, schema_name=slugs.schema_name(slug), **settings)
    Domain.objects.create(domain=hosts.organization_hostname(slug), tenant=organization, is_primary=True)
    Membership.objects.create(user=owner, organization=organization, role=Role.OWNER)
    provisioning.make_schema(organization.schema_name)
    with tenant_context(organization):
        record_audit(action="organization.created", actor=actor, target=organization, now=now)
    return organization


def _check(**values: str) -> None:
    if problems := _problems(**values):
        raise Invalid(problems)


def _problems(*, name: str, slug: str | None = None, **place: str) -> dict[str, str]:
    found = places.problems(**{field: value for field, value in place.items() if field != "is_demo"})
    if not 1 <= len(name) <= 100:
        found["name"] = "Give it a name of 1 to 100 characters."
    if slug is not None and (problem := slugs.problem_of(slug) or _taken(slug)):
        found["slug"] = problem
    return found


def _taken(slug: str) -> str:
    return TAKEN if Organization.objects.filter(slug=slug).exists() else ""
