"""A question about several chosen campaigns has an address, which the page, the API, files and reports all understand."""

import pytest
from django.http import QueryDict

from analytics import reports
from analytics.services import reporting
from analytics.tables import TableSpec, open_table, read_spec
from campaigns.models import Campaign
from tenants.errors import Invalid, NotFound
from tenants.types import Actor
from tests.analytics.build import NOW, cells_of, days_before, make_account, make_campaign, read_days

NORA = Actor(kind="user", id=None, label="Nora")
NOBODY = "0199aaaa-0000-7000-8000-000000000001"


@pytest.fixture
def shops(organization, clock):
    account = make_account()
    names = ["Bread", "Cakes", "Classes"]
    made = [make_campaign(account, name) for name in names]
    read_days(account, names)
    return made


def test_an_address_names_each_campaign_once(shops):
    bread, cakes, _ = shops
    spec = TableSpec(campaigns=(bread.uuid, cakes.uuid), sort="-spend")
    assert read_spec(spec.query) == read_spec(f"{spec.query}&campaign={bread.uuid}") == spec
    assert read_spec(dict(QueryDict(spec.query).lists())) == spec
    assert (spec.campaign, spec.but(campaigns=(cakes.uuid,)).campaign) == (None, cakes.uuid)


def test_fifty_are_the_most_and_who_is_not_here_is_not_found(shops):
    with pytest.raises(Invalid) as refused:
        read_spec("&".join(f"campaign={NOBODY[:-2]}{n:02}" for n in range(51)))
    assert refused.value.fields == {"campaign": ["Up to 50 at once."]}
    with pytest.raises(NotFound):
        open_table(read_spec(f"campaign={shops[0].uuid}&campaign={NOBODY}"), now=NOW)


def test_page_api_and_file_show_the_chosen_ones_alone(shops, page_client, api_client):
    bread, cakes, _ = shops
    query = f"by=campaign&currency=EUR&period=7d&campaign={bread.uuid}&campaign={cakes.uuid}"
    items = api_client().get(f"/api/v1/metrics?{query}").json()["items"]
    assert {item["name"] for item in items} == {"Bread", "Cakes"}
    lines = b"".join(api_client().get(f"/api/v1/metrics.csv?{query}").streaming_content).decode().splitlines()
    assert len(lines) == 3
    text = cells_of(page_client().get(f"/explore/?{query}"))
    assert "€140.00" in text
    assert text.count('type="checkbox" name="campaign"') == 2
    assert "<bdi>Bread</bdi>" in text


def test_a_reports_sheets_lead_to_the_same_table(shops, organization):
    about = [each.uuid for each in shops[:2]]
    edition = reporting.create_edition(
        organization=organization, since=days_before(7), until=days_before(1), about=about, actor=NORA, now=NOW
    )
    document = reports.load(reporting.make_edition(edition=edition, now=NOW).document)
    for sheet in document.sheets:
        table = open_table(read_spec(sheet.query), now=NOW)
        assert [str(row.metrics.conversions) for row in table.rows(limit=9)] == [
            line.cells[1].value for line in sheet.rows
        ]


@pytest.mark.parametrize("status", ["completed", "archived"])
def test_a_campaign_that_has_ended_stays_in_its_report(shops, organization, status):
    bread = shops[0]
    Campaign.objects.filter(pk=bread.pk).update(status=status)
    days = {"since": days_before(7), "until": days_before(1)}
    edition = reporting.create_edition(organization=organization, **days, about=[bread.uuid], actor=NORA, now=NOW)
    document = reports.load(reporting.make_edition(edition=edition, now=NOW).document)
    assert document.tiles[0].value == "70"
