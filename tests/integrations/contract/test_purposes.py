"""Eight purposes on three platforms: each launches, or is refused before anything is made, with what to do."""

from dataclasses import replace
from decimal import Decimal

import pytest

from integrations import types as t
from tests.integrations.contract import plans
from tests.integrations.contract.platforms import PLATFORMS

PLAY = t.PromotedApp(
    t.AppStore.GOOGLE_PLAY, "com.marlow.cakes", "https://play.google.com/store/apps/details?id=com.marlow.cakes"
)
SHOP = t.Radius(Decimal("53.3498"), Decimal("-6.2603"), 15, "Dublin")
FORM = t.LeadForm(
    "Order a cake",
    "We call you back within a day.",
    ("full_name", "email"),
    "https://marlow.example/privacy",
    "Thanks.",
)


def full_plan(world, purpose: t.Purpose) -> t.CampaignPlan:
    """Return a plan with all that a purpose can ask for."""
    channel = CHANNELS.get(purpose) if world.platform == t.Platform.GOOGLE else None
    plan = plans.for_one_ad(world.platform, purpose=purpose, channel=channel)
    if purpose == t.Purpose.APP_INSTALLS:
        plan = replace(plan, app=find_app(world))
    if purpose == t.Purpose.LEAD_GENERATION:
        plan = plans.change_ad(replace(plan, lead_form=find_form(world)), call_to_action="sign_up")
    if purpose == t.Purpose.RETARGETING:
        audience = world.adapter.search_targeting(t.TargetingKind.AUDIENCE, "")[0].key
        plan = plans.change_targeting(plan, audiences=(audience,))
    if purpose == t.Purpose.STORE_VISITS and world.platform == t.Platform.GOOGLE:
        plan = plans.change_targeting(plan, countries=(), radii=(SHOP,))
    if plan.channel not in (None, t.Channel.SEARCH):
        plan = plans.change_targeting(plan, keywords=())
    return plan


def find_app(world) -> t.PromotedApp:
    """Return an app that the account may advertise."""
    listed = [one for one in world.adapter.list_presence() if one.kind == "app"]
    return replace(PLAY, external_id=listed[0].external_id) if listed else PLAY


def find_form(world) -> t.LeadForm | None:
    """Return a form: TikTok's are made in its own manager, the others' are made with the campaign."""
    listed = [one for one in world.adapter.list_presence() if one.kind == "lead_form"]
    if world.platform == t.Platform.TIKTOK:
        return replace(FORM, external_id=listed[0].external_id) if listed else None
    return FORM if world.platform == t.Platform.META else None


CHANNELS = {
    t.Purpose.SALES: t.Channel.PERFORMANCE_MAX,
    t.Purpose.BRAND_AWARENESS: t.Channel.DISPLAY,
    t.Purpose.APP_INSTALLS: t.Channel.APP,
    t.Purpose.RETARGETING: t.Channel.DEMAND_GEN,
}


@pytest.mark.parametrize("purpose", list(t.Purpose), ids=str)
def test_a_purpose_with_all_it_needs_launches_switched_off(world, purpose):
    plan = full_plan(world, purpose)
    assert world.adapter.validate(plan) == []
    assert list(world.adapter.list_campaigns()) == []
    world.launch(plan)
    (campaign,) = world.adapter.list_campaigns()
    assert campaign.observed.run_status == t.RunStatus.PAUSED
    assert [len(group.ads) for group in campaign.ad_groups] == [1]


@pytest.mark.parametrize("purpose", list(t.Purpose), ids=str)
def test_a_purpose_without_its_own_choice_of_place_launches_or_says_what_to_do(world, purpose):
    """The plain plan, as somebody fills it in who knows nothing of channels, apps and forms."""
    plan = plans.for_one_ad(world.platform, purpose=purpose, channel=None)
    problems = world.adapter.validate(plan)
    if problems:
        assert all(problem.text.endswith(".") and len(problem.text) > 20 for problem in problems)
        assert list(world.adapter.list_campaigns()) == []
    else:
        world.launch(plan)
        assert len(list(world.adapter.list_campaigns())) == 1


@pytest.mark.parametrize("channel", list(t.Channel), ids=str)
@pytest.mark.parametrize("platform", [p for p in PLATFORMS if p == t.Platform.GOOGLE], ids=str)
def test_every_channel_of_google_launches(world, channel):
    purpose = t.Purpose.APP_INSTALLS if channel == t.Channel.APP else t.Purpose.SALES
    plan = replace(full_plan(world, purpose), channel=channel)
    if channel not in (t.Channel.SEARCH,):
        plan = plans.change_targeting(plan, keywords=())
    else:
        plan = plans.change_targeting(plan, keywords=plans.KEYWORDS)
    assert world.adapter.validate(plan) == []
    world.launch(plan)
    assert len(list(world.adapter.list_campaigns())) == 1
