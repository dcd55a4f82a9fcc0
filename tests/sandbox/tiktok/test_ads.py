"""Media, ads, review, switches."""

import pytest

from integrations.sandbox.tiktok.films import read_film
from tests.integrations.contract.media import make_mp4
from tests.sandbox.conftest import picture


@pytest.fixture
def adgroup(tiktok):
    return tiktok.adgroup(tiktok.campaign())


@pytest.fixture
def smart_adgroup(tiktok):
    return tiktok.smart_adgroup(tiktok.smart_campaign())


def test_a_video_is_worked_on_before_an_ad_can_use_it(tiktok, adgroup):
    video, cover = tiktok.video(wait=False), tiktok.image()
    wish = [tiktok.creative_wish(video_id=video, image_ids=[cover])]
    (told,) = tiktok.get("/file/video/ad/info/", video_ids=[video])["list"]
    assert (told["displayable"], told["width"], told["height"], told["duration"]) == (False, 1080, 1920, 10.0)
    assert tiktok.refused("POST", "/ad/create/", adgroup_id=adgroup, creatives=wish)[0] == 40901
    tiktok.sandbox.advance(minutes=1)
    (told,) = tiktok.get("/file/video/ad/info/", video_ids=[video])["list"]
    assert told["displayable"]
    assert tiktok.post("/ad/create/", adgroup_id=adgroup, creatives=wish)["ad_ids"]


def test_how_long_videos_take_can_be_told(tiktok):
    tiktok.sandbox.control("POST", "transcoding", seconds=0)
    video = tiktok.video(wait=False)
    assert tiktok.get("/file/video/ad/info/", video_ids=[video])["list"][0]["displayable"]


def test_a_cover_can_be_taken_from_the_videos_own(tiktok):
    video = tiktok.video()
    (told,) = tiktok.get("/file/video/ad/info/", video_ids=[video])["list"]
    wish = {"upload_type": "UPLOAD_BY_URL", "image_url": told["video_cover_url"], "file_name": "c.jpg"}
    made = tiktok.post("/file/image/ad/upload/", **wish)
    assert (made["width"], made["height"]) == (1080, 1920)
    assert (
        tiktok.refused("POST", "/file/image/ad/upload/", **wish | {"image_url": "https://x.example/a.jpg"})[0] == 40903
    )


def test_every_upload_is_new_but_a_name_is_taken_once(tiktok):
    first, second = tiktok.image("a.png"), tiktok.image("b.png")
    assert first != second
    assert tiktok.upload("image", picture((540, 960)), "a.png")["code"] == 40911
    tiktok.video("v.mp4")
    assert tiktok.upload("video", make_mp4((1080, 1920), 10, b"x"), "v.mp4")["code"] == 40911
    found = tiktok.get("/file/video/ad/search/", filtering={"video_name": "V.MP"})
    assert [row["file_name"] for row in found["list"]] == ["v.mp4"]


def test_what_is_no_video_no_picture_or_not_what_was_signed_is_refused(tiktok):
    assert tiktok.upload("video", b"mpeg?", "a.mp4")["code"] == 40908
    assert tiktok.upload("image", b"nothing", "a.png")["code"] == 40908
    assert tiktok.upload("image", picture((2000, 2000)), "big.png")["code"] == 40002
    form = {"advertiser_id": tiktok.advertiser, "file_name": "c.png", "image_signature": "0" * 32}
    answer = tiktok.send("POST", "/file/image/ad/upload/", data=form, files={"image_file": ("c.png", picture())})
    assert answer.json()["code"] == 40900


@pytest.mark.parametrize(
    ("size", "seconds", "flaw"),
    [
        ((300, 533), 10, "LOW_RESOLUTION"),
        ((1000, 700), 10, "ILLEGAL_VIDEO_SIZE"),
        ((1080, 1920), 90, "ILLEGAL_DURATION"),
    ],
)
def test_a_flawed_video_is_taken_and_makes_no_ad(tiktok, adgroup, size, seconds, flaw):
    made = tiktok.upload("video", make_mp4(size, seconds, b"x"), "flawed.mp4")["data"][0]
    assert made["flaw_types"] == [flaw]
    tiktok.sandbox.advance(minutes=5)
    wish = [tiktok.creative_wish(video_id=made["video_id"], image_ids=[tiktok.image()])]
    assert flaw in tiktok.refused("POST", "/ad/create/", adgroup_id=adgroup, creatives=wish)[1]


def test_a_film_tells_its_size_and_length():
    film = read_film(make_mp4((720, 1280), 7, b"x" * 100))
    assert film is not None
    assert (film.width, film.height, film.seconds) == (720, 1280, 7.0)
    assert read_film(b"not a film at all") is None


@pytest.mark.parametrize(
    ("wish", "named"),
    [
        ({"ad_name": None}, "ad_name"),
        ({"ad_text": "x" * 101}, "ad_text"),
        ({"ad_text": "面" * 51}, "ad_text"),
        ({"ad_text": "Bread 🍞"}, "ad_text"),
        ({"ad_text": "Bread #1"}, "ad_text"),
        ({"ad_text": "Hello {name}"}, "ad_text"),
        ({"call_to_action": "CLICK_HERE"}, "call_to_action"),
        ({"call_to_action": None}, "call_to_action"),
        ({"landing_page_url": "marlow.example.com"}, "landing_page_url"),
        ({"landing_page_url": None}, "landing_page_url"),
        ({"identity_id": "1"}, "identity_id"),
        ({"identity_type": "CUSTOMIZED_USER"}, "CUSTOMIZED_USER"),
        ({"identity_type": None}, "identity_type"),
        ({"image_ids": []}, "image_ids"),
        ({"video_id": None}, "video_id"),
        ({"ad_format": "SINGLE_IMAGE"}, "ad_format"),
        ({"page_id": "1"}, "page_id"),
    ],
)
def test_an_ad_is_refused_with(tiktok, adgroup, wish, named):
    creative = tiktok.creative_wish(video_id=tiktok.video(), image_ids=[tiktok.image()]) | wish
    _, words = tiktok.refused("POST", "/ad/create/", adgroup_id=adgroup, creatives=[creative])
    assert named in words
    assert tiktok.sandbox.count("tiktok.ad") == 0


def test_a_degree_sign_is_no_emoji(tiktok, adgroup):
    assert tiktok.ad(adgroup, ad_text="Baked at 180° by Marlow®")


def test_a_cover_of_another_shape_is_refused(tiktok, adgroup):
    creative = tiktok.creative_wish(video_id=tiktok.video(), image_ids=[tiktok.image(size=(600, 600))])
    assert "aspect ratio" in tiktok.refused("POST", "/ad/create/", adgroup_id=adgroup, creatives=[creative])[1]


def test_ads_are_made_all_or_none(tiktok, adgroup):
    media = {"video_id": tiktok.video(), "image_ids": [tiktok.image()]}
    good, bad = tiktok.creative_wish(**media), tiktok.creative_wish(**media, ad_text="#")
    assert tiktok.refused("POST", "/ad/create/", adgroup_id=adgroup, creatives=[good, bad])[0] == 40002
    assert tiktok.sandbox.count("tiktok.ad") == 0
    made = tiktok.post("/ad/create/", adgroup_id=adgroup, creatives=[good, good])
    assert len(made["ad_ids"]) == 2


def test_a_carousel_needs_pictures_and_music(tiktok, adgroup):
    images = [tiktok.image(size=(600, 600)) for _ in range(2)]
    wish = tiktok.creative_wish(ad_format="CAROUSEL_ADS", image_ids=images)
    assert "music_id" in tiktok.refused("POST", "/ad/create/", adgroup_id=adgroup, creatives=[wish])[1]
    music = tiktok.get("/file/music/get/", music_scene="CAROUSEL_ADS")["musics"][0]["music_id"]
    assert tiktok.post("/ad/create/", adgroup_id=adgroup, creatives=[wish | {"music_id": music}])["ad_ids"]
    one = wish | {"music_id": music, "image_ids": images[:1]}
    assert "2 to 35" in tiktok.refused("POST", "/ad/create/", adgroup_id=adgroup, creatives=[one])[1]


def test_an_ad_is_on_unless_told_otherwise(tiktok, adgroup, smart_adgroup):
    ad = tiktok.ad(adgroup, operation_status=None)
    smart = tiktok.smart_ad(smart_adgroup, operation_status=None)
    assert tiktok.get("/ad/get/", filtering={"ad_ids": [ad]})["list"][0]["operation_status"] == "ENABLE"
    assert (
        tiktok.get("/smart_plus/ad/get/", filtering={"smart_plus_ad_ids": [smart]})["list"][0]["operation_status"]
        == "ENABLE"
    )


@pytest.mark.parametrize(
    ("wish", "named"),
    [
        ({"call_to_action_list": [{"call_to_action": "SHOP_NOW"}], "ad_configuration": {}}, "call_to_action_list"),
        ({"ad_configuration": {}}, "call_to_action_id"),
        ({"ad_configuration": {"call_to_action_id": "1"}}, "call_to_action_id"),
        ({"ad_text_list": []}, "ad_text_list"),
        ({"ad_text_list": [{"ad_text": "x"}] * 6}, "ad_text_list"),
        ({"landing_page_url_list": []}, "landing_page_url_list"),
        ({"landing_page_url_list": [{"landing_page_url": "https://a.example/"}] * 2}, "landing_page_url_list"),
        ({"creative_list": []}, "creative_list"),
        ({"ad_name": None}, "ad_name"),
    ],
)
def test_a_smart_ad_is_refused_with(tiktok, smart_adgroup, wish, named):
    _, words = tiktok.refused("POST", "/smart_plus/ad/create/", **tiktok.smart_ad_wish(smart_adgroup) | wish)
    assert named in words


def test_a_smart_creative_speaks_for_a_linked_account_only(tiktok, smart_adgroup):
    wish = tiktok.smart_ad_wish(smart_adgroup)
    info = wish["creative_list"][0]["creative_info"]
    for more in ({"identity_type": "CUSTOMIZED_USER"}, {"aigc_disclosure_type": "SELF_DISCLOSURE"}):
        wish["creative_list"] = [{"creative_info": info | more}]
        assert next(iter(more)) in tiktok.refused("POST", "/smart_plus/ad/create/", **wish)[1]


def test_an_ad_is_reviewed_then_waits_for_the_switches(tiktok, adgroup):
    ad = tiktok.ad(adgroup)
    assert tiktok.one("/ad/get/")["secondary_status"] == "AD_STATUS_AUDIT"
    tiktok.sandbox.advance(minutes=20)
    assert tiktok.one("/ad/get/")["secondary_status"] == "AD_STATUS_DISABLE"
    tiktok.post("/ad/status/update/", ad_ids=[ad], operation_status="ENABLE")
    assert tiktok.one("/ad/get/")["secondary_status"] == "AD_STATUS_ADGROUP_DISABLE"
    assert tiktok.get("/ad/review_info/", ad_ids=[ad])["ad_review_map"][ad]["is_approved"]


def test_words_that_break_a_policy_are_rejected_with_the_reason(tiktok, adgroup, smart_adgroup):
    ad = tiktok.ad(adgroup, ad_text="A miracle cure for Mondays")
    smart = tiktok.smart_ad(smart_adgroup, ad_text_list=[{"ad_text": "Win the jackpot"}])
    tiktok.sandbox.advance(minutes=20)
    told = tiktok.get("/ad/review_info/", ad_ids=[ad])["ad_review_map"][ad]
    assert (told["is_approved"], "Misleading" in told["reject_info"][0]["reasons"][0]) == (False, True)
    asked = {"smart_plus_ad_ids": [smart], "extra_info_setting": {"include_reject_info": True}}
    (told,) = tiktok.get("/smart_plus/ad/review_info/", **asked)["smart_plus_ad_review_infos"]
    assert "Gambling" in told["reject_info"][0]["reasons"][0]
    assert tiktok.one("/smart_plus/ad/get/")["secondary_status"] == "AD_STATUS_AUDIT_DENY"


def test_a_review_can_be_ordered(tiktok):
    _, _, ad = tiktok.launch()
    tiktok.sandbox.control("POST", f"ads/{ad}/review", verdict="reject", policy="Cakes", text="Too sweet.")
    reasons = tiktok.get("/ad/review_info/", ad_ids=[ad])["ad_review_map"][ad]["reject_info"][0]["reasons"]
    assert reasons == ["Cakes: Too sweet."]


def test_new_words_go_to_review_again(tiktok):
    _, adgroup, ad = tiktok.launch()
    wish = {"ad_id": ad, "ad_text": "Even fresher."}
    assert tiktok.refused("POST", "/ad/update/", adgroup_id=adgroup, creatives=[wish])[0] == 40002
    tiktok.post("/ad/update/", adgroup_id=adgroup, patch_update=True, creatives=[wish])
    told = tiktok.one("/ad/get/")
    assert (told["ad_text"], told["secondary_status"]) == ("Even fresher.", "AD_STATUS_AUDIT")


def test_a_smart_ad_changes_what_is_sent(tiktok):
    _, _, ad = tiktok.launch_smart()
    tiktok.post("/smart_plus/ad/update/", smart_plus_ad_id=ad, ad_text_list=[{"ad_text": "Even fresher."}])
    told = tiktok.one("/smart_plus/ad/get/")
    assert told["ad_text_list"] == [{"ad_text": "Even fresher."}]
    assert told["landing_page_url_list"] == [{"landing_page_url": "https://marlow.example.com/"}]
    assert told["secondary_status"] == "AD_STATUS_AUDIT"
