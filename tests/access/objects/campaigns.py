"""Drafts and their parts, what waits in the ledger, labels and closures."""

from datetime import timedelta
from uuid import UUID

import campaigns.selectors
import campaigns.services
from campaigns.models import Change, PlatformCampaign
from campaigns.types import ClosureKind, Draft
from tenants.models import Organization
from tenants.types import Actor
from tests import factories
from tests.access.objects.creatives import asset
from tests.access.objects.integrations import ad_account
from tests.access.objects.registry import BODIES, value

value("field")(lambda organization: "interests")


def draft_body(organization: Organization) -> dict:
    """Return what a complete draft campaign holds."""
    return {
        "name": "Walked",
        "purpose": "sales",
        "ad_account": str(ad_account(organization)),
        "daily_budget_minor": 2500,
        "countries": ("IE",),
        "link": "https://acme.example/cakes",
        "primary_text": "Order a cake by 10 December.",
        "headline": "Cakes",
        "call_to_action": "shop_now",
        "asset": str(asset(organization)),
    }


def make_draft(organization: Organization):
    """Make a draft campaign."""
    body = draft_body(organization)
    draft = Draft(**body | {"ad_account": UUID(body["ad_account"]), "asset": UUID(body["asset"])})
    return campaigns.services.create_draft(draft=draft, actor=Actor.system(), now=factories.START)


@value("campaign_id")
def campaign(organization: Organization):
    """Make a draft campaign."""
    return make_draft(organization).uuid


@value("step")
def step(organization: Organization):
    """Return a step of the builder, which every organisation has."""
    return "goal"


@value("ad_id")
def ad(organization: Organization):
    """Return the ad of a draft."""
    draft = campaigns.selectors.get_campaign(make_draft(organization).uuid)
    return draft.platform_campaigns.get().ad_groups.get().ads.get().uuid


@value("ad_group_id")
def ad_group(organization: Organization):
    """Return the ad group of a draft."""
    draft = campaigns.selectors.get_campaign(make_draft(organization).uuid)
    return draft.platform_campaigns.get().ad_groups.get().uuid


@value("part_id")
def part(organization: Organization):
    """Return the part of a draft."""
    return campaigns.selectors.get_campaign(make_draft(organization).uuid).platform_campaigns.get().uuid


@value("change_set_id")
def change_set(organization: Organization):
    """Ask for a launch, which waits in the ledger."""
    draft = campaigns.selectors.get_campaign(make_draft(organization).uuid)
    return campaigns.services.launch_campaign(campaign=draft, actor=Actor.system(), now=factories.START).uuid


@value("label_id")
def label(organization: Organization):
    """Make a label."""
    found = campaigns.selectors.list_labels().first()
    made = found or campaigns.services.create_label(name="Walked", actor=Actor.system(), now=factories.START)
    return made.uuid


def bulk_body(organization: Organization) -> dict:
    """Return what tags one campaign."""
    return {"action": "add_tag", "tag": "walked", "campaigns": [str(make_draft(organization).uuid)]}


@value("change_id")
def change(organization: Organization):
    """Return one change of that launch."""
    return Change.objects.filter(change_set__uuid=change_set(organization)).first().uuid


@value("closure_id")
def closure(organization: Organization):
    """Plan some closed days."""
    days = {"from_date": factories.START.date() + timedelta(days=30), "to_date": None}
    kind = ClosureKind.CLOSED
    common = {"actor": Actor.system(), "now": factories.START}
    return campaigns.services.create_closure(campaign=None, kind=kind, **days, **common).uuid


BODIES["PATCH /limits"] = lambda organization: {
    "version": 1,
    "account_ceilings": [{"account": str(ad_account(organization)), "daily_ceiling_minor": 10000}],
}
BODIES["POST /closures"] = {"from_date": "2026-12-24", "to_date": "2026-12-26"}
BODIES["PUT /closures/{closure_id}"] = {"from_date": "2026-12-24"}
BODIES["POST /campaigns"] = draft_body
BODIES["POST /campaigns/bulk/preview"] = bulk_body
BODIES["POST /campaigns/bulk"] = bulk_body
BODIES["POST /labels"] = {"name": "Spring"}
BODIES["PATCH /labels/{label_id}"] = {"name": "Summer"}
BODIES["PUT /campaigns/{campaign_id}"] = draft_body
BODIES["POST /campaigns/{campaign_id}/budget"] = {"daily_budget_minor": 3000}
BODIES["POST /campaigns/{campaign_id}/bid"] = {"bid": {"strategy": "maximize_clicks"}}
BODIES["POST /ads/{ad_id}/creative"] = {"creative": {"link": "https://acme.example/cakes"}}
BODIES["POST /ads/{ad_id}/switch"] = {"on": False}
BODIES["POST /ad-groups/{ad_group_id}/switch"] = {"on": False}
BODIES["POST /ad-groups/{ad_group_id}/targeting"] = {"targeting": {"countries": ["DE"]}}
BODIES["POST /ad-groups/{ad_group_id}/ads"] = {"ads": [{"creative": {"link": "https://acme.example/cakes"}}]}
BODIES["POST /platform-campaigns/{part_id}/ad-groups"] = {
    "targeting": {"countries": ["DE"]}, "ads": [{"creative": {"link": "https://acme.example/cakes"}}],
}  # fmt: skip
BODIES["POST /campaigns/{campaign_id}/schedule"] = {"end_date": "2026-12-24"}


def drifting_body(organization: Organization) -> dict:
    """Return a campaign that somebody paused on its platform."""
    campaign = make_draft(organization)
    observed = {"external_id": campaign.uuid.hex, "observed_status": "paused", "observed_at": factories.START}
    parts = PlatformCampaign.objects.filter(campaign=campaign)
    parts.update(status="active", launched_at=factories.START, **observed)
    return {"keep": True, "campaigns": [str(campaign.uuid)]}


BODIES["POST /drift/settle"] = drifting_body
