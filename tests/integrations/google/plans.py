"""One plan for each channel that Google takes as it is."""

import io
from dataclasses import replace
from decimal import Decimal

from integrations import types as t
from tests.integrations.contract.media import SQUARE, WIDE, make_image

C, P = t.Channel, t.Purpose
PRESENCE = {"conversion_action": "77", "business_name": "Marlow Bakehouse", "manager_id": "9"}
LINK = t.AccountLink("1234567890", "EUR", "Europe/Dublin", "token", PRESENCE)
KEYWORDS = (t.Keyword("christmas cake"), t.Keyword("cake dublin", t.MatchType.EXACT))
VIDEO = t.VideoFile("v" * 64, "oven.mp4", 4, lambda: io.BytesIO(b"film"), 1920, 1080, 20.0)
FORM = t.LeadForm(
    "Order a cake", "We call you back.", ("full_name", "email", "How many guests?"), "https://marlow.example/privacy"
)
APP = t.PromotedApp(t.AppStore.GOOGLE_PLAY, "com.example.marlow")
AD = t.AdPlan(
    key="ad-1",
    name="Cake",
    link="https://marlow.example/cakes",
    primary_texts=("Order a Christmas cake by 10 December.",),
    headlines=("Christmas cakes", "Baked in Dublin", "Order by 10 December"),
    long_headlines=("Christmas cakes, baked by hand in Dublin since 1962",),
    descriptions=("Order a Christmas cake now.", "Baked by hand in Dublin, fetched or brought."),
    call_to_action="shop_now",
    images=(make_image("orange", SQUARE), make_image("orange", WIDE)),
    logos=(make_image("white", (512, 512)),),
)
IRELAND = t.Targeting(("IE",), languages=("en",))
WANTS = {
    (P.LEAD_GENERATION, C.SEARCH): {"lead_form": FORM},
    (P.APP_INSTALLS, C.APP): {"app": APP},
}
CIRCLE = t.Radius(Decimal("53.3498"), Decimal("-6.2603"), 15, "Dublin")


def make_plan(purpose: t.Purpose, channel: t.Channel | None = None, **changes) -> t.CampaignPlan:
    """Return one ad group with one ad; people and extras as purpose and channel need them."""
    targeting = IRELAND
    if channel in (C.SEARCH, None) and purpose != P.APP_INSTALLS:
        targeting = replace(targeting, keywords=KEYWORDS)
    if purpose == P.STORE_VISITS:
        targeting = replace(targeting, countries=(), radii=(CIRCLE,))
    if purpose == P.RETARGETING:
        targeting = replace(targeting, audiences=("555",))
    plan = t.CampaignPlan(
        operation_id="0190b0de-op-1",
        name="Christmas cakes",
        purpose=purpose,
        currency="EUR",
        daily_budget_minor=2500,
        ad_groups=(t.AdGroupPlan("group-1", "Ireland", targeting, (AD,)),),
        channel=channel,
    )
    plan = replace(plan, **WANTS.get((purpose, channel), {}))
    return replace(plan, **changes)


def with_ad(plan: t.CampaignPlan, **changes) -> t.CampaignPlan:
    """Return the plan with its one ad changed."""
    group = plan.ad_groups[0]
    return replace(plan, ad_groups=(replace(group, ads=(replace(group.ads[0], **changes),)),))


def with_people(plan: t.CampaignPlan, **changes) -> t.CampaignPlan:
    """Return the plan with its one targeting changed."""
    group = plan.ad_groups[0]
    return replace(plan, ad_groups=(replace(group, targeting=replace(group.targeting, **changes)),))
