"""Plans that suit each platform: what it must have, and nothing that it does not take."""

from dataclasses import replace

from integrations import types as t
from tests.integrations.contract.media import SQUARE, WIDE, make_image, make_video

LINK = "https://marlow.example/cakes"
HEADLINES = ("Christmas cakes", "Baked in Dublin", "Order by 10 December")
DESCRIPTIONS = ("Order a Christmas cake now.", "Baked by hand in Dublin, fetched or brought to your door.")
TEXT = "Order a Christmas cake by 10 December."
KEYWORDS = (t.Keyword("christmas cake", t.MatchType.PHRASE), t.Keyword("cake dublin", t.MatchType.EXACT))


def make_plan(platform: t.Platform, **changes) -> t.CampaignPlan:
    """Return two ad groups with three ads between them, €25.00 a day."""
    ads = [make_ad(platform, number) for number in (1, 2, 3)]
    plan = t.CampaignPlan(
        operation_id="0190b0de-op-1",
        name="Christmas cakes",
        purpose=t.Purpose.SALES,
        currency="EUR",
        daily_budget_minor=BUDGETS[platform],
        ad_groups=(
            t.AdGroupPlan("group-1", "One", make_targeting(platform, "IE"), tuple(ads[:2])),
            t.AdGroupPlan("group-2", "Two", make_targeting(platform, "GB"), tuple(ads[2:])),
        ),
        channel=t.Channel.SEARCH if platform == t.Platform.GOOGLE else None,
    )
    if platform == t.Platform.GOOGLE:
        plan = replace(plan, ad_groups=tuple(replace(g, targeting=plan.ad_groups[0].targeting) for g in plan.ad_groups))
    return replace(plan, **changes)


def make_targeting(platform: t.Platform, *countries: str) -> t.Targeting:
    """Return people of a country; on Google, who search for cakes; of an age where a platform takes one."""
    if platform == t.Platform.GOOGLE:
        return t.Targeting(countries, languages=("en",), keywords=KEYWORDS)
    return t.Targeting(countries, age_min=25, age_max=54)


def make_ad(platform: t.Platform, number: int = 1, **changes) -> t.AdPlan:
    """Return an ad with texts of every length; pictures on Google and Meta, a film on TikTok. The first two share theirs."""
    colour = "saddlebrown" if number == 3 else "orange"
    film = platform == t.Platform.TIKTOK
    ad = t.AdPlan(
        key=f"ad-{number}",
        name=f"Cake {number}",
        link=LINK,
        primary_texts=(TEXT,),
        headlines=HEADLINES,
        long_headlines=("Christmas cakes, baked by hand in Dublin since 1962",),
        descriptions=DESCRIPTIONS,
        call_to_action="shop_now",
        business_name="Marlow Bakehouse",
        images=() if film else (make_image(colour, SQUARE), make_image(colour, WIDE)),
        logos=() if film else (make_image("white", (512, 512)),),
        videos=(make_video(colour),) if film else (),
    )
    return replace(ad, **changes)


def for_one_ad(platform: t.Platform, **changes) -> t.CampaignPlan:
    """Return the plan with one ad group and one ad."""
    group = make_plan(platform).ad_groups[0]
    return make_plan(platform, ad_groups=(replace(group, ads=group.ads[:1]),), **changes)


def change_group(plan: t.CampaignPlan, **changes) -> t.CampaignPlan:
    """Return the plan with its first ad group changed."""
    return replace(plan, ad_groups=(replace(plan.ad_groups[0], **changes), *plan.ad_groups[1:]))


def change_targeting(plan: t.CampaignPlan, **changes) -> t.CampaignPlan:
    """Return the plan with its first ad group's people changed."""
    return change_group(plan, targeting=replace(plan.ad_groups[0].targeting, **changes))


def change_ad(plan: t.CampaignPlan, **changes) -> t.CampaignPlan:
    """Return the plan with its first ad changed."""
    group = plan.ad_groups[0]
    return change_group(plan, ads=(replace(group.ads[0], **changes), *group.ads[1:]))


BUDGETS = {t.Platform.GOOGLE: 2500, t.Platform.META: 2500, t.Platform.TIKTOK: 6000}
