"""New words and pictures for an ad that exists."""

from dataclasses import replace

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.contract.media import make_image, make_video
from tests.integrations.meta.conftest import ids, launch
from tests.integrations.meta.plans import FORM, make_plan, with_ad


@pytest.fixture
def ad(shop) -> t.ObjectRef:
    plan = make_plan()
    return ids(plan, launch(shop.adapter, plan), t.ObjectKind.AD)[0]


def change(**words) -> t.CreativeChange:
    return t.CreativeChange(with_ad(make_plan(operation_id="change-1"), **words), "ad-1")


def shown(shop, ref: t.ObjectRef) -> dict:
    story = shop.read(ref.external_id, "creative{object_story_spec}")["creative"]["object_story_spec"]
    return story.get("link_data") or story["video_data"]


def test_an_ad_gets_new_words_and_a_new_picture_and_is_reviewed_again(shop, ad):
    shop.sandbox.advance(hours=2)
    before = shown(shop, ad)
    shop.adapter.update(ad, t.ChangeField.CREATIVE, change(primary_texts=("New words.",), images=(make_image("navy"),)))
    after = shown(shop, ad)
    assert after["message"] == "New words."
    assert after["image_hash"] != before["image_hash"]
    assert shop.adapter.observe_object(ad).review == t.Review.PENDING


def test_the_same_change_twice_makes_one_creative(shop, ad):
    for _ in range(2):
        shop.adapter.update(ad, t.ChangeField.CREATIVE, change(headlines=("Newer",)))
    assert shop.sandbox.count("creative") == 2


@pytest.mark.parametrize("edge", ["/adimages$", "/adcreatives$", "/ID$"])
@pytest.mark.parametrize("fault", ["500", "html502", "reset", "drop_after_commit"])
def test_a_change_that_fails_anywhere_can_be_sent_again(shop, ad, edge, fault):
    shop.sandbox.fault(fault, method="POST", path=edge.replace("ID", ad.external_id))
    wish = change(headlines=("Newer",), images=(make_image("navy"),))
    with pytest.raises((errors.Temporary, errors.OutcomeUnknown)):
        shop.adapter.update(ad, t.ChangeField.CREATIVE, wish)
    shop.adapter.update(ad, t.ChangeField.CREATIVE, wish)
    assert shown(shop, ad)["name"] == "Newer"
    assert (shop.sandbox.count("creative"), shop.sandbox.count("image")) == (2, 2)


def test_a_new_video_is_waited_for_and_the_ad_keeps_what_it_shows(shop, ad):
    wish = change(images=(), videos=(make_video("film"),))
    before = shown(shop, ad)
    with pytest.raises(errors.NotReadyYet):
        shop.adapter.update(ad, t.ChangeField.CREATIVE, wish)
    assert shown(shop, ad) == before
    shop.sandbox.advance(minutes=6)
    shop.adapter.update(ad, t.ChangeField.CREATIVE, wish)
    assert shown(shop, ad)["video_id"]


def test_an_ad_keeps_its_form(shop):
    plan = with_ad(make_plan(purpose=t.Purpose.LEAD_GENERATION, lead_form=FORM), call_to_action="sign_up")
    (ad,) = ids(plan, launch(shop.adapter, plan), t.ObjectKind.AD)
    form = shown(shop, ad)["call_to_action"]["value"]["lead_gen_form_id"]
    for number, kept in enumerate((None, FORM)):
        words = with_ad(replace(plan, operation_id=f"change-{number}", lead_form=kept), headlines=(f"Newer {number}",))
        shop.adapter.update(ad, t.ChangeField.CREATIVE, t.CreativeChange(words, "ad-1"))
        assert shown(shop, ad)["name"] == f"Newer {number}"
        assert shown(shop, ad)["call_to_action"]["value"]["lead_gen_form_id"] == form
    assert shop.sandbox.count("form") == 1
