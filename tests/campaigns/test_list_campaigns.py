"""The list: found, filtered, sorted, opened in place, taken along."""

import csv
import io
from datetime import timedelta

import pytest

from analytics import services as analytics
from analytics.types import InternalIds
from campaigns import selectors
from campaigns.models import Ad, Campaign, Change, ChangeSet, Label
from tenants.models import SavedView
from tests.analytics.build import NOW, days_before, row
from tests.campaigns.guarded import add_group, make_account, make_running, part_of
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery(organization, clock):
    """An ad account on Meta, in euro."""
    return make_account()


def run(account, name="Christmas cakes", **fields) -> Campaign:
    """Make a campaign that has been running for a month."""
    return make_running(account, name, **{"launched_at": START - timedelta(days=30)} | fields)


def add_ad(campaign: Campaign, name="Ad", headlines=(), **fields) -> Ad:
    """Add an ad group with an ad."""
    group = add_group(campaign)
    creative = {"link": "https://marlow.example/", "headlines": list(headlines)}
    return Ad.objects.create(ad_group=group, name=name, creative=creative, **fields)


def spend(campaign: Campaign, *, euro: int, conversions: int = 2, days=1, ad: Ad | None = None) -> None:
    """Let a campaign spend so much a day, yesterday and before."""
    part, ad = part_of(campaign), ad or add_ad(campaign)
    ids = InternalIds(campaign.pk, part.pk, ad.ad_group_id, ad.pk)
    external = f"ad-{campaign.pk}"
    rows = [
        row(days_before(n + 1), external, campaign=part.external_id, spend_micros=euro * 1_000_000, conversions=conversions)
        for n in range(days)
    ]  # fmt: skip
    analytics.store_rows(account=part.account, rows=rows, known={external: ids}, read_at=NOW)


def names(page) -> list[str]:
    """Return the campaigns that a page of the list shows, in order."""
    return [row.name for row in page.context["rows"] if row.kind == "campaign"]


def found(**asked) -> set[str]:
    return {campaign.name for campaign in selectors.list_campaigns(**asked)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("stollen", {"Winter"}),
        ("STOLLEN BY", {"Winter"}),
        ("tall picture", {"Winter"}),
        ("women", {"Winter", "Summer"}),
        ("50% off", {"Summer"}),
        ("%", {"Summer"}),
        ("_", set()),
        ('"', {"Winter"}),
        ('say "yes"', {"Winter"}),
        ("[", set()),
        (", ", set()),
        ("by post two", set()),  # two headlines are not one
        ("back\\slash", {"Summer"}),
        ("\\", {"Summer"}),
        ("ÄPFEL", {"Summer"}),
        ("' OR 1=1 --", set()),
        ("bare", {"Bare"}),
    ],
)
def test_the_search_looks_into_names_and_headlines(bakery, words, expected):
    run(bakery, "Bare")
    winter, summer = run(bakery, "Winter"), run(bakery, "Summer")
    add_ad(winter, "Tall picture", ["Stollen by post", "Two of them", 'Say "yes"'])
    add_ad(summer, "äpfel", ["50% off", "back\\slash"])
    assert found(search=words) == expected


def test_filters_hold_together_and_unknown_words_find_nothing(bakery):
    shop = make_account("Shop", platform="google")
    cakes, bread = run(bakery, "Cakes"), run(shop, "Bread")
    label = Label.objects.create(name="Season")
    Campaign.objects.filter(pk=cakes.pk).update(label=label, tags=["winter"])
    assert found(platform="google") == {"Bread"}
    assert found(account=str(bakery.uuid)) == {"Cakes"}
    assert found(label=str(label.uuid)) == found(tag="winter") == {"Cakes"}
    assert found(purpose="sales", tag="winter", platform="google") == set()
    assert found(status="paused") == found(status="'; drop") == found(label="x") == found(needs="x") == set()
    Campaign.objects.filter(pk=bread.pk).update(status="archived")
    assert found() == {"Cakes"}
    assert found(status="all") == {"Cakes", "Bread"}


def test_what_needs_somebody_is_found(bakery):
    calm, waits, failed, moved, refused = (run(bakery, name) for name in ("Calm", "Waits", "Failed", "Moved", "Refused"))  # fmt: skip
    for campaign, state in ((waits, "proposed"), (failed, "failed")):
        part = part_of(campaign)
        made = ChangeSet.objects.create(campaign=campaign, label="x", actor_kind="user", created_at=START)
        Change.objects.create(
            change_set=made, campaign=campaign, platform_campaign=part, platform="meta", currency="EUR", kind="budget",
            target_kind="platform_campaign", target_id=part.uuid, field="daily_budget_minor", label="x", state=state,
            actor_kind="user", created_at=START,
        )  # fmt: skip
    moved.platform_campaigns.update(observed_daily_budget_minor=9900)
    add_ad(refused, delivery="rejected", external_id="a")
    assert found(needs="approval") == {"Waits"}
    assert found(needs="failed") == {"Failed"}
    assert found(needs="drift") == {"Moved"}
    assert found(needs="rejected") == {"Refused"}
    ChangeSet.objects.update(dismissed_at=START)
    assert found(needs="failed") == set()
    assert calm.name in found()


def test_every_number_sorts_both_ways_and_what_has_none_comes_last(bakery, page_client):
    for name, euro, conversions, budget in (("A", 10, 5, 3000), ("B", 30, 1, 1000), ("C", 20, 4, 2000)):
        spend(run(bakery, name, budget=budget), euro=euro, conversions=conversions)
    run(bakery, "Nothing", budget=500)
    client = page_client()
    orders = {"spent": "BCA", "results": "ACB", "cost": "BCA", "budget": "ACB", "name": "ABC", "value": "ACB"}
    for sort, order in orders.items():
        shown = [name for name in names(client.get(f"/campaigns/?sort={sort}")) if name != "Nothing"]
        assert "".join(shown) == order, sort
        shown = [name for name in names(client.get(f"/campaigns/?sort=-{sort}")) if name != "Nothing"]
        assert "".join(shown) == order[::-1], sort
    assert names(client.get("/campaigns/?sort=-spent"))[-1] == "Nothing"


def test_the_total_is_that_of_all_that_were_found(bakery, page_client):
    for name in ("Cakes", "Bread"):
        spend(run(bakery, name), euro=10)
    page = page_client().get("/campaigns/?search=cakes")
    assert page.context["total"].spend_micros == 10_000_000
    assert page.context["total_budget"] == "€30.00"
    assert "€10.00" in page.content.decode()


def test_money_without_a_rate_is_compared_by_its_amount_and_never_added(bakery, page_client):
    dirham = make_account("Abroad", currency="AED")  # which the bank does not quote
    spend(run(bakery, "Euro"), euro=10)
    spend(run(dirham, "Dirham"), euro=30)
    page = page_client().get("/campaigns/")
    assert names(page) == ["Dirham", "Euro"]
    assert page.context["total"].spend_micros is None
    assert len(page.context["total_budget"].split("\n")) == 2


def test_the_list_opens_down_to_the_ads(bakery, page_client):
    cakes = run(bakery)
    ad = add_ad(cakes, "The cake on the table")
    spend(cakes, euro=10, days=7, ad=ad)
    part, client = part_of(cakes), page_client()
    closed = client.get("/campaigns/").content.decode()
    assert 'role="treegrid"' in closed
    assert f'data-branch="{cakes.uuid}"' in closed
    assert 'aria-level="2"' not in closed
    opened = f"open={cakes.uuid}&open={part.uuid}&open={ad.ad_group.uuid}"
    page = client.get(f"/campaigns/?{opened}")
    assert [(row.kind, row.level, row.under) for row in page.context["rows"]] == [
        ("campaign", 1, ""), ("part", 2, str(cakes.uuid)), ("ad_group", 3, str(part.uuid)), ("ad", 4, str(ad.ad_group.uuid)),
    ]  # fmt: skip
    assert {row.figures.metrics.spend_micros for row in page.context["rows"]} == {70_000_000}
    assert client.get("/campaigns/?open=x&open=%00").status_code == 200


def test_a_page_costs_as_many_queries_whatever_the_number(bakery, page_client, django_assert_max_num_queries):
    client = page_client()
    for number in range(30):
        spend(run(bakery, f"Campaign {number}"), euro=number + 1)
    with django_assert_max_num_queries(23):
        page = client.get("/campaigns/?search=campaign&sort=cost")
    assert len(names(page)) == 25
    opened = "&".join(f"open={campaign.uuid}" for campaign in Campaign.objects.all())
    with django_assert_max_num_queries(28):
        assert client.get(f"/campaigns/?{opened}").content.count(b'aria-level="2"') == 25


@pytest.mark.parametrize("few", [0, 500])
def test_the_estimate_of_all_is_that_of_those_that_were_found(bakery, page_client, monkeypatch, few):
    monkeypatch.setattr("analytics.selectors.finding.FEW", few)  # 0: as among thousands
    for name in ("Cakes", "Bread", "Rolls"):
        spend(run(bakery, name), euro=10, conversions=20, days=7)
    client = page_client()
    every, some, one = (client.get(f"/campaigns/?search={words}") for words in ("", "r", "cakes"))
    assert set(names(some)) == {"Bread", "Rolls"}
    shares = [page.context["maturing"]["conversions"].percent for page in (every, some, one)]
    assert shares[0] == shares[1] == shares[2]


def test_the_csv_holds_what_the_list_found_and_no_formula(bakery, page_client):
    spend(run(bakery, "=1+1"), euro=10, conversions=4)
    run(bakery, "Bread")
    client = page_client()
    text = b"".join(client.get("/campaigns.csv?sort=spent").streaming_content).decode()
    first, second = csv.DictReader(io.StringIO(text))
    assert first["campaign"] == "'=1+1"
    assert (first["spent"], first["conversions"], first["cost_per_conversion"]) == ("10.00", "4.000000", "2.50")
    assert (second["campaign"], second["spent"]) == ("Bread", "")
    found = b"".join(client.get("/campaigns.csv?search=bread").streaming_content).decode()
    assert len(found.splitlines()) == 2


def test_the_api_finds_filters_and_sorts_likewise(bakery, api_client):
    for name, euro in (("A", 10), ("B", 30)):
        spend(run(bakery, name), euro=euro)
    run(bakery, "Other", status="paused")
    Campaign.objects.filter(name="B").update(tags=["winter"])
    client = api_client("member")
    page = client.get("/api/v1/campaigns?sort=spent&limit=2").json()
    assert ([one["name"] for one in page["items"]], page["total"]) == (["B", "A"], 3)
    assert page["items"][0]["tags"] == ["winter"]
    assert client.get("/api/v1/campaigns?tag=winter").json()["total"] == 1
    assert client.get("/api/v1/campaigns?sort=luck").status_code == 422
    assert client.get("/api/v1/campaigns?period=never&sort=spent").status_code == 422


def test_columns_are_chosen_and_stay_in_links_and_views(bakery, page_client):
    run(bakery)
    spend(Campaign.objects.get(), euro=10)
    browser = page_client()
    every = browser.get("/campaigns/").content.decode()
    some = browser.get("/campaigns/?columns=-&show=cost&show=clicks").content.decode()
    assert ("Budget a day</a>" in every, "Budget a day</a>" in some) == (True, False)
    assert "Cost per order</a>" in some
    assert "columns=clicks%2Ccost" in some
    none = browser.get("/campaigns/?columns=-").content.decode()
    assert "Spent</a>" in none
    assert "Cost per order</a>" not in none
    browser.post("/views/create/", {"page": "campaigns", "name": "Costs", "query": "columns=cost"})
    assert SavedView.objects.get().query == {"columns": "cost"}


def test_each_row_has_a_menu_for_who_may(bakery, page_client):
    campaign = run(bakery)
    text = page_client().get("/campaigns/").content.decode()
    for action in ("budget", "add_tag", "label", "archive"):
        assert f"/campaigns/bulk/?action={action}&amp;campaign={campaign.uuid}" in text
    assert f'form="switch-{campaign.uuid}"' in text
    assert f"/campaigns/{campaign.uuid}/duplicate/" in text
