"""A platform refuses one ad of several: the others run, the one waits with the platform's reason, and is fixed and made."""

from dataclasses import replace

import pytest

import integrations.services
from campaigns import selectors, services
from campaigns.models import Ad, Change, LaunchStep
from campaigns.types import Creative, Draft, DraftAd, DraftGroup, DraftPart, load
from integrations import errors
from integrations.types import Problem
from tenants.errors import Conflict
from tests.campaigns import build, purposes
from tests.factories import START

pytestmark = pytest.mark.django_db
APPLY = ["campaigns.apply_change_set"]
LOUD = {"code": 100, "message": "The text is too loud."}


def words(actor, number: int, image=None) -> Creative:
    image = image or build.make_asset(actor)
    return Creative(
        "https://marlow.example/cakes", (f"Order cake number {number}.",), (f"Cake {number}",), images=(image.uuid,)
    )


@pytest.fixture
def three(once, account, actor):
    """A draft with three ads in one ad group on Meta."""

    def make():
        image = build.make_asset(actor)
        ads = tuple(DraftAd(name=f"Cake {n}", creative=words(actor, n, image)) for n in (1, 2, 3))
        part = DraftPart(account.uuid, 2500, ad_groups=(DraftGroup(name="Ireland", ads=ads),))
        return build.make_draft(account, actor, ad_account=None, daily_budget_minor=None, parts=(part,))

    return once("draft with three ads on meta", make)


@pytest.fixture
def refused(three, sandbox, actor, run_jobs):
    """It was launched; the second ad was refused."""
    sandbox.fault("error", method="POST", path="/ads$", skip=1, **LOUD)
    return build.launch(three, actor, run_jobs)


def test_two_run_and_the_third_says_why_it_does_not(sandbox, refused):
    assert refused.status == "active"
    assert sandbox.count("ad") == 2
    first, second, third = Ad.objects.order_by("pk")
    assert (first.status, second.status, third.status) == ("active", "rejected", "active")
    assert (second.external_id, second.delivery, "too loud" in second.reason) == ("", "rejected", True)
    change = Change.objects.get(kind="launch")
    assert change.state == "applied"
    assert "too loud" in change.evidence["refused"][str(second.uuid)]
    (item,) = selectors.list_attention(now=START)
    assert item.title == "1 ad was rejected: Christmas cakes"
    assert not selectors.list_drift(selectors.get_campaign(refused.uuid))


def test_it_is_made_once_it_says_something_else(sandbox, refused, actor, run_jobs):
    ad = Ad.objects.get(status="rejected")
    fixed = replace(load(Creative, ad.creative), headlines=("Stollen",))
    change_set = services.change_creative(ad_id=ad.uuid, creative=fixed, actor=actor, now=START)
    run_jobs(names=APPLY)
    ad.refresh_from_db()
    assert set(change_set.changes.values_list("kind", "state")) == {("creative", "applied"), ("launch", "applied")}
    assert (ad.status, ad.observed_status, bool(ad.external_id), sandbox.count("ad")) == ("active", "active", True, 3)
    assert sandbox.control("GET", "objects", kind="ad", contains="Cake 2")["objects"][0]["status"] == "ACTIVE"
    assert not selectors.list_drift(selectors.get_campaign(refused.uuid))


def test_it_is_tried_again_as_it_is_where_the_refusal_was_a_mistake(sandbox, refused, actor, run_jobs):
    ad = Ad.objects.get(status="rejected")
    change_set = services.change_creative(ad_id=ad.uuid, creative=load(Creative, ad.creative), actor=actor, now=START)
    run_jobs(names=APPLY)
    ad.refresh_from_db()
    assert list(change_set.changes.values_list("kind", "state")) == [("launch", "applied")]
    assert (ad.status, ad.observed_status, sandbox.count("ad")) == ("active", "active", 3)


def test_refused_again_it_waits_again_and_can_be_fixed_again(sandbox, refused, actor, run_jobs):
    ad = Ad.objects.get(status="rejected")
    sandbox.fault("error", method="POST", path="/ads$", code=100, message="Still too loud.")
    words_ = [replace(load(Creative, ad.creative), headlines=(word,)) for word in ("Stollen", "Stollen by post")]
    services.change_creative(ad_id=ad.uuid, creative=words_[0], actor=actor, now=START)
    run_jobs(names=APPLY)
    ad.refresh_from_db()
    assert (ad.status, "Still too loud" in ad.reason, sandbox.count("ad")) == ("rejected", True, 2)
    assert Change.objects.filter(kind="launch").first().state == "failed"
    services.change_creative(ad_id=ad.uuid, creative=words_[1], actor=actor, now=START)
    run_jobs(names=APPLY)
    ad.refresh_from_db()
    assert (ad.status, load(Creative, ad.creative), sandbox.count("ad")) == ("active", words_[1], 3)


def test_what_was_refused_beforehand_is_left_out_and_nothing_of_it_is_made(
    sandbox, three, actor, run_jobs, monkeypatch
):
    ads = list(Ad.objects.order_by("pk"))
    said = [Problem("headlines", "Nobody writes so loud.", str(ads[0].uuid))]
    answers = iter([said, []])
    monkeypatch.setattr(integrations.services, "validate_plan", lambda **_: next(answers))
    build.launch(three, actor, run_jobs)
    ads[0].refresh_from_db()
    assert (ads[0].status, ads[0].reason, sandbox.count("ad")) == ("rejected", "Nobody writes so loud.", 2)
    assert not LaunchStep.objects.filter(target_key=str(ads[0].uuid)).exists()


def test_when_every_ad_is_refused_the_launch_stops_and_all_are_tried_again(sandbox, three, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/ads$", times=3, **LOUD)
    stopped = build.launch(three, actor, run_jobs)
    assert (stopped.status, Change.objects.get(kind="launch").state) == ("draft", "failed")
    assert set(Ad.objects.values_list("status", flat=True)) == {"active"}
    assert build.launch(stopped, actor, run_jobs).status == "active"
    assert [sandbox.count(kind) for kind in ("campaign", "adset", "ad")] == [1, 1, 3]


def test_a_call_that_names_the_ads_is_repeated_without_them(sandbox, three, actor, run_jobs, monkeypatch):
    """As Google's one atomic call does."""
    third = Ad.objects.order_by("pk")[2]
    real, refusals = integrations.services.perform_step, []

    def naming(**given):
        if given["step"].key == "campaign" and not refusals:
            refusals.append(given)
            raise errors.InvalidRequest("Refused.", ad_keys={str(third.uuid): "Too many exclamation marks."})
        return real(**given)

    monkeypatch.setattr(integrations.services, "perform_step", naming)
    build.launch(three, actor, run_jobs)
    third.refresh_from_db()
    assert (third.status, third.reason) == ("rejected", "Too many exclamation marks.")
    assert [sandbox.count(kind) for kind in ("campaign", "ad")] == [1, 2]
    assert len(refusals[0]["plan"].ad_groups[0].ads) == 3


def test_an_ad_rejected_in_review_runs_again_once_it_says_something_else(
    sandbox, account, organization, running, actor, run_jobs
):
    ad = Ad.objects.get()
    sandbox.control("POST", f"ads/{ad.external_id}/review", verdict="reject", policy="loud", text="Too loud.")
    build.sync_now(account, organization, run_jobs)
    ad.refresh_from_db()
    assert ad.status == "rejected"
    with pytest.raises(Conflict, match="rejected"):
        services.switch_ad(ad_id=ad.uuid, on=True, actor=actor, now=START)
    fixed = replace(load(Creative, ad.creative), headlines=("Stollen",))
    services.change_creative(ad_id=ad.uuid, creative=fixed, actor=actor, now=START)
    run_jobs(names=APPLY)
    ad.refresh_from_db()
    assert (ad.status, ad.delivery, ad.reason) == ("active", "in_review", "")
    assert not selectors.list_drift(selectors.get_campaign(running.uuid))


def test_it_may_be_let_go_of_by_page_and_by_api(refused, page_client, api_client):
    ad = Ad.objects.get(status="rejected")
    assert api_client().post(f"/api/v1/ads/{ad.uuid}/discard").status_code == 204
    assert page_client().post(f"/ads/{ad.uuid}/discard/").status_code == 302
    ad.refresh_from_db()
    assert (ad.gone_at, selectors.list_attention(now=START)) == (START, [])
    running = Ad.objects.filter(status="active").first()
    assert api_client().post(f"/api/v1/ads/{running.uuid}/discard").status_code == 409


LOUD_WORDS = {
    "google": {"descriptions": ("Click here now.", "Baked by hand in Dublin.")},
    "tiktok": {"primary_texts": ("x" * 101,)},
}


@pytest.mark.parametrize("platform", ["google", "tiktok"])
def test_elsewhere_too_one_is_left_out_and_made_later(sandbox, accounts, actor, run_jobs, monkeypatch, platform):
    account, said = accounts[platform], purposes.creative(platform, actor)
    monkeypatch.setattr("campaigns.services.checks.parts.check_creative", lambda *_, **__: None)
    ads = tuple(DraftAd(name=f"Cake {n}", creative=said) for n in (1, 2))
    bad = DraftAd(name="Cake 3", creative=replace(said, **LOUD_WORDS[platform]))
    aim = purposes.targeting("traffic")
    group = DraftGroup(name="Ireland", targeting=aim, ads=(*ads, bad))
    part = DraftPart(account.uuid, purposes.BUDGET[platform], ad_groups=(group,))
    wanted = Draft("Christmas cakes", "traffic", parts=(part,))
    campaign = services.create_draft(draft=wanted, actor=actor, now=START)
    services.launch_campaign(campaign=selectors.get_campaign(campaign.uuid), actor=actor, now=START)
    for _ in range(3):
        build.run_patiently(run_jobs, rounds=1)
        sandbox.advance(minutes=2)
    refused = Ad.objects.get(name="Cake 3")
    assert (selectors.get_campaign(campaign.uuid).status, refused.status) == ("active", "rejected")
    assert refused.reason
    assert Ad.objects.exclude(external_id="").count() == 2
    services.change_creative(ad_id=refused.uuid, creative=said, actor=actor, now=START)
    for _ in range(3):
        build.run_patiently(run_jobs, rounds=1)
        sandbox.advance(minutes=2)
    refused.refresh_from_db()
    assert (refused.status, refused.observed_status, bool(refused.external_id)) == ("active", "active", True)
