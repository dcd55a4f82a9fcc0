"""A plan for one ad, and its parts changed."""

from dataclasses import replace

from integrations import types as t
from tests.integrations.contract.media import make_image

LINK = "https://marlow.example/cakes"
FORM = t.LeadForm(
    "Taste our cakes",
    "Tell us where to send one.",
    ("full_name", "email", "Which cake?"),
    "https://marlow.example/privacy",
)


def make_plan(**changes) -> t.CampaignPlan:
    """One ad group with one ad for grown-ups in Ireland, 25 euros a day."""
    ad = t.AdPlan(
        key="ad-1",
        name="Cake",
        link=LINK,
        primary_texts=("Order a Christmas cake by 10 December.",),
        headlines=("Christmas cakes",),
        descriptions=("Baked in Dublin",),
        call_to_action="shop_now",
        images=(make_image("orange"),),
    )
    plan = t.CampaignPlan(
        operation_id="0190b0de-op-1",
        name="Christmas cakes",
        purpose=t.Purpose.SALES,
        currency="EUR",
        daily_budget_minor=2500,
        ad_groups=(t.AdGroupPlan("group-1", "Ireland", t.Targeting(("IE",)), (ad,)),),
    )
    return replace(plan, **changes)


def with_group(plan: t.CampaignPlan, **changes) -> t.CampaignPlan:
    return replace(plan, ad_groups=(replace(plan.ad_groups[0], **changes),))


def with_targeting(plan: t.CampaignPlan, **changes) -> t.CampaignPlan:
    return with_group(plan, targeting=replace(plan.ad_groups[0].targeting, **changes))


def with_ad(plan: t.CampaignPlan, **changes) -> t.CampaignPlan:
    return with_group(plan, ads=(replace(plan.ad_groups[0].ads[0], **changes),))
