"""What each kind of ad takes: how many texts of what width, how many pictures of what shape. Source: platform facts, C."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """From `least` to `most` texts of at most `width`; wide characters count two. `single`: a field, not a list."""

    least: int
    most: int
    width: int
    is_headline: bool = False
    single: bool = False
    bare: bool = False
    """A plain string instead of a text asset."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """From `least` to `most` pictures with width : height = `ratio` (± 1 %), at least so many pixels."""

    least: int
    most: int
    ratio: float
    width: int
    height: int
    single: bool = False


@dataclass(frozen=True, slots=True)
class Spec:
    """An ad kind. `together` names picture fields of which one at least must be filled; `others` lists of assets by type:
    (least, most, asset type)."""

    channel: str
    type: str
    texts: dict[str, Texts]
    pictures: dict[str, Pictures]
    together: tuple[str, ...] = ()
    others: tuple[tuple[str, int, int, str], ...] = ()
    needs_url: bool = True


WIDE, SQUARE, PORTRAIT, TALL = 1.91, 1.0, 0.8, 0.5625

SPECS = {
    "responsive_search_ad": Spec(
        "SEARCH", "RESPONSIVE_SEARCH_AD",
        {"headlines": Texts(3, 15, 30, True), "descriptions": Texts(2, 4, 90),
         "path1": Texts(0, 1, 15, single=True, bare=True), "path2": Texts(0, 1, 15, single=True, bare=True)}, {},
    ),
    "responsive_display_ad": Spec(
        "DISPLAY", "RESPONSIVE_DISPLAY_AD",
        {"headlines": Texts(1, 5, 30, True), "long_headline": Texts(1, 1, 90, True, True), "descriptions": Texts(1, 5, 90),
         "business_name": Texts(1, 1, 25, single=True, bare=True), "call_to_action_text": Texts(0, 1, 30, single=True, bare=True)},
        {"marketing_images": Pictures(1, 15, WIDE, 600, 314), "square_marketing_images": Pictures(1, 15, SQUARE, 300, 300),
         "logo_images": Pictures(0, 5, 4.0, 512, 128), "square_logo_images": Pictures(0, 5, SQUARE, 128, 128)},
        others=(("youtube_videos", 0, 5, "YOUTUBE_VIDEO"),),
    ),
    "demand_gen_multi_asset_ad": Spec(
        "DEMAND_GEN", "DEMAND_GEN_MULTI_ASSET_AD",
        {"headlines": Texts(1, 5, 30, True), "descriptions": Texts(1, 5, 90),
         "business_name": Texts(1, 1, 25, single=True, bare=True), "call_to_action_text": Texts(0, 1, 30, single=True, bare=True)},
        {"marketing_images": Pictures(0, 20, WIDE, 600, 314), "square_marketing_images": Pictures(0, 20, SQUARE, 300, 300),
         "portrait_marketing_images": Pictures(0, 20, PORTRAIT, 480, 600),
         "tall_portrait_marketing_images": Pictures(0, 20, TALL, 600, 1067), "logo_images": Pictures(1, 5, SQUARE, 128, 128)},
        ("marketing_images", "square_marketing_images"),
    ),
    "demand_gen_carousel_ad": Spec(
        "DEMAND_GEN", "DEMAND_GEN_CAROUSEL_AD",
        {"headline": Texts(1, 1, 30, True, True), "description": Texts(1, 1, 90, single=True),
         "business_name": Texts(1, 1, 25, single=True, bare=True), "call_to_action_text": Texts(0, 1, 30, single=True, bare=True)},
        {"logo_image": Pictures(1, 1, SQUARE, 128, 128, single=True)},
        others=(("carousel_cards", 2, 10, "DEMAND_GEN_CAROUSEL_CARD"),),
    ),
    "demand_gen_video_responsive_ad": Spec(
        "DEMAND_GEN", "DEMAND_GEN_VIDEO_RESPONSIVE_AD",
        {"headlines": Texts(1, 5, 30, True), "long_headlines": Texts(1, 5, 90, True), "descriptions": Texts(1, 5, 90),
         "business_name": Texts(1, 1, 25, single=True)},
        {"logo_images": Pictures(1, 5, SQUARE, 128, 128)},
        others=(("videos", 1, 5, "YOUTUBE_VIDEO"), ("call_to_actions", 0, 1, "CALL_TO_ACTION")),
    ),
    "app_ad": Spec(
        "MULTI_CHANNEL", "APP_AD",
        {"headlines": Texts(2, 5, 30, True), "descriptions": Texts(1, 5, 90),
         "mandatory_ad_text": Texts(0, 1, 90, single=True)},
        {}, others=(("images", 0, 20, "IMAGE"), ("youtube_videos", 0, 20, "YOUTUBE_VIDEO")), needs_url=False,
    ),
}  # fmt: skip
