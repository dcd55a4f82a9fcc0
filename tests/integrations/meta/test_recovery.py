"""Whatever happens to a call of a launch, after recovery there is exactly one of each: forms, videos and cards too.

Recovery is what the ledger does: after any failure that may be tried again, look the step up, and do it only when nothing
is found.
"""

from dataclasses import replace
from itertools import product

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.meta import videos
from tests.integrations.meta.plans import FORM, make_plan, with_ad
from tests.integrations.meta.test_media import CARDS, FILM, make_large
from tests.plugins.habits import sample

FAULTS = ["429", "500", "html502", "reset", "timeout_before", "timeout_after", "drop_after_commit"]
AGAIN = (errors.Temporary, errors.RateLimited, errors.OutcomeUnknown)
EDGES = ["adimages", "advideos", "leadgen_forms", "campaigns", "adsets", "adcreatives", "ads"]
MADE = ["image", "image", "image", "video", "form", "campaign", "adset", "creative", "creative", "ad", "ad"]


@pytest.fixture(autouse=True)
def _impatient(shop, monkeypatch):
    monkeypatch.setattr("integrations.platforms.meta.client.TIMEOUT_S", (0.5, 0.5))
    monkeypatch.setattr("integrations.platforms.meta.client.UPLOAD_TIMEOUT_S", (0.5, 0.5))


def whole_plan(film: t.VideoFile = FILM) -> t.CampaignPlan:
    """A form, a film with a cover, and a carousel of two pictures."""
    plan = with_ad(
        make_plan(purpose=t.Purpose.LEAD_GENERATION, lead_form=FORM), call_to_action="sign_up", videos=(film,)
    )
    (group,) = plan.ad_groups
    cards = replace(group.ads[0], key="ad-2", name="Cards", videos=(), cards=CARDS)
    return replace(plan, ad_groups=(replace(group, ads=(group.ads[0], cards)),))


def recover(shop, plan) -> tuple[dict[str, t.StepResult], list[errors.PlatformError]]:
    done, failures = {}, []
    for step in shop.adapter.plan_steps(plan):
        for _ in range(4):
            try:
                found = shop.adapter.find_step(plan, step, done) if failures else None
                done[step.key] = found or shop.adapter.perform_step(plan, step, done)
                break
            except errors.NotReadyYet:
                shop.sandbox.advance(minutes=6)
            except AGAIN as error:
                failures.append(error)
    return done, failures


@pytest.mark.parametrize(("edge", "fault"), sample(list(product(EDGES, FAULTS)), 16))
def test_a_write_that_fails_makes_one_object_in_the_end(shop, edge, fault):
    plan = whole_plan()
    shop.sandbox.fault(fault, method="POST", path=f"/{edge}$")
    done, failures = recover(shop, plan)
    assert len(failures) == 1
    assert shop.made() == MADE
    assert set(done) == {step.key for step in shop.adapter.plan_steps(plan)}


@pytest.mark.parametrize("fault", ["500", "html502", "reset", "timeout_before"])
@pytest.mark.parametrize("path", ["/thumbnails$", "/advideos$", "/leadgen_forms$", r"^/\d+$", "/campaigns$"])
def test_a_look_that_fails_makes_nothing_twice(shop, path, fault):
    """The first failure comes from a write, so that everything is looked up; then a look fails too."""
    plan = whole_plan(replace(FILM, cover=None))
    shop.sandbox.fault("reset", method="POST", path="/adimages$")
    shop.sandbox.fault(fault, method="GET", path=path)
    recover(shop, plan)
    assert shop.made() == [kind for number, kind in enumerate(MADE) if number]


@pytest.mark.parametrize("skip", range(5))
@pytest.mark.parametrize("fault", ["reset", "drop_after_commit", "500"])
def test_a_piece_of_a_large_video_that_is_lost_leaves_one_video(shop, monkeypatch, skip, fault):
    monkeypatch.setattr(videos, "SMALL_BYTES", 100)
    film = make_large()
    shop.sandbox.control("POST", "faults", kind=fault, method="POST", path="/advideos$", skip=skip)
    with pytest.raises(AGAIN):
        shop.adapter.upload_video(film)
    shop.adapter.upload_video(film)
    assert shop.sandbox.count("video") == 1
