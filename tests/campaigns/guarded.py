"""Campaigns that run, made as rows: as a launch and the reading after it leave them. What writes goes through the services."""

import itertools

from campaigns import selectors
from campaigns.models import AdGroup, Campaign, PlatformCampaign
from tests.analytics.build import make_account
from tests.factories import START

ids = itertools.count(1)
__all__ = ["add_group", "make_account", "make_running", "part_of"]


def make_running(account, name="Christmas cakes", *, budget: int | None = 3000, **fields) -> Campaign:
    """Make a campaign that runs on an account for `budget` a day (minor units); `fields` are its part's."""
    actor = {"actor_kind": "user", "actor_label": "Nora"}
    ends = fields.get("end_date")
    made = Campaign.objects.create(
        name=name, purpose="sales", status="active", end_date=ends, created_at=START, updated_at=START, **actor
    )
    number = next(ids)
    values = {
        "campaign": made, "account": account, "platform": account.platform, "name": name, "status": "active",
        "currency": account.currency, "daily_budget_minor": budget, "observed_daily_budget_minor": budget,
        "operation_id": f"op-{number}", "external_id": f"c-{number}", "observed_status": "active",
        "delivery": "delivering", "launched_at": START, "observed_at": START,
    }  # fmt: skip
    PlatformCampaign.objects.create(**values | fields)
    return selectors.get_campaign(made.uuid)


def add_group(campaign: Campaign, *, budget: int | None = None, **fields) -> AdGroup:
    """Add an ad group that runs."""
    values = {"daily_budget_minor": budget, "observed_daily_budget_minor": budget, "observed_status": "active"}
    return AdGroup.objects.create(
        platform_campaign=campaign.platform_campaigns.all()[0], name="Women", external_id=f"g-{next(ids)}",
        **values | fields,
    )  # fmt: skip


def part_of(campaign: Campaign) -> PlatformCampaign:
    """Return a campaign's only part, read anew."""
    return PlatformCampaign.objects.select_related("campaign", "account__connection").get(campaign=campaign)
