"""Amounts that a platform cannot say are refused beside their field, before anything is asked of the platform."""

from decimal import Decimal

import pytest

from campaigns import selectors, services
from campaigns.models import Change, PlatformCampaign
from campaigns.types.bulk import Bulk, BulkAction, Chosen
from integrations import currencies
from integrations.models import AdAccount
from integrations.types import Bid, BidStrategy, Platform
from tenants.errors import Invalid
from tests.factories import START

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def in_forints(running):
    """The running campaign, on an account that pays in forints: Meta counts them whole, we to the fillér."""
    AdAccount.objects.update(currency="HUF")
    PlatformCampaign.objects.update(currency="HUF", daily_budget_minor=500_000, observed_daily_budget_minor=500_000)
    return selectors.get_campaign(running.uuid)


@pytest.mark.parametrize(
    ("platform", "currency", "step"),
    [("meta", "HUF", 100), ("meta", "TWD", 100), ("meta", "JPY", 1), ("meta", "BHD", 10), ("meta", "EUR", 1),
     ("tiktok", "HUF", 100), ("tiktok", "COP", 1), ("google", "HUF", 1)],
)  # fmt: skip
def test_an_amount_is_a_multiple_of_what_the_platform_can_say(platform, currency, step):
    assert currencies.step_minor(Platform(platform), currency) == step


def test_a_budget_with_a_rest_is_refused_beside_its_field(sandbox, in_forints, api_client, page_client):
    here = f"/api/v1/campaigns/{in_forints.uuid}/budget"
    before = len(sandbox.calls(method="POST"))
    answer = api_client().post(here, {"daily_budget_minor": 500_050}, content_type=JSON)
    assert answer.status_code == 422
    assert "Meta takes whole amounts in HUF" in str(answer.json())
    assert "daily_budget_minor" in str(answer.json())
    assert not Change.objects.filter(kind="budget").exists()
    assert len(sandbox.calls(method="POST")) == before
    assert api_client().post(here, {"daily_budget_minor": 510_000}, content_type=JSON).status_code == 202


def test_so_is_a_bid(in_forints, actor):
    bid = Bid(BidStrategy.COST_CAP, 1_050)
    with pytest.raises(Invalid) as refused:
        services.change_bid(campaign=in_forints, bid=bid, actor=actor, now=START)
    assert "whole amounts" in refused.value.fields["bid"][0]


def test_by_percent_a_budget_becomes_an_amount_that_can_be_said(in_forints, actor):
    bulk, chosen = Bulk(BulkAction.BUDGET, percent=Decimal("3.33")), Chosen(ids=(in_forints.uuid,))
    (line,) = services.preview_bulk(bulk=bulk, chosen=chosen, actor=actor, now=START).lines
    assert (line.refusal, line.after) == ("", 516_700)
