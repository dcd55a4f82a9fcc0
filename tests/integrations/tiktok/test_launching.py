"""The saga's steps one by one: found by the exact name, performed once, files adopted."""

import json
from dataclasses import replace

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.tiktok import steps
from integrations.platforms.tiktok.launching import Launch
from tests.integrations.tiktok.wire import LINK, Wire, make_image, make_plan, make_video, refusal, rows, with_ad

REGIONS = {
    "region_info": [
        {"location_id": "2963597", "region_code": "IE", "name": "Ireland", "level": "COUNTRY", "parent_id": "0"}
    ]
}
V = "v" * 64
MADE = {
    f"video:{V}": t.StepResult("v9"), f"cover:{V}": t.StepResult("i9"), "button:shop_now": t.StepResult("c9"),
    "campaign": t.StepResult("1"), "ad_group:group-1": t.StepResult("11"),
}  # fmt: skip


def launch(plan: t.CampaignPlan, **answers) -> tuple[Launch, Wire]:
    wire = Wire({"tool/region/": REGIONS, **answers})
    return Launch(wire.api(), LINK, plan), wire


def step_of(plan: t.CampaignPlan, key: str) -> t.Step:
    return next(step for step in steps.plan_steps(plan) if step.key == key)


@pytest.mark.parametrize(
    ("purpose", "key", "path", "field", "narrowed"),
    [
        (t.Purpose.TRAFFIC, "campaign", "campaign/get/", "campaign", None),
        (t.Purpose.TRAFFIC, "ad_group:group-1", "adgroup/get/", "adgroup", {"campaign_ids": ["1"]}),
        (t.Purpose.TRAFFIC, "ad:ad-1", "ad/get/", "ad", {"adgroup_ids": ["11"]}),
        (t.Purpose.SALES, "campaign", "smart_plus/campaign/get/", "campaign", None),
        (t.Purpose.SALES, "ad:ad-1", "smart_plus/ad/get/", "smart_plus_ad", {"adgroup_ids": ["11"]}),
    ],
)
def test_an_object_is_found_by_its_exact_name_and_not_by_a_likeness(purpose, key, path, field, narrowed):
    plan = make_plan(purpose)
    step = step_of(plan, key)
    name, called = steps.name_of(plan, step), field.removeprefix("smart_plus_")
    alike = {f"{field}_id": "3", f"{called}_name": name + "x"}
    found, wire = launch(plan, **{path: rows(alike, {f"{field}_id": "4", f"{called}_name": name})})
    assert found.find(step, MADE).external_id == "4"
    assert json.loads(wire.queries(path)[0]["filtering"]) == (narrowed or {"campaign_name": name})
    missed, _ = launch(plan, **{path: rows(alike)})
    assert missed.find(step, MADE) is None


def test_what_hangs_on_something_that_was_never_made_is_not_searched_for():
    plan = make_plan()
    found, wire = launch(plan)
    assert found.find(step_of(plan, "ad:ad-1"), {}) is None
    assert wire.asked == []


def test_a_repeated_step_sends_the_same_request_id():
    plan = make_plan()
    made, wire = launch(plan, **{"campaign/create/": {"campaign_id": "1"}})
    step = step_of(plan, "campaign")
    for _ in range(2):
        assert made.perform(step, {}).external_id == "1"
    first, second = wire.bodies("campaign/create/")
    assert first["request_id"] == second["request_id"] == steps.request_id_of(plan, step)


def test_an_ad_group_is_aimed_by_tiktoks_own_places():
    plan = make_plan(t.Purpose.SALES)
    made, wire = launch(plan, **{"smart_plus/adgroup/create/": {"adgroup_id": "11"}})
    assert made.perform(step_of(plan, "ad_group:group-1"), MADE).external_id == "11"
    (body,) = wire.bodies("smart_plus/adgroup/create/")
    assert (body["campaign_id"], body["pixel_id"], body["targeting_spec"]["location_ids"]) == ("1", "81", ["2963597"])
    (asked,) = wire.queries("tool/region/")
    assert (asked["objective_type"], asked["level_range"]) == ("WEB_CONVERSIONS", "TO_COUNTRY")


def test_a_manual_ad_and_a_smart_one_are_made_from_the_steps_before():
    plan = make_plan()
    made, wire = launch(plan, **{"ad/create/": {"ad_ids": ["111"]}})
    assert made.perform(step_of(plan, "ad:ad-1"), MADE).external_id == "111"
    (body,) = wire.bodies("ad/create/")
    assert (body["adgroup_id"], body["creatives"][0]["video_id"], body["creatives"][0]["image_ids"]) == (
        "11",
        "v9",
        ["i9"],
    )
    plan = make_plan(t.Purpose.SALES)
    made, wire = launch(plan, **{"smart_plus/ad/create/": {"smart_plus_ad_id": "112"}})
    assert made.perform(step_of(plan, "ad:ad-1"), MADE).external_id == "112"
    (body,) = wire.bodies("smart_plus/ad/create/")
    assert (body["operation_status"], body["ad_configuration"]["call_to_action_id"]) == ("DISABLE", "c9")


def test_a_carousel_gets_the_music_that_tiktok_recommends():
    images = (make_image("a" * 64), make_image("b" * 64))
    plan = with_ad(make_plan(), videos=(), images=images)
    done = MADE | {f"image:{image.sha256}": t.StepResult(f"i{number}") for number, image in enumerate(images)}
    shown = rows({"image_id": "i0", "image_url": "http://t/0"}, {"image_id": "i1", "image_url": "http://t/1"})
    answers = {
        "file/image/ad/info/": shown,
        "file/music/get/": {"musics": [{"music_id": "m1"}]},
        "ad/create/": {"ad_ids": ["5"]},
    }
    made, wire = launch(plan, **answers)
    made.perform(step_of(plan, "ad:ad-1"), done)
    assert json.loads(wire.queries("file/music/get/")[0]["filtering"]) == {"image_urls": ["http://t/0", "http://t/1"]}
    (creative,) = wire.bodies("ad/create/")[0]["creatives"]
    assert (creative["image_ids"], creative["music_id"]) == (["i0", "i1"], "m1")
    made, _ = launch(plan, **answers | {"file/music/get/": {"musics": []}})
    with pytest.raises(errors.InvalidRequest):
        made.perform(step_of(plan, "ad:ad-1"), done)


def test_a_video_is_uploaded_with_its_signature_once():
    plan = make_plan()
    step = step_of(plan, f"video:{V}")
    name = steps.file_name_of(make_video())
    found, _ = launch(
        plan,
        **{
            "file/video/ad/search/": rows(
                {"video_id": "v1", "file_name": name + "x"}, {"video_id": "v9", "file_name": name}
            )
        },
    )
    assert found.find(step, {}).external_id == "v9"
    made, wire = launch(plan, **{"file/video/ad/upload/": [[{"video_id": "v9"}]]})
    assert made.perform(step, {}).external_id == "v9"
    sent = wire.asked[0].content.decode()
    assert "mpeg" in sent
    assert 'name="video_signature"' in sent


def test_a_name_that_is_taken_is_the_copy_that_is_there_or_still_in_the_making():
    plan, taken = make_plan(), refusal(40911, "File name already exists")
    name = steps.file_name_of(make_video())
    there = rows({"video_id": "v9", "file_name": name})
    made, _ = launch(plan, **{"file/video/ad/upload/": taken, "file/video/ad/search/": there})
    assert made.perform(step_of(plan, f"video:{V}"), {}).external_id == "v9"
    made, _ = launch(plan, **{"file/video/ad/upload/": taken, "file/video/ad/search/": rows()})
    with pytest.raises(errors.NotReadyYet):
        made.perform(step_of(plan, f"video:{V}"), {})


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (rows(), errors.NotReadyYet),
        (rows({"video_id": "v9", "video_cover_url": ""}), errors.NotReadyYet),
        (refusal(40901, "The video is being transcoded"), errors.NotReadyYet),
        (rows({"video_id": "v9", "video_cover_url": "http://t/c", "displayable": False}), errors.InvalidRequest),
    ],
)
def test_a_video_is_waited_for(answer, kind):
    plan = make_plan()
    made, _ = launch(plan, **{"file/video/ad/info/": answer})
    with pytest.raises(kind):
        made.perform(step_of(plan, f"ready:{V}"), MADE)


def test_the_cover_is_the_chosen_picture_of_the_videos_ratio_or_the_videos_own():
    own = {"file/video/ad/info/": rows({"video_id": "v9", "video_cover_url": "http://t/cover", "displayable": True})}
    plan = make_plan()
    made, wire = launch(plan, **own, **{"file/image/ad/upload/": {"image_id": "i9"}})
    assert made.perform(step_of(plan, f"cover:{V}"), MADE).external_id == "i9"
    (body,) = wire.bodies("file/image/ad/upload/")
    assert (body["upload_type"], body["image_url"]) == ("UPLOAD_BY_URL", "http://t/cover")
    square = make_image()
    plan = with_ad(make_plan(), videos=(make_video(cover=square),))
    made, wire = launch(plan, **own, **{"file/image/ad/upload/": {"image_id": "i9"}})
    made.perform(step_of(plan, f"cover:{V}"), MADE)
    assert wire.bodies("file/image/ad/upload/")[0]["upload_type"] == "UPLOAD_BY_URL"
    plan = with_ad(make_plan(), videos=(make_video(cover=replace(square, height=1920)),))
    made, wire = launch(plan, **{"file/image/ad/upload/": {"image_id": "i8"}})
    assert made.perform(step_of(plan, f"cover:{V}"), MADE).external_id == "i8"
    assert b"image_signature" in wire.asked[0].content


def test_an_app_is_found_in_the_accounts_list_or_refused_beforehand():
    app = t.PromotedApp(t.AppStore.GOOGLE_PLAY, "ie.marlow.cakes")
    plan = make_plan(t.Purpose.APP_INSTALLS, app=app)
    listed = {"apps": [{"app_id": "6001", "package_name": "ie.marlow.cakes"}]}
    made, wire = launch(plan, **{"app/list/": listed, "smart_plus/adgroup/create/": {"adgroup_id": "11"}})
    made.perform(step_of(plan, "ad_group:group-1"), MADE)
    assert wire.bodies("smart_plus/adgroup/create/")[0]["app_id"] == "6001"
    made, _ = launch(plan, **{"app/list/": {"apps": []}})
    with pytest.raises(errors.InvalidRequest) as caught:
        made.making.try_out()
    assert list(caught.value.fields) == ["app"]


def test_a_country_that_tiktok_lacks_is_refused_beforehand():
    plan = make_plan()
    made, _ = launch(plan, **{"tool/region/": {"region_info": []}})
    with pytest.raises(errors.InvalidRequest) as caught:
        made.making.try_out()
    assert caught.value.fields == {"countries": "TikTok shows no ads of this kind in IE. Leave it out."}
