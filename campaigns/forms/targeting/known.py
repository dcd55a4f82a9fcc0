"""What a platform can be told of an audience, and what stands beside an input where one cannot.

The adapters' own rules say the same and have the last word; a test holds these sentences to them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from integrations.types import Channel, Platform

_BY_ITSELF = "{} finds its people itself: leave this empty for it."
_SEARCHES = "{} knows no searches."
_NO_CIRCLES = "{} takes no circles on the map: choose towns for it."
_PEOPLE = ("ages", "genders", "interests", "audiences", "excluded_audiences")
_NO_PLACEMENTS = "{} chooses the places itself."
CANNOT: dict[tuple[str, str], dict[str, str]] = {
    (Platform.META, ""): {"keywords": _SEARCHES},
    (Platform.TIKTOK, ""): {
        "keywords": _SEARCHES, "radii": _NO_CIRCLES, "placements": "{} shows its ads on TikTok alone.",
    },
    (Platform.GOOGLE, Channel.SEARCH): {},
    (Platform.GOOGLE, Channel.DISPLAY): {"keywords": _SEARCHES, "placements": _NO_PLACEMENTS},
    (Platform.GOOGLE, Channel.DEMAND_GEN): {
        "keywords": _SEARCHES, "placements": _NO_PLACEMENTS, "radii": _NO_CIRCLES,
    },
    (Platform.GOOGLE, Channel.PERFORMANCE_MAX): {
        "keywords": _SEARCHES, "placements": _NO_PLACEMENTS, **dict.fromkeys(_PEOPLE, _BY_ITSELF),
    },
    (Platform.GOOGLE, Channel.APP): {
        "keywords": _SEARCHES, "placements": _NO_PLACEMENTS, "radii": _NO_CIRCLES, **dict.fromkeys(_PEOPLE, _BY_ITSELF),
    },
}  # fmt: skip
"""By platform and channel: the inputs that mean nothing there, and why."""
AGES = {
    Platform.GOOGLE: "Google knows ages from 18, 25, 35, 45, 55 or 65, and up to 24, 34, 44, 54 or 64.",
    Platform.TIKTOK: "TikTok knows whole groups: 18–24, 25–34, 35–44, 45–54, 55 and older.",
}
PLACEMENTS: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    (Platform.META, ""): (
        ("facebook", "Facebook"), ("instagram", "Instagram"), ("messenger", "Messenger"), ("threads", "Threads"),
        ("audience_network", "Apps and websites of others"),
    ),
    (Platform.GOOGLE, Channel.SEARCH): (("search_partners", "Also on the websites of Google’s search partners"),),
}  # fmt: skip
NAMES = {
    Platform.META: "Meta", Platform.TIKTOK: "TikTok", Platform.GOOGLE: "Google", Channel.SEARCH: "Google Search",
    Channel.DISPLAY: "Display", Channel.DEMAND_GEN: "Demand Gen", Channel.PERFORMANCE_MAX: "Performance Max",
    Channel.APP: "An app campaign",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """An ad account that an audience is for; `channel` is Google's ("" elsewhere)."""

    account: Any
    channel: str = ""

    @property
    def key(self) -> str:
        """Return what the names of its inputs end in."""
        return str(self.account.uuid)

    @property
    def kind(self) -> tuple[str, str]:
        """Return the platform and its channel."""
        return self.account.platform, self.channel if self.account.platform == Platform.GOOGLE else ""

    @property
    def name(self) -> str:
        """Return what people call it."""
        platform, channel = self.kind
        return NAMES.get(channel) or NAMES.get(platform, platform)

    @property
    def cannot(self) -> dict[str, str]:
        """Return the inputs that mean nothing here, each with a sentence that says so."""
        return {field: text.format(self.name) for field, text in CANNOT.get(self.kind, {}).items()}


def told(spots: Iterable[Spot], field: str) -> str:
    """Return what stands beside an input that all of them share; "" where each takes it."""
    said = [spot.cannot[field] for spot in spots if field in spot.cannot]
    return " ".join(dict.fromkeys(said))


def ages_of(spots: Iterable[Spot]) -> str:
    """Return which ages can be chosen; "" where any can."""
    spots = list(spots)
    said = [
        AGES[spot.account.platform] for spot in spots if "ages" not in spot.cannot and spot.account.platform in AGES
    ]
    return " ".join(dict.fromkeys([*said, *filter(None, [told(spots, "ages")])]))
