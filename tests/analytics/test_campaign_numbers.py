"""The panel of a campaign: eight figures, one of them over the days, and the changes on it."""

import json
import re
from datetime import timedelta

import pytest

from campaigns.models import Change, ChangeSet
from tests.analytics.build import NOW, days_before, make_account, make_campaign, read_days, text_of
from tests.analytics.rates import set_rates


@pytest.fixture
def campaign(organization, clock):
    account = make_account()
    campaign = make_campaign(account)
    make_campaign(account, "Bread")
    read_days(account, ["Christmas cakes", "Bread"])
    return campaign


def spec_of(response) -> dict:
    found = re.search(r'<script type="application/json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return json.loads(found[1])


def raise_budget(campaign, when):
    part = campaign.platform_campaigns.get()
    actor = {"actor_kind": "user", "actor_label": "Nora"}
    change_set = ChangeSet.objects.create(campaign=campaign, label="Budget", created_at=when, **actor)
    Change.objects.create(
        change_set=change_set,
        campaign=campaign,
        platform_campaign=part,
        platform="meta",
        currency="EUR",
        target_kind="platform_campaign",
        target_id=part.uuid,
        field="daily_budget_minor",
        kind="budget",
        before=3_000,
        after=4_000,
        label="Christmas cakes, Meta",
        reason="it sells",
        state="applied",
        created_at=when,
        applied_at=when,
        **actor,
    )


def test_it_holds_only_this_campaigns_eight_figures(campaign, page_client):
    text = text_of(page_client("member").get(f"/campaigns/{campaign.uuid}/numbers/"))
    labels = re.findall(r'kpi__label">([^<]+)<', text)
    assert labels == [
        "Spent",
        "Orders",
        "Cost per order",
        "Order value per €1 spent",
        "Views",
        "Clicks",
        "Click rate",
        "Cost per click",
    ]
    values = re.findall(r'kpi__value">([^<]+)<', text)
    assert values == ["€70.00", "14", "€5.00", "€5.00", "7,000", "140", "2.0%", "€0.50"]


def test_a_campaign_with_figures_of_today_only_shows_today(organization, clock, page_client):
    campaign = make_campaign(make_account("New"), "New")
    read_days(campaign.platform_campaigns.get().account, ["New"], days=[0])
    client, address = page_client(), f"/campaigns/{campaign.uuid}/numbers/"
    assert '<dd class="kpi__value">€10.00</dd>' in text_of(client.get(address))
    assert '<dd class="kpi__value">€10.00</dd>' not in text_of(client.get(f"{address}?period=7d"))


def test_for_htmx_it_is_a_part_and_otherwise_a_page(campaign, page_client):
    client, address = page_client(), f"/campaigns/{campaign.uuid}/numbers/"
    assert client.get(address, headers={"HX-Request": "true"}).content.lstrip().startswith(b"<section")
    assert client.get(address).content.startswith(b"<!doctype html>")


@pytest.mark.parametrize(
    ("metric", "title"), [("spend", "Spent a day"), ("cpa", "Cost per order, day by day"), ("?", "Orders a day")]
)
def test_the_chart_shows_the_chosen_figure(campaign, page_client, metric, title):
    response = page_client().get(f"/campaigns/{campaign.uuid}/numbers/", {"metric": metric})
    assert f"<figcaption><b>{title}</b>" in text_of(response)
    assert len(spec_of(response)["data"]["values"]) == 14


def test_small_counts_are_columns_and_money_is_a_line(campaign, page_client):
    client, address = page_client(), f"/campaigns/{campaign.uuid}/numbers/"

    def marks(metric):
        return {layer["mark"]["type"] for layer in spec_of(client.get(address, {"metric": metric}))["layer"]}

    assert "bar" in marks("conversions")
    assert "line" not in marks("conversions")
    assert {"line", "point"} <= marks("spend")


def test_only_what_matures_is_hatched(campaign, page_client):
    client, address = page_client(), f"/campaigns/{campaign.uuid}/numbers/"

    def names(metric):
        return [layer.get("name") for layer in spec_of(client.get(address, {"metric": metric}))["layer"]]

    assert "maturing" in names("conversions")
    assert "maturing" not in names("clicks")


def test_applied_changes_are_numbered_on_their_day(campaign, page_client):
    raise_budget(campaign, NOW - timedelta(days=3))
    raise_budget(campaign, NOW - timedelta(days=60))
    response = page_client().get(f"/campaigns/{campaign.uuid}/numbers/")
    markers = [layer["data"]["values"] for layer in spec_of(response)["layer"] if layer["mark"]["type"] == "rule"]
    assert markers == [[{"day": "2026-11-17", "number": "1"}]]
    assert "it sells" in text_of(response)
    assert "1 change is marked." in spec_of(response)["description"]


def test_the_table_says_what_the_chart_draws(campaign, page_client):
    text = text_of(page_client().get(f"/campaigns/{campaign.uuid}/numbers/"))
    assert '<th scope="col" class="n">Expected</th>' in text
    assert re.search(
        r'<th scope="row">19 Nov 2026</th><td class="n">2</td><td class="n">2</td><td class="n">2 to \d</td>'
        r'<td class="n">still maturing</td>',
        text,
    )
    assert re.search(
        r'<th scope="row">6 Nov 2026</th><td class="n">2</td><td class="n">2</td><td class="n">–</td><td class="n"></td>',
        text,
    )


def test_another_organisations_campaign_is_not_there(campaign, other_organization):
    from tests import factories

    stranger = factories.make_page_client(other_organization, factories.make_member(other_organization).user)
    assert stranger.get(f"/campaigns/{campaign.uuid}/numbers/").status_code == 404


def test_the_list_and_the_page_say_what_is_still_to_come_of_each_row(organization, clock, page_client):
    account = make_account("Shop", currency="USD")
    campaign = make_campaign(account)
    part = campaign.platform_campaigns.get()
    part.launched_at = NOW - timedelta(days=30)
    part.save()
    read_days(account, ["Christmas cakes"])
    set_rates({"USD": {days_before(20): "2.0"}})
    client = page_client()
    text = client.get("/campaigns/").content.decode()
    said = re.findall(r'id="([^"]+)" popover>[^<]* so far, [^<]* expected when all is reported', text)
    assert said == [f"of-{campaign.uuid}-{key}" for key in ("conversions", "cpa", "roas")] + [
        f"all-{key}" for key in ("conversions", "cpa", "roas")
    ]
    assert "€35.00" in text  # seventy dollars at two for one
    assert "US$ is converted into €" in text
    page = client.get(f"/campaigns/{campaign.uuid}/").content.decode()
    assert re.search(rf'id="of-{part.uuid}-cpa" popover>US\$5.00 so far, ', page)  # beside its budget in dollars


def test_in_the_list_money_that_cannot_be_converted_stands_below_and_not_in_the_sum(organization, clock, page_client):
    set_rates({})
    for name, currency in (("Bakery", "EUR"), ("Shop", "USD")):
        account = make_account(name, currency=currency)
        make_campaign(account, name)
        read_days(account, [name])
    text = text_of(page_client().get("/campaigns/"))
    assert "€70.00<br>US$70.00" in text
    assert "US$: no rate is known, so it stands apart." in text
