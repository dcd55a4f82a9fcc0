"""How many texts and media an ad takes, and how long they may be (platforms.md, C). Pure; for checks, forms, counters.

A platform may be stricter still; it has the last word in the preview.
"""

import unicodedata
from dataclasses import dataclass, field

from integrations.types import Channel, Platform, Purpose


@dataclass(frozen=True, slots=True)
class Texts:
    """From `least` to `most` texts of at most `width` signs; `shown` is about how much is seen at once (0: all)."""

    least: int
    most: int
    width: int
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Media:
    """How many pictures, logos and videos an ad needs at least; `ratios`: one picture of each of these formats."""

    images: int = 0
    ratios: tuple[str, ...] = ()
    logos: int = 0
    videos: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What an ad takes. A text that is not named is not used there."""

    texts: dict[str, Texts]
    media: Media = field(default_factory=Media)
    ads: int = 50
    """How many ads an ad group takes: for Search, Performance Max, App and TikTok documented, else 50 (unverified)."""
    is_double: bool = False
    """Chinese, Japanese and Korean signs count twice."""
    needs_keywords: bool = False


AD_GROUPS_MOST = 30
"""TikTok's Smart+ takes no more in a campaign (platforms.md, 0b); one figure for all."""
ADS_MOST = {Platform.GOOGLE: 50, Platform.META: 50, Platform.TIKTOK: 30}
"""How many ads an ad group takes on a platform; `Limits.ads` is stricter where a channel is."""
BOTH = ("1.91:1", "1:1")
_PATH = Texts(0, 2, 15)
_NAME = Texts(1, 1, 25)
_LONG = Texts(1, 5, 90)
META = Limits(
    {
        "primary_texts": Texts(1, 5, 2000, 125),
        "headlines": Texts(1, 5, 255, 40),
        "descriptions": Texts(0, 5, 255, 27),
    },
    Media(images=1),
)
TIKTOK = Limits({"primary_texts": Texts(1, 5, 100)}, Media(videos=1), ads=30, is_double=True)
GOOGLE = {
    Channel.SEARCH: Limits(
        {"headlines": Texts(3, 15, 30), "descriptions": Texts(2, 4, 90), "display_path": _PATH},
        ads=3, is_double=True, needs_keywords=True,
    ),
    Channel.DISPLAY: Limits(
        {"headlines": Texts(1, 5, 30), "long_headlines": Texts(1, 1, 90), "descriptions": Texts(1, 5, 90), "business_name": _NAME},
        Media(images=2, ratios=BOTH), is_double=True,
    ),
    Channel.DEMAND_GEN: Limits(
        {"headlines": Texts(1, 5, 30), "descriptions": Texts(1, 5, 90), "business_name": _NAME},
        Media(images=1, logos=1), is_double=True,
    ),
    Channel.PERFORMANCE_MAX: Limits(
        {"headlines": Texts(3, 15, 30), "long_headlines": _LONG, "descriptions": Texts(2, 5, 90), "business_name": _NAME},
        Media(images=2, ratios=BOTH, logos=1), ads=1, is_double=True,
    ),
    Channel.APP: Limits({"headlines": Texts(1, 5, 30), "descriptions": Texts(1, 5, 90)}, ads=1, is_double=True),
}  # fmt: skip
USUAL_CHANNEL = {
    Purpose.LEAD_GENERATION: Channel.SEARCH,
    Purpose.SALES: Channel.SEARCH,
    Purpose.BRAND_AWARENESS: Channel.DISPLAY,
    Purpose.APP_INSTALLS: Channel.APP,
    Purpose.EVENT_PROMOTION: Channel.SEARCH,
    Purpose.STORE_VISITS: Channel.SEARCH,
    Purpose.RETARGETING: Channel.DISPLAY,
    Purpose.TRAFFIC: Channel.SEARCH,
}


def limits_for(platform: str, channel: str = "") -> Limits:
    """Return what an ad takes on a platform; Google's by channel (Search when none is said)."""
    if platform == Platform.GOOGLE:
        return GOOGLE[Channel(channel or Channel.SEARCH)]
    return TIKTOK if platform == Platform.TIKTOK else META


def channel_for(platform: str, purpose: str, channel: str = "") -> str:
    """Return the channel: the chosen one if there is such a one, else the usual one for the purpose; "" where there is
    only one."""
    if platform != Platform.GOOGLE:
        return ""
    if channel in set(Channel):
        return channel
    return USUAL_CHANNEL[Purpose(purpose)].value if purpose in set(Purpose) else Channel.SEARCH.value


def shared_aims(platform: str, channel: str) -> tuple[str, ...]:
    """Return the parts of an audience that are the whole campaign's, not each ad group's: only Google has such."""
    if platform != Platform.GOOGLE or channel == Channel.DEMAND_GEN:
        return ()
    area = ("countries", "places", "radii", "languages")
    return (*area, "placements") if channel == Channel.SEARCH else area


def width_of(text: str, *, is_double: bool) -> int:
    """Return how many signs a text counts for."""
    if not is_double:
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1 for sign in text)
