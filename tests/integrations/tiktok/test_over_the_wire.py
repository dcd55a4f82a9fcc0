"""The whole port against the sandbox's TikTok: connect, launch every purpose, read back, change, count."""

from dataclasses import replace
from datetime import UTC, timedelta
from decimal import Decimal

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.tiktok import steps
from tests.factories import START
from tests.integrations.tiktok.conftest import filmed, make_film, make_picture
from tests.integrations.tiktok.wire import aimed, make_plan, with_ad
from tests.plugins.habits import sample

P, K, D, F = t.Purpose, t.ObjectKind, t.Delivery, t.ChangeField


def launch(world, plan, done=None) -> dict[str, t.StepResult]:
    """Do every step; while a video is worked on, let time pass."""
    done = {} if done is None else done
    for step in world.adapter.plan_steps(plan):
        try:
            done[step.key] = world.adapter.perform_step(plan, step, done)
        except errors.NotReadyYet as wait:
            world.sandbox.advance(minutes=wait.retry_after_s)
            done[step.key] = world.adapter.perform_step(plan, step, done)
    return done


def refs(plan, done) -> list[t.ObjectRef]:
    return [t.ObjectRef(step.makes, done[step.key].external_id) for step in steps.plan_steps(plan) if step.makes]


def with_account_things(world, plan):
    """Fill in what only the account knows: its audience, form and app."""
    audience = world.adapter.search_targeting(t.TargetingKind.AUDIENCE, "")[0].key
    forms = {one.kind: one.external_id for one in world.adapter.list_presence()}
    if plan.purpose == P.RETARGETING:
        return aimed(plan, audiences=(audience,))
    if plan.purpose == P.APP_INSTALLS:
        return replace(plan, app=t.PromotedApp(t.AppStore.GOOGLE_PLAY, "com.example.marlowbakehouse"))
    if plan.lead_form:
        return replace(plan, lead_form=replace(plan.lead_form, external_id=forms["lead_form"]))
    return plan


FORM = t.LeadForm("Cakes", "Order", ("email",), "https://marlow.example/privacy")
BY_HAND, SMART = make_plan(P.TRAFFIC), make_plan(P.SALES)
VARIANTS = {
    "a form": make_plan(P.LEAD_GENERATION, lead_form=FORM),
    "for value": make_plan(P.SALES, bid=t.Bid(t.BidStrategy.MAXIMIZE_VALUE)),
    "a return": make_plan(P.SALES, bid=t.Bid(t.BidStrategy.TARGET_ROAS, roas=Decimal("2.5"))),
    "a cost": make_plan(P.SALES, bid=t.Bid(t.BidStrategy.COST_CAP, 900)),
    "a click": make_plan(P.TRAFFIC, bid=t.Bid(t.BidStrategy.BID_CAP, 45)),
    "for the run": make_plan(
        P.SALES, daily_budget_minor=None, lifetime_budget_minor=90_000, end_at=START + timedelta(days=10)
    ),
    "narrow": aimed(make_plan(P.SALES), age_min=25, age_max=44, genders=(t.Gender.WOMEN,), languages=("en",)),
}  # fmt: skip


@pytest.mark.parametrize("name", [*(purpose.value for purpose in P), *sample(sorted(VARIANTS), 3)])
def test_every_purpose_is_launched_switched_off(world, name):
    plan = with_account_things(world, filmed(VARIANTS.get(name) or make_plan(P(name))))
    assert world.adapter.validate(plan) == []
    done = launch(world, plan)
    states = [world.adapter.observe_object(ref) for ref in refs(plan, done)]
    assert [state.run_status for state in states] == [t.RunStatus.PAUSED] * 3
    assert [one.ref for one in world.adapter.observe()] == refs(plan, done)
    (tree,) = world.adapter.list_campaigns()
    assert tree.ad_groups[0].countries == ("IE",)
    assert [world.sandbox.count(f"tiktok.{kind}") for kind in ("campaign", "adgroup", "ad")] == [1, 1, 1]


@pytest.mark.parametrize("plan", [BY_HAND, SMART], ids=["manual", "smart"])
def test_every_step_is_found_again_after_a_lost_answer_and_nothing_is_made_twice(world, plan):
    plan = filmed(plan)
    done: dict[str, t.StepResult] = {}
    for step in world.adapter.plan_steps(plan):
        if not step.key.startswith(("ready", "button")):
            assert world.adapter.find_step(plan, step, done) is None
        kind = steps.kind_of(step)
        if kind in (steps.READY, steps.BUTTON):
            world.sandbox.advance(minutes=5)
            done[step.key] = world.adapter.perform_step(plan, step, done)
            continue
        world.sandbox.fault("drop_after_commit", method="POST", path=PATHS[kind])
        with pytest.raises(errors.OutcomeUnknown):
            world.adapter.perform_step(plan, step, done)
        done[step.key] = world.adapter.find_step(plan, step, done)
    assert None not in done.values()
    assert [world.sandbox.count(f"tiktok.{kind}") for kind in ("campaign", "adgroup", "ad", "video", "image")] == [
        1
    ] * 5


PATHS = {
    steps.VIDEO: "/file/video/ad/upload/", steps.COVER: "/file/image/ad/upload/", steps.CAMPAIGN: "campaign/create/",
    steps.AD_GROUP: "adgroup/create/", steps.AD: "ad/create/",
}  # fmt: skip


FAULTS = [
    (kind, way) for kind in ("429", "500", "html502", "reset", "drop_after_commit") for way in ("manual", "smart")
]


@pytest.mark.parametrize(("kind", "way"), sample(FAULTS, 4))
def test_whatever_happens_to_any_write_of_a_launch_there_is_one_of_each_in_the_end(world, kind, way):
    plan, done = filmed(SMART if way == "smart" else BY_HAND), {}
    for step in world.adapter.plan_steps(plan):
        world.sandbox.fault(kind, method="POST")
        while step.key not in done:
            try:
                found = world.adapter.find_step(plan, step, done)
                done[step.key] = found or world.adapter.perform_step(plan, step, done)
            except (errors.Temporary, errors.OutcomeUnknown, errors.RateLimited, errors.NotReadyYet):
                world.sandbox.advance(minutes=1)
    made = {name: world.sandbox.count(f"tiktok.{name}") for name in ("campaign", "adgroup", "ad", "video", "image")}
    assert made == dict.fromkeys(made, 1)


def test_a_carousel_is_launched(world):
    images = (make_picture("orange"), make_picture("brown"))
    plan = with_ad(make_plan(P.SALES), videos=(), images=images)
    done = launch(world, plan)
    assert (
        world.adapter.find_step(plan, world.adapter.plan_steps(plan)[0], {}).external_id
        == done[f"image:{images[0].sha256}"].external_id
    )
    (tree,) = world.adapter.list_campaigns()
    assert tree.ad_groups[0].ads[0].link == "https://marlow.example/cakes"


def test_budgets_of_ad_groups_stay_there(world):
    plan = filmed(make_plan(P.SALES, budget_level=t.BudgetLevel.AD_GROUP, daily_budget_minor=None))
    plan = replace(plan, ad_groups=(replace(plan.ad_groups[0], daily_budget_minor=2_000),))
    campaign, group, _ = refs(plan, launch(world, plan))
    assert world.adapter.observe_object(campaign).daily_budget_minor is None
    world.adapter.update(group, F.DAILY_BUDGET, 2_550)
    assert world.adapter.observe_object(group).daily_budget_minor == 2_550
    (tree,) = world.adapter.list_campaigns()
    assert tree.budget_level == t.BudgetLevel.AD_GROUP


@pytest.mark.parametrize("purpose", [P.TRAFFIC, P.SALES], ids=["manual", "smart"])
def test_everything_about_a_campaign_can_be_changed(world, purpose):
    plan = filmed(make_plan(purpose, bid=t.Bid(t.BidStrategy.COST_CAP, 400)))
    campaign, group, ad = every = refs(plan, launch(world, plan))
    for ref in every:
        for status in (t.RunStatus.ACTIVE, t.RunStatus.ACTIVE, t.RunStatus.PAUSED):
            world.adapter.update(ref, F.STATUS, status)
            assert world.adapter.observe_object(ref).run_status == status
    world.adapter.update(campaign, F.DAILY_BUDGET, 6_150)
    assert world.adapter.observe_object(campaign).daily_budget_minor == 6_150
    world.adapter.update(campaign, F.BID, t.Bid(t.BidStrategy.COST_CAP, 450))
    assert world.adapter.observe_object(group).bid == t.Bid(t.BidStrategy.COST_CAP, 450)
    changed = with_ad(plan, primary_texts=("Order before it is too late.",), link="https://marlow.example/last")
    world.adapter.update(ad, F.CREATIVE, t.CreativeChange(changed, "ad-1"))
    (tree,) = world.adapter.list_campaigns()
    shown = tree.ad_groups[0].ads[0]
    assert (shown.primary_text, shown.link) == ("Order before it is too late.", "https://marlow.example/last")
    for ref in every[::-1]:
        world.adapter.update(ref, F.STATUS, t.RunStatus.ARCHIVED)
        world.adapter.update(ref, F.STATUS, t.RunStatus.ARCHIVED)
        with pytest.raises(errors.ObjectNotFound):
            world.adapter.observe_object(ref)
    assert list(world.adapter.observe()) == []


@pytest.mark.parametrize("plan", [BY_HAND, SMART], ids=["manual", "smart"])
def test_review_passes_from_pending_to_a_refusal_with_reasons(world, plan):
    plan = filmed(plan)
    *_, ad = every = refs(plan, launch(world, plan))
    for ref in every:
        world.adapter.update(ref, F.STATUS, t.RunStatus.ACTIVE)
    pending = next(one for one in world.adapter.observe() if one.ref == ad)
    assert (pending.delivery, pending.review) == (D.IN_REVIEW, t.Review.PENDING)
    refusal = {"verdict": "reject", "policy": "Misleading claims", "text": "Change the text."}
    world.sandbox.control("POST", f"ads/{ad.external_id}/review", **refusal)
    told = {one.ref.kind: one for one in world.adapter.observe()}
    assert (told[K.AD].delivery, told[K.AD].review) == (D.REJECTED, t.Review.REJECTED)
    assert "Misleading claims" in told[K.AD].reason
    assert told[K.CAMPAIGN].delivery == D.REJECTED


def test_an_account_says_what_it_has_and_what_can_be_chosen(world):
    account = world.adapter.read_account()
    assert (account.currency, account.time_zone, account.is_usable, account.needs) == ("EUR", "Europe/Dublin", True, ())
    assert account.presence["identity_type"] == "TT_USER"
    assert "SHOPPING" in account.presence["pixel_events"].split(",")
    assert {one.kind for one in world.adapter.list_presence()} == {"identity", "pixel", "lead_form", "app"}
    assert world.adapter.minimum_daily_budget_minor() == 5_000
    assert world.adapter.list_repairs() == []


def test_targets_are_found_and_an_audience_is_guessed(world):
    found = {kind: world.adapter.search_targeting(kind, words) for kind, words in WORDS.items()}
    assert found[t.TargetingKind.PLACE][0].name == "Dublin"
    assert found[t.TargetingKind.PLACE][0].path[0] == "Ireland"
    assert found[t.TargetingKind.LANGUAGE][0].key == "en"
    assert found[t.TargetingKind.INTEREST][0].path
    assert found[t.TargetingKind.AUDIENCE][0].people
    reach = world.adapter.estimate_reach(t.Targeting(("IE",), age_min=25, age_max=34))
    assert 0 < reach.lowest <= reach.highest
    dublin = t.Place(found[t.TargetingKind.PLACE][0].key, "Dublin")
    assert world.adapter.estimate_reach(t.Targeting(("IE",), places=(dublin,))).highest
    assert world.adapter.validate(aimed(filmed(make_plan()), countries=("KP",)))[0].field == "countries"


WORDS = {
    t.TargetingKind.PLACE: "dublin", t.TargetingKind.LANGUAGE: "english", t.TargetingKind.INTEREST: "baked",
    t.TargetingKind.AUDIENCE: "customers",
}  # fmt: skip


def test_files_are_uploaded_once_and_a_video_is_waited_for(world):
    film, picture = make_film(), make_picture()
    first, again = world.adapter.upload_video(film), world.adapter.upload_video(film)
    assert first.external_id == again.external_id
    assert first.state == t.MediaState.PROCESSING
    world.sandbox.advance(minutes=5)
    assert world.adapter.read_video(first.external_id).state == t.MediaState.READY
    with pytest.raises(errors.ObjectNotFound):
        world.adapter.read_video("v10033g50000999")
    assert world.adapter.upload_image(picture).external_id == world.adapter.upload_image(picture).external_id
    assert world.sandbox.count("tiktok.video") == world.sandbox.count("tiktok.image") == 1


def test_what_only_the_account_can_tell_is_refused_beforehand(world):
    plan = filmed(make_plan(special_categories=(t.SpecialCategory.HOUSING,)))
    assert [one.field for one in world.adapter.validate(aimed(plan, countries=("US",)))] == ["special_categories"]
    assert world.adapter.validate(plan) == []
    for field, wrong in {
        "languages": aimed(plan, languages=("en", "xx")),
        "places": aimed(plan, places=(t.Place("7521314", "Leinster"), t.Place("2964574", "Dublin"))),
        "end_at": replace(plan, end_at=START - timedelta(days=1)),
    }.items():
        assert [one.field for one in world.adapter.validate(wrong)] == [field]
    assert [one.field for one in world.adapter.validate(aimed(plan, places=(t.Place("1", "Atlantis"),)))] == ["places"]
    app = t.PromotedApp(t.AppStore.GOOGLE_PLAY, "com.example.nobody")
    assert [one.field for one in world.adapter.validate(filmed(make_plan(P.APP_INSTALLS, app=app)))] == ["app"]


def test_figures_add_up_on_every_level_by_day_and_by_hour(connect):
    world = connect("new")
    last = START.astimezone(UTC).date() - timedelta(days=1)
    span = (last - timedelta(days=40), last)
    single = [level for level in t.MetricLevel if level != t.MetricLevel.ALL]
    levels = {level: list(world.adapter.fetch_metrics(*span, level=level)) for level in single}
    sums = {level: sum(row.spend_micros for row in found) for level, found in levels.items()}
    assert sums[t.MetricLevel.AD] > 0
    assert len(set(sums.values())) == 1
    ads = levels[t.MetricLevel.AD]
    known = {one.ref.external_id for one in world.adapter.observe()}
    for row in ads:
        assert {row.campaign_external_id, row.ad_group_external_id, row.ad_external_id} <= known
    hours = list(world.adapter.fetch_metrics(last, last, hourly=True))
    assert sum(row.spend_micros for row in hours) == sum(row.spend_micros for row in ads if row.day == last)
    assert all(row.hour is not None for row in hours)


def test_a_dead_token_asks_for_connecting_again(world):
    world.auth.refresh(world.grant, now=START)
    world.sandbox.control("POST", "tokens", person="marlow", how="revoke", platform="tiktok")
    for call in (world.adapter.read_account, lambda: world.auth.refresh(world.grant, now=START)):
        with pytest.raises(errors.AuthExpired):
            call()
    world.auth.revoke(world.grant)


def test_giving_a_token_back_ends_it(world):
    assert world.grant.external_user_id
    assert world.grant.user_label == "Nora Marlow"
    world.auth.revoke(world.grant)
    with pytest.raises(errors.AuthExpired):
        world.adapter.read_account()
