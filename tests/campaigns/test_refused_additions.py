"""What was to be added to a campaign that runs was refused: it waits with the reason, and is tried again or put out of sight."""

import pytest

from campaigns import services
from campaigns.models import Ad, AdGroup, Change
from tenants.errors import Conflict
from tests.campaigns.adding import APPLY, add, add_group
from tests.campaigns.test_refused_ads import words
from tests.factories import START

pytestmark = pytest.mark.django_db


def test_a_refused_addition_waits_with_the_reason(sandbox, group, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/ads$", code=100, message="Too loud.")
    change_set = add(group, actor, 2, 3)
    run_jobs(names=APPLY)
    assert sorted(change_set.changes.values_list("state", flat=True)) == ["applied", "failed"]
    assert sorted(Ad.objects.values_list("status", flat=True)) == ["active", "active", "rejected"]
    assert sandbox.count("ad") == 2


@pytest.fixture
def refused(sandbox, group, actor, run_jobs):
    """The set of an ad that was to be added, and that Meta refused once."""
    sandbox.fault("error", method="POST", path="/ads$", code=100, message="Too loud.")
    change_set = add(group, actor, 2)
    run_jobs(names=APPLY)
    assert (change_set.changes.get().state, Ad.objects.get(name="Cake 2").status) == ("failed", "rejected")
    return change_set


def test_a_refused_addition_is_tried_again_as_it_is(sandbox, refused, page_client, run_jobs):
    page_client().post(f"/change-sets/{refused.uuid}/retry/")
    run_jobs(names=APPLY)
    ad = Ad.objects.get(name="Cake 2")
    assert (ad.status, ad.observed_status, ad.reason, sandbox.count("ad")) == ("active", "active", "", 2)
    assert refused.retried_by.get().changes.get().state == "applied"


def test_refused_again_it_can_be_tried_again(sandbox, refused, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/ads$", code=100, message="Still too loud.")
    again = services.retry_change_set(change_set=refused, actor=actor, now=START)
    run_jobs(names=APPLY)
    ad = Ad.objects.get(name="Cake 2")
    assert (ad.status, "Still too loud" in ad.reason) == ("rejected", True)
    services.retry_change_set(change_set=again, actor=actor, now=START)
    run_jobs(names=APPLY)
    ad.refresh_from_db()
    assert (ad.status, sandbox.count("ad")) == ("active", 2)


def test_a_refused_addition_is_tried_again_with_what_the_ad_says_by_now(sandbox, refused, actor, run_jobs):
    ad = Ad.objects.get(name="Cake 2")
    sandbox.fault("error", method="POST", path="/ads$", code=100, message="Still too loud.")
    services.change_creative(ad_id=ad.uuid, creative=words(actor, 5), actor=actor, now=START)
    run_jobs(names=APPLY)
    services.retry_change_set(change_set=refused, actor=actor, now=START)
    run_jobs(names=APPLY)
    ad.refresh_from_db()
    assert (ad.status, ad.headline, sandbox.count("ad")) == ("active", "Cake 5", 2)
    assert Change.objects.filter(kind="creative").get().state == "applied"


def test_what_was_made_meanwhile_is_not_tried_again(sandbox, refused, actor, run_jobs):
    ad = Ad.objects.get(name="Cake 2")
    services.change_creative(ad_id=ad.uuid, creative=words(actor, 5), actor=actor, now=START)
    run_jobs(names=APPLY)
    with pytest.raises(Conflict, match="made since"):
        services.retry_change_set(change_set=refused, actor=actor, now=START)
    assert sandbox.count("ad") == 2


def test_an_ad_group_of_which_every_ad_was_refused_is_tried_again_with_all(sandbox, part, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/ads$", times=2, code=100, message="Too loud.")
    change_set = add_group(part, actor)
    run_jobs(names=APPLY)
    assert (change_set.changes.get().state, sandbox.count("ad")) == ("failed", 1)
    services.retry_change_set(change_set=change_set, actor=actor, now=START)
    run_jobs(names=APPLY)
    made = AdGroup.objects.get(name="Germany")
    assert (made.status, set(made.ads.values_list("status", "observed_status"))) == ("active", {("active", "active")})
    assert [sandbox.count(kind) for kind in ("campaign", "ad")] == [1, 3]


def test_one_of_its_ads_says_something_else_and_the_ad_group_runs_with_it(sandbox, part, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/ads$", times=2, code=100, message="Too loud.")
    add_group(part, actor)
    run_jobs(names=APPLY)
    made = AdGroup.objects.get(name="Germany")
    services.change_creative(ad_id=made.ads.first().uuid, creative=words(actor, 5), actor=actor, now=START)
    run_jobs(names=APPLY)
    made.refresh_from_db()
    assert (made.status, made.observed_status) == ("active", "active")
    assert sorted(made.ads.values_list("status", flat=True)) == ["active", "rejected"]


def test_an_addition_that_nobody_wants_any_more_is_put_out_of_sight(sandbox, group, actor, run_jobs):
    sandbox.fault("error", method="POST", path="/ads$", code=200, message="You may not do this.")
    change_set = add(group, actor, 2)
    run_jobs(names=APPLY)
    assert change_set.changes.get().state == "failed"
    services.drop_change_set(change_set=change_set, actor=actor, now=START)
    ad = Ad.objects.get(name="Cake 2")
    assert (ad.external_id, ad.gone_at) == ("", START)
    add(group, actor, 3)
    services.drop_change_set(change_set=Change.objects.first().change_set, actor=actor, now=START)
    assert Ad.objects.filter(gone_at=None).count() == 1
