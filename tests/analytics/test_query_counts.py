"""Pages and lists ask the database as often for three hundred campaigns as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign, Change, ChangeSet
from tests.analytics.build import NOW, days_before, make_account, make_campaign, row, store

pytestmark = pytest.mark.django_db
PAGES = [
    ("/", 15),
    ("/days/", 15),
    ("/movers/", 15),
    ("/movers/?by=ad", 15),
    ("/pacing/", 15),
    ("/numbers/", 15),
    ("/explore/", 15),
    ("/explore/?by=campaign&compare=previous&column=conversions", 15),
    ("/explore/?by=campaign&by=day", 15),
    ("/explore/hours/", 12),
    ("/campaigns/", 15),
    ("/campaigns/?status=all&search=c", 15),
    ("/history/", 12),
    ("/history.csv", 12),
    ("/api/v1/campaigns", 12),
    ("/api/v1/changes", 12),
    ("/api/v1/metrics?by=campaign", 12),
    ("/api/v1/dashboard", 15),
    ("/api/v1/movers", 15),
    ("/api/v1/pacing", 12),
    ("/api/v1/audit-events", 12),
]


def fill(account, number: int) -> None:
    """Make campaigns up to a number, each with figures, a set of changes and, every third, drift."""
    have = Campaign.objects.count()
    made = [make_campaign(account, f"Campaign {n}") for n in range(have, number)]
    store(account, [row(days_before(1), f"{one.name}-ad", campaign=f"c-{one.pk}") for one in made],
          campaigns={f"{one.name}-ad": one.pk for one in made})  # fmt: skip
    for one in made:
        part = one.platform_campaigns.get()
        part.launched_at = NOW
        part.observed_status = "paused" if one.pk % 3 == 0 else "active"
        part.save()
        add_change(one, part, "applied" if one.pk % 5 else "failed")


def add_change(campaign, part, state: str) -> None:
    actor = {"actor_kind": "user", "actor_label": "Nora"}
    both = ChangeSet.objects.create(campaign=campaign, label=campaign.name, created_at=NOW, **actor)
    what = {"target_kind": "platform_campaign", "target_id": part.uuid, "field": "status", "kind": "status"}
    for before, after in (("active", "paused"), ("paused", "active")):
        Change.objects.create(
            change_set=both, campaign=campaign, platform_campaign=part, platform="meta", currency="EUR", before=before,
            after=after, label=campaign.name, state=state, created_at=NOW, applied_at=NOW, **what, **actor,
        )  # fmt: skip


def ask(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200, response.content
    return len([query for query in queries if not query["sql"].startswith("SET search_path")])


def test_pages_and_lists_ask_as_often_for_300_campaigns_as_for_3(organization, page_client, clock):
    account, browser = make_account(), page_client()
    asked: dict[str, list[int]] = {path: [] for path, _ in PAGES}
    for number in (3, 30, 300):
        fill(account, number)
        for path, _ in PAGES:
            asked[path].append(ask(browser, path))
    assert {path: counts for path, counts in asked.items() if counts[2] > counts[1]} == {}
    most = dict(PAGES)
    assert {path: counts for path, counts in asked.items() if max(counts) > most[path]} == {}


def test_a_campaigns_page_asks_as_often_with_many_ads_and_changes_as_with_few(organization, page_client, clock):
    account, browser = make_account(), page_client()
    campaign = make_campaign(account)
    part = campaign.platform_campaigns.get()
    part.launched_at = NOW
    part.save()
    paths = [
        f"/campaigns/{campaign.uuid}/",
        f"/api/v1/campaigns/{campaign.uuid}",
        f"/campaigns/{campaign.uuid}/numbers/",
    ]
    asked = []
    for number in (3, 60):
        for n in range(number):
            group = part.ad_groups.create(name=f"g{number}.{n}", external_id=f"g{number}.{n}")
            group.ads.create(name="ad", external_id=f"a{number}.{n}")
            add_change(campaign, part, "applied")
        asked.append([ask(browser, path) for path in paths])
    assert asked[1] == asked[0]
