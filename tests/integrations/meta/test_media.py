"""Carousels and videos: uploaded once, waited for, shown."""

import io
from dataclasses import replace

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.meta import videos
from tests.integrations.contract.media import make_image, make_video
from tests.integrations.meta.conftest import ids, launch
from tests.integrations.meta.plans import LINK, make_plan, with_ad

FILM = replace(make_video("cakes", (1080, 1080)), cover=make_image("brown"))
CARDS = tuple(
    t.Card(f"Cake {n}", f"{LINK}/{n}", make_image(c), "Baked here") for n, c in enumerate(("red", "green", "red"), 1)
)


def film_plan(film: t.VideoFile = FILM, **changes) -> t.CampaignPlan:
    return with_ad(make_plan(**changes), images=(), videos=(film,))


def story_of(shop, plan, done) -> dict:
    (ad,) = ids(plan, done, t.ObjectKind.AD)
    return shop.read(ad.external_id, "creative{object_story_spec}")["creative"]["object_story_spec"]


def perform_all(shop, plan) -> dict[str, t.StepResult]:
    """Do every step; what is not ready yet is come back to when it said, looked up first."""
    done = {}
    for step in shop.adapter.plan_steps(plan):
        try:
            done[step.key] = shop.adapter.perform_step(plan, step, done)
        except errors.NotReadyYet:
            assert shop.adapter.find_step(plan, step, done) is None
            shop.sandbox.advance(minutes=6)
            done[step.key] = shop.adapter.find_step(plan, step, done) or shop.adapter.perform_step(plan, step, done)
    return done


def test_a_carousel_shows_its_cards_in_order_and_shared_pictures_are_sent_once(shop):
    plan = with_ad(make_plan(), cards=CARDS)
    assert shop.adapter.validate(plan) == []
    shown = story_of(shop, plan, launch(shop.adapter, plan))["link_data"]
    assert [card["name"] for card in shown["child_attachments"]] == ["Cake 1", "Cake 2", "Cake 3"]
    assert [card["link"] for card in shown["child_attachments"]] == [card.link for card in CARDS]
    assert all(
        card["image_hash"] and card["call_to_action"]["type"] == "SHOP_NOW" for card in shown["child_attachments"]
    )
    assert shop.sandbox.count("image") == 2
    (ad,) = next(shop.adapter.list_campaigns()).ad_groups[0].ads
    assert (ad.headline, ad.description, ad.link) == ("Cake 1", "Baked here", LINK)
    assert ad.image_url


@pytest.mark.parametrize("number", [1, 11])
def test_a_carousel_has_two_to_ten_cards(shop, number):
    plan = with_ad(make_plan(), cards=tuple(replace(CARDS[0], headline=str(n)) for n in range(number)))
    assert {problem.field for problem in shop.adapter.validate(plan)} == {"cards"}
    assert shop.made() == []


def test_a_video_is_uploaded_waited_for_and_shown_with_its_cover(shop):
    plan = film_plan()
    assert shop.adapter.validate(plan) == []
    done = perform_all(shop, plan)
    shown = story_of(shop, plan, done)["video_data"]
    assert shown["title"] == "Christmas cakes"
    assert shown["call_to_action"]["value"]["link"] == LINK
    assert shown["image_hash"] == done[f"image:{FILM.cover.sha256}"].external_id
    assert shop.sandbox.count("video") == 1


def test_a_video_without_a_cover_shows_the_still_that_meta_prefers(shop):
    shown = story_of(shop, plan := film_plan(replace(FILM, cover=None)), perform_all(shop, plan))["video_data"]
    assert shown["image_url"].startswith("http")
    assert "image_hash" not in shown


def test_a_large_video_goes_in_the_pieces_that_meta_asks_for(shop, monkeypatch):
    monkeypatch.setattr(videos, "SMALL_BYTES", 100)
    film = make_large()
    media = shop.adapter.upload_video(film)
    assert media.state == t.MediaState.PROCESSING
    pieces = [call for call in shop.sandbox.calls(method="POST") if call["path"].endswith("/advideos")]
    assert len(pieces) == 1 + 3 + 1
    shop.sandbox.advance(minutes=6)
    assert shop.adapter.read_video(media.external_id).state == t.MediaState.READY


def make_large() -> t.VideoFile:
    """Return nine megabytes of film: three pieces."""
    head = make_video("long").open().read()
    content = head + bytes(9 * 1024 * 1024 - len(head))
    return replace(make_video("long"), byte_size=len(content), open=lambda: io.BytesIO(content), sha256="ab" * 32)


def test_the_same_bytes_are_not_sent_twice_whoever_sends_them(shop):
    first = shop.adapter.upload_video(FILM)
    again = shop.adapter.upload_video(replace(FILM, cover=None))
    assert again.external_id == first.external_id
    perform_all(shop, film_plan(operation_id="another"))
    assert shop.sandbox.count("video") == 1
    assert shop.adapter.upload_video(FILM).state == t.MediaState.READY


def test_a_video_that_is_worked_on_says_when_to_come_back(shop):
    plan = film_plan()
    step = next(step for step in shop.adapter.plan_steps(plan) if step.key.startswith("video:"))
    with pytest.raises(errors.NotReadyYet) as wait:
        shop.adapter.perform_step(plan, step, {})
    assert wait.value.retry_after_s == 20


@pytest.mark.parametrize("fault", ["timeout_after", "drop_after_commit", "html502", "reset", "500"])
def test_a_lost_answer_to_an_upload_leaves_one_video(shop, fault, monkeypatch):
    monkeypatch.setattr("integrations.platforms.meta.client.UPLOAD_TIMEOUT_S", (0.5, 0.5))
    shop.sandbox.fault(fault, method="POST", path="/advideos$")
    with pytest.raises((errors.OutcomeUnknown, errors.Temporary)):
        shop.adapter.upload_video(FILM)
    shop.adapter.upload_video(FILM)
    assert shop.sandbox.count("video") == 1


def test_what_is_no_film_is_refused_with_words(shop):
    text = replace(FILM, open=lambda: io.BytesIO(b"this is no film at all"), byte_size=22, sha256="cd" * 32)
    with pytest.raises(errors.InvalidRequest, match="format"):
        shop.adapter.upload_video(text)


def test_a_video_that_meta_cannot_use_fails_its_step_and_is_sent_anew_next_time(shop):
    media = shop.adapter.upload_video(FILM)
    shop.sandbox.control("POST", f"objects/{media.external_id}", _broken=True)
    shop.sandbox.advance(minutes=6)
    read = shop.adapter.read_video(media.external_id)
    assert (read.state, bool(read.reason)) == (t.MediaState.FAILED, True)
    assert shop.adapter.upload_video(FILM).external_id != media.external_id


def test_an_upload_of_a_picture_tells_its_hash_and_the_same_one_again(shop):
    first, again = (shop.adapter.upload_image(make_image("teal")) for _ in range(2))
    assert first == again
    assert first.state == t.MediaState.READY
    assert shop.sandbox.count("image") == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"images": ()}, "images"),
        ({"images": (make_image("grey", (300, 300)),)}, "images"),
        ({"videos": (replace(FILM, byte_size=5 * 10**9),)}, "videos"),
        ({"videos": (replace(FILM, duration_s=0.2),)}, "videos"),
        ({"cards": (replace(CARDS[0], link="cakes"), CARDS[1])}, "cards"),
    ],
)
def test_media_that_meta_would_not_take_are_refused_beforehand(shop, changes, field):
    (problem,) = shop.adapter.validate(with_ad(make_plan(), **changes))
    assert problem.field == field
    assert shop.made() == []
