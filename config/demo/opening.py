"""The demo's beginning: the organisation, its people, and the ad accounts connected through the consent pages."""

from datetime import datetime, timedelta

from django.db import transaction
from django_tenants.utils import schema_context, tenant_context

import analytics.services
import integrations.services
import tenants.services
from analytics.models import Feed
from analytics.services.rereading import Wish
from analytics.types import Period
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


def connect(*, platform: Platform, organization: Organization, sandbox: Sandbox, now: datetime) -> list[AdAccount]:
    """Connect what Nora has on a platform (again) as she does it: consent page, code, token, choice of all accounts."""
    common = {"organization": organization, "actor": actor_of(story.OWNER[0]), "now": now}
    there = {"platform": platform, "binding": "demo"}
    with tenant_context(organization):
        departure = integrations.services.begin_connection(**common, **there)
        code, state = sandbox.consent(departure.authorize_url, "marlow")
        connection = integrations.services.finish_connection(**common, **there, code=code, state=state)
        offered = [row["external_id"] for row in connection.offered]
        return integrations.services.choose_accounts(**common, connection=connection, external_ids=offered)


def inherit(account: dict, *, organization: Organization, sandbox: Sandbox, now: datetime) -> list[AdAccount]:
    """Take over an account that others kept, with the campaign that runs there, beside the bakery's own."""
    sandbox.hand_over(account)
    return connect(platform=Platform(account["platform"]), organization=organization, sandbox=sandbox, now=now)


def read_but_one_day(account: AdAccount, *, organization: Organization, ago: int, now: datetime) -> None:
    """Read a new account's past, but for one day: a gap that its strip shows and that can be read again."""
    analytics.services.request_history(account=account, organization=organization, now=now)
    feed = Feed.objects.get(account_id=account.pk)
    today = analytics.services.local_day(account, now)
    gap = today - timedelta(days=ago)
    for since, until in ((gap + timedelta(days=1), today), (feed.history_from_date, gap - timedelta(days=1))):
        wish = Wish(Period(since, until), now, only_missing=True)
        analytics.services.reread_days(account=account, wish=wish, now=now, progress=lambda done, total: None)
    Feed.objects.filter(pk=feed.pk).update(history_done_at=now)


def actor_of(email: str) -> Actor:
    """Return the actor for one of the bakery's people."""
    return Actor.for_user(User.objects.get(email=email))
