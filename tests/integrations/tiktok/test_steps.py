"""The steps of a launch, and names by which everything is found again."""

from dataclasses import replace

from integrations import types as t
from integrations.platforms.marks import double_width
from integrations.platforms.tiktok import plan_steps, steps
from tests.integrations.tiktok.wire import make_ad, make_image, make_plan, make_video, with_ad

V = "v" * 64


def keys(plan):
    return [step.key for step in plan_steps(plan)]


def test_files_come_first_then_the_campaign_from_above_to_below():
    assert keys(make_plan()) == [
        f"video:{V}", f"ready:{V}", f"cover:{V}", "campaign", "ad_group:group-1", "ad:ad-1",
    ]  # fmt: skip


def test_smart_plus_prepares_each_button_once():
    plan = make_plan(t.Purpose.SALES)
    ads = (make_ad("ad-1"), make_ad("ad-2"), make_ad("ad-3", call_to_action="order"))
    plan = replace(plan, ad_groups=(replace(plan.ad_groups[0], ads=ads),))
    assert [key for key in keys(plan) if key.startswith("button")] == ["button:shop_now", "button:order"]


def test_a_carousel_uploads_its_pictures_and_a_shared_file_goes_up_once():
    images = (make_image("a" * 64), make_image("b" * 64))
    plan = make_plan()
    ads = (make_ad("ad-1", videos=(), images=images), make_ad("ad-2", videos=(), images=images[::-1]))
    plan = replace(plan, ad_groups=(replace(plan.ad_groups[0], ads=ads),))
    assert [key for key in keys(plan) if key.startswith("image")] == [f"image:{'a' * 64}", f"image:{'b' * 64}"]


def test_pictures_beside_a_video_and_videos_beside_cards_stay_at_home():
    assert not [key for key in keys(with_ad(make_plan(), images=(make_image(),))) if key.startswith("image")]
    cards = tuple(t.Card("Cake", "", make_image(str(n) * 64)) for n in (1, 2))
    assert not [key for key in keys(with_ad(make_plan(), cards=cards)) if key.startswith("video")]


def test_steps_say_what_they_make():
    made = [(step.makes, step.target_key) for step in plan_steps(make_plan()) if step.makes]
    kinds = t.ObjectKind
    assert made == [(kinds.CAMPAIGN, ""), (kinds.AD_GROUP, "group-1"), (kinds.AD, "ad-1")]


def test_a_name_fits_without_emoji_and_is_the_same_every_time():
    plan = make_plan(name="Kuchen 🎂 " + "蛋糕" * 200)
    step = next(step for step in plan_steps(plan) if step.key == "campaign")
    name = steps.name_of(plan, step)
    assert double_width(name) <= 512
    assert "🎂" not in name
    assert name.startswith("Kuchen 蛋糕")
    assert name == steps.name_of(replace(plan), step)
    assert name != steps.name_of(replace(plan, operation_id="another"), step)


def test_a_request_id_is_a_64_bit_number_as_text_and_belongs_to_its_step():
    plan = make_plan()
    ids = [steps.request_id_of(plan, step) for step in plan_steps(plan)]
    assert len(set(ids)) == len(ids)
    assert all(0 < int(one) < 2**63 for one in ids)
    assert ids == [steps.request_id_of(plan, step) for step in plan_steps(plan)]


def test_a_files_name_holds_its_bytes_hash_and_fits():
    video = make_video(file_name="Weihnachten 🎄 " + "x" * 200 + ".MP4")
    name = steps.file_name_of(video)
    assert name.endswith(f"-{'v' * 24}.mp4")
    assert len(name) <= 100
    assert "🎄" not in name
