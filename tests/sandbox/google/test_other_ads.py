"""Display, Demand Gen and app ads, their assets and lead forms."""

import io

import pytest

from tests.sandbox.google import making
from tests.sandbox.google.conftest import refused


def _campaign(account, channel, make):
    """Return the operations of a campaign of a channel with one ad that `make` fills."""
    assets = [making.image(account, -11, 1200, 628)[0], making.image(account, -12, 600, 600)[0],
              making.image(account, -13, 256, 256, "blue")[0]]  # fmt: skip
    one, ad = account.operation("ad_group_ad")
    ad.ad_group = account.name("adGroups", -3)
    ad.ad.final_urls.append("https://marlow.example/")
    make(ad.ad)
    campaign = making.campaign(account, channel=channel)
    if channel == "MULTI_CHANNEL":
        _make_app(campaign[1])
    return [*assets, making.budget(account)[0], campaign[0], making.group(account)[0], one]


def _make_app(campaign):
    campaign.advertising_channel_sub_type = "APP_CAMPAIGN"
    campaign.app_campaign_setting.app_id, campaign.app_campaign_setting.app_store = "com.marlow", "GOOGLE_APP_STORE"
    campaign.app_campaign_setting.bidding_strategy_goal_type = "OPTIMIZE_INSTALLS_TARGET_INSTALL_COST"
    campaign.target_cpa.target_cpa_micros = 2_000_000


def _display(account):
    def make(ad):
        content = ad.responsive_display_ad
        content.headlines.append({"text": "Fresh bread"})
        content.long_headline.text = "Bread from around the corner"
        content.descriptions.append({"text": "Order today."})
        content.business_name = "Marlow"
        content.marketing_images.append({"asset": account.name("assets", -11)})
        content.square_marketing_images.append({"asset": account.name("assets", -12)})

    return make


def _demand_gen(account):
    def make(ad):
        content = ad.demand_gen_multi_asset_ad
        content.headlines.append({"text": "Fresh bread"})
        content.descriptions.append({"text": "Order today."})
        content.business_name, content.call_to_action_text = "Marlow", "Order now"
        content.square_marketing_images.append({"asset": account.name("assets", -12)})
        content.logo_images.append({"asset": account.name("assets", -13)})

    return make


def _app(account):
    def make(ad):
        ad.app_ad.headlines.extend({"text": text} for text in ("Fresh bread", "Order online"))
        ad.app_ad.descriptions.append({"text": "Order today."})
        ad.final_urls.pop()

    return make


KINDS = [
    ("DISPLAY", _display, "RESPONSIVE_DISPLAY_AD"), ("DEMAND_GEN", _demand_gen, "DEMAND_GEN_MULTI_ASSET_AD"),
    ("MULTI_CHANNEL", _app, "APP_AD"),
]  # fmt: skip


@pytest.mark.parametrize(("channel", "make", "kind"), KINDS, ids=[k for *_, k in KINDS])
def test_each_channel_has_its_ad(account, channel, make, kind):
    account.mutate(*_campaign(account, channel, make(account)))
    assert account.search("SELECT ad_group_ad.ad.type FROM ad_group_ad")[0].ad_group_ad.ad.type_.name == kind


def test_an_ad_of_another_channel_is_refused(account):
    codes = refused(lambda: account.mutate(*_campaign(account, "DISPLAY", _demand_gen(account))))
    assert codes == [
        (
            "operation_access_denied_error.OPERATION_NOT_PERMITTED_FOR_AD_GROUP_TYPE",
            "create.ad.demand_gen_multi_asset_ad",
        )
    ]


WRONG = [
    ("DISPLAY", _display, lambda c: c.responsive_display_ad.marketing_images.pop(),
     "field_error.REQUIRED", "create.ad.responsive_display_ad.marketing_images"),
    ("DISPLAY", _display, lambda c: c.responsive_display_ad.square_marketing_images.__setitem__(
        0, c.responsive_display_ad.marketing_images[0]),
     "image_error.ASPECT_RATIO_NOT_ALLOWED", "create.ad.responsive_display_ad.square_marketing_images[0].asset"),
    ("DISPLAY", _display, lambda c: setattr(c.responsive_display_ad, "business_name", "x" * 26),
     "string_length_error.TOO_LONG", "create.ad.responsive_display_ad.business_name"),
    ("DEMAND_GEN", _demand_gen, lambda c: c.demand_gen_multi_asset_ad.square_marketing_images.pop(),
     "ad_error.MISSING_REQUIRED_IMAGE_ASPECT_RATIO", "create.ad.demand_gen_multi_asset_ad.marketing_images"),
    ("DEMAND_GEN", _demand_gen, lambda c: c.demand_gen_multi_asset_ad.logo_images.pop(),
     "field_error.REQUIRED", "create.ad.demand_gen_multi_asset_ad.logo_images"),
    ("MULTI_CHANNEL", _app, lambda c: c.app_ad.headlines.pop(),
     "collection_size_error.TOO_FEW", "create.ad.app_ad.headlines"),
]  # fmt: skip


@pytest.mark.parametrize(("channel", "make", "change", "code", "place"), WRONG, ids=[place for *_, place in WRONG])
def test_what_an_ad_lacks_is_refused(account, channel, make, change, code, place):
    def both(ad):
        make(account)(ad)
        change(ad)

    assert refused(lambda: account.mutate(*_campaign(account, channel, both))) == [(code, place)]


def test_a_carousel_has_two_cards_at_least(account):
    cards = []
    for number in (-21, -22):
        one, made = account.operation("asset")
        made.resource_name = account.name("assets", number)
        made.final_urls.append(f"https://marlow.example/{-number}")
        made.demand_gen_carousel_card_asset.square_marketing_image_asset = account.name("assets", -12)
        made.demand_gen_carousel_card_asset.headline = f"Card {-number}"
        cards.append(one)

    def make(ad, number=2):
        content = ad.demand_gen_carousel_ad
        content.business_name, content.headline.text, content.description.text = (
            "Marlow",
            "Our breads",
            "Baked at five.",
        )
        content.logo_image.asset = account.name("assets", -13)
        content.carousel_cards.extend({"asset": account.name("assets", n)} for n in (-21, -22)[:number])

    few = _campaign(account, "DEMAND_GEN", lambda ad: make(ad, 1))
    codes = refused(lambda: account.mutate(*few[:3], *cards, *few[3:]))
    assert codes == [("collection_size_error.TOO_FEW", "create.ad.demand_gen_carousel_ad.carousel_cards")]
    enough = _campaign(account, "DEMAND_GEN", make)
    assert account.mutate(*enough[:3], *cards, *enough[3:])


def test_an_app_campaign_bids_as_its_goal_says(account):
    one, made = making.campaign(account, channel="MULTI_CHANNEL")
    _make_app(made)
    made.maximize_conversions.target_cpa_micros = 0
    codes = refused(lambda: account.mutate(making.budget(account)[0], one))
    assert codes == [("bidding_error.INVALID_BIDDING_STRATEGY_TYPE", "create.maximize_conversions")]
    made._pb.app_campaign_setting.ClearField("app_id")
    assert refused(lambda: account.mutate(making.budget(account)[0], one)) == [
        ("field_error.REQUIRED", "create.app_campaign_setting.app_id")
    ]


PICTURES = [
    (b"no picture", "INVALID_IMAGE"),
    (making.picture(form="JPEG", mode="CMYK", color=(0, 0, 0, 0)), "CMYK_JPEG_NOT_ALLOWED"),
    (making.picture(form="BMP"), "FORMAT_NOT_ALLOWED"),
    (b"\x89PNG" + bytes(5_300_000), "IMAGE_DATA_TOO_LARGE"),
]


@pytest.mark.parametrize(("content", "code"), PICTURES, ids=[code for _, code in PICTURES])
def test_what_is_no_good_picture_is_refused(account, content, code):
    one, made = account.operation("asset")
    made.name, made.image_asset.data = "x", content
    assert refused(lambda: account.mutate(one)) == [(f"image_error.{code}", "create.image_asset.data")]


def test_a_moving_picture_is_refused(account):
    from PIL import Image

    content = io.BytesIO()
    frames = [Image.new("RGB", (300, 300), color) for color in ("red", "blue")]
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    one, made = account.operation("asset")
    made.image_asset.data = content.getvalue()
    assert refused(lambda: account.mutate(one))[0][0] == "image_error.ANIMATED_NOT_ALLOWED"


def test_the_same_picture_is_kept_once_under_its_first_name(sandbox, account):
    first, second = making.image(account, -1, 600, 600), making.image(account, -2, 600, 600)
    second[1].name = "Another name"
    names = making.names(account.mutate(first[0], second[0]))
    assert names[0] == names[1]
    assert sandbox.count("google.asset") == 1
    row = account.search("SELECT asset.name, asset.image_asset.full_size.width_pixels FROM asset")[0].asset
    assert (row.name, row.image_asset.full_size.width_pixels) == ("600 x 600 orange", 600)


def test_a_name_of_another_picture_is_taken(account):
    first, second = making.image(account, -1, 600, 600), making.image(account, -2, 700, 700)
    second[1].name = first[1].name
    assert refused(lambda: account.mutate(first[0], second[0])) == [("asset_error.DUPLICATE_ASSET_NAME", "create.name")]


def test_a_lead_form_needs_a_privacy_policy_and_hangs_on_a_campaign(account):
    one, made = account.operation("asset")
    made.resource_name = account.name("assets", -5)
    made.final_urls.append("https://marlow.example/")
    form = made.lead_form_asset
    form.business_name, form.headline, form.description = "Marlow", "Order a cake", "We call you back."
    form.call_to_action_type, form.call_to_action_description = "SIGN_UP", "Tell us"
    form.fields.append({"input_type": "FULL_NAME"})
    assert refused(lambda: account.mutate(one)) == [
        ("field_error.REQUIRED", "create.lead_form_asset.privacy_policy_url")
    ]
    form.privacy_policy_url = "https://marlow.example/privacy"
    two, link = account.operation("campaign_asset")
    link.campaign, link.asset, link.field_type = account.name("campaigns", -2), account.name("assets", -5), "LEAD_FORM"
    account.mutate(one, making.budget(account)[0], making.campaign(account)[0], two)
    row = account.search("SELECT campaign_asset.field_type, asset.lead_form_asset.headline FROM campaign_asset")[0]
    assert row.asset.lead_form_asset.headline == "Order a cake"
