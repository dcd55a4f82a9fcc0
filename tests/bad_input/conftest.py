"""Somebody in the builder, a draft, a campaign that runs, and a way to see that nothing was half-made."""

import uuid
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection

import campaigns.selectors
from campaigns.models import AdGroup, Campaign, PlatformCampaign
from tests.access.objects.campaigns import draft_body, make_draft
from tests.access.objects.creatives import asset
from tests.access.objects.integrations import ad_account
from tests.campaigns.walking import Walk
from tests.factories import START

NOT_COUNTED = ("tenants_ratecounter", "tenants_cacheentry", "django_session")


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@dataclass(frozen=True)
class Books:
    """What stands in the organisation: ids as they leave the process."""

    account: uuid.UUID
    asset: uuid.UUID
    draft: uuid.UUID
    running: uuid.UUID


@pytest.fixture
def books(once, organization, clock) -> Books:
    """An ad account, a picture, a draft, and a campaign that runs (as if a launch had made it)."""

    def make() -> Books:
        draft, running = make_draft(organization), make_draft(organization)
        return Books(ad_account(organization), asset(organization), draft.uuid, run(running))

    return once("books", make)


def run(campaign) -> uuid.UUID:
    """Let a draft be on the platform."""
    parts = PlatformCampaign.objects.filter(campaign=campaign)
    parts.update(status="active", external_id=f"10{campaign.pk}", launched_at=START)
    AdGroup.objects.filter(platform_campaign__campaign=campaign).update(external_id=f"20{campaign.pk}")
    Campaign.objects.filter(pk=campaign.pk).update(status="active")
    return campaigns.selectors.get_campaign(campaign.uuid).uuid


@pytest.fixture
def walk(books, page_client) -> Walk:
    """Somebody in the builder, with a draft that is right."""
    return Walk.on(page_client(), campaigns.selectors.get_campaign(books.draft))


@pytest.fixture
def api_body(books, organization) -> dict:
    """A campaign's JSON that is right."""
    return draft_body(organization)


@pytest.fixture
def nothing_made(db):
    """Return a context in which no row of any table may appear or go."""

    @contextmanager
    def watched():
        before = count_rows()
        yield
        assert count_rows() == before

    return watched


def count_rows() -> dict[str, int]:
    """Return how many rows each table of the public schema and of the two organisations has."""
    tables = (
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'o_acme', 'o_globex')"
        " AND tablename <> ALL(%s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(tables, [list(NOT_COUNTED)])
        counts = [f"SELECT '{schema}.{table}', count(*) FROM {schema}.\"{table}\"" for schema, table in cursor]
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())
