"""An ad that TikTok refuses is named, and nothing else is blamed on it."""

from dataclasses import replace

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.tiktok import plan_additions, plan_steps
from integrations.platforms.tiktok.launching import Launch
from integrations.platforms.tiktok.rules import check_plan
from tests.integrations.tiktok.wire import LINK, Wire, make_plan, make_video, refusal, rows

NO = refusal(40002, "ad_text: it is not allowed")
IDS = {"ad_group:group-1": t.StepResult("6"), "campaign": t.StepResult("5")}
FILES = {f"{kind}:{sha * 64}": t.StepResult("1") for kind in ("video", "ready", "cover") for sha in "vw"}


def with_two(**second) -> t.CampaignPlan:
    """Two ads with a film each."""
    plan = make_plan()
    group = plan.ad_groups[0]
    other = replace(group.ads[0], key="ad-2", videos=(make_video("w" * 64),), **second)
    return replace(plan, ad_groups=(replace(group, ads=(group.ads[0], other)),))


def step_of(plan: t.CampaignPlan, key: str) -> t.Step:
    return next(step for step in plan_steps(plan) if step.key == key)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"link": "cakes"}, "link"), ({"primary_texts": ("Cakes #1",)}, "primary_texts")]
)
def test_our_own_rules_name_the_ad(wrong, field):
    (problem,) = check_plan(with_two(**wrong), LINK)
    assert (problem.field, problem.ad_key) == (field, "ad-2")


@pytest.mark.parametrize(
    ("key", "path", "blamed"),
    [
        ("ad:ad-2", "ad/create/", ["ad-2"]),
        (f"video:{'w' * 64}", "file/video/ad/upload/", ["ad-2"]),
        (f"cover:{'w' * 64}", "file/image/ad/upload/", ["ad-2"]),
        ("campaign", "campaign/create/", []),
    ],
)
def test_what_tiktok_refuses_of_a_step_names_the_ads_that_need_it(key, path, blamed):
    plan = with_two()
    film = {"video_id": "1", "video_cover_url": "http://tiktok.test/cover", "displayable": True}
    launch = Launch(Wire({path: NO, "file/video/ad/info/": rows(film)}).api(), LINK, plan)
    with pytest.raises(errors.InvalidRequest) as refused:
        launch.perform(step_of(plan, key), IDS | FILES)
    assert list(refused.value.ad_keys) == blamed
    assert all("it is not allowed" in text for text in refused.value.ad_keys.values())


def test_only_what_is_not_there_is_added():
    steps = plan_additions(with_two(), IDS | {key: one for key, one in FILES.items() if "v" * 64 in key})
    assert [step.key for step in steps] == [f"{kind}:{'w' * 64}" for kind in ("video", "ready", "cover")] + [
        "ad:ad-1",
        "ad:ad-2",
    ]
