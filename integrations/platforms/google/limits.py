"""What an ad takes on each of Google's channels: texts and pictures. Pure. Platform facts, section C."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from integrations import types as t
from integrations.platforms.google.pictures import LANDSCAPE, SQUARE
from integrations.platforms.google.purposes import APP, DEMAND_GEN, DISPLAY, PERFORMANCE_MAX, SEARCH


@dataclass(frozen=True, slots=True)
class Texts:
    """From `least` to `most` texts of at most `width` (wide signs count two); with `short`, one of them at most so wide."""

    least: int
    most: int
    width: int
    short: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """An ad's limits. `formats`: of these picture formats, each is needed, or with `any_format` at least one."""

    texts: Mapping[str, Texts]
    formats: tuple[str, ...] = ()
    any_format: bool = False
    images: int = 0
    logos: int = 0


CARD_HEADLINE = 40
_NAME = Texts(1, 1, 25)
_SEARCH = Limits({"headlines": Texts(3, 15, 30), "descriptions": Texts(2, 4, 90)})
_DISPLAY = Limits(
    {
        "headlines": Texts(1, 5, 30),
        "long_headlines": Texts(1, 1, 90),
        "descriptions": Texts(1, 5, 90),
        "business_name": _NAME,
    },
    formats=(LANDSCAPE, SQUARE),
    images=15,
)
_MULTI_ASSET = Limits(
    {"headlines": Texts(1, 5, 30), "descriptions": Texts(1, 5, 90), "business_name": _NAME},
    formats=(LANDSCAPE, SQUARE),
    any_format=True,
    images=20,
    logos=1,
)
_CAROUSEL = Limits({"headlines": Texts(1, 1, 40), "descriptions": Texts(1, 1, 90), "business_name": _NAME}, logos=1)
_VIDEO = Limits(
    {
        "headlines": Texts(1, 5, 40),
        "long_headlines": Texts(1, 5, 90),
        "descriptions": Texts(1, 5, 90),
        "business_name": _NAME,
    },
    logos=1,
)
_PERFORMANCE_MAX = Limits(
    {
        "headlines": Texts(3, 15, 30, short=15),
        "long_headlines": Texts(1, 5, 90),
        "descriptions": Texts(2, 5, 90, short=60),
        "business_name": _NAME,
    },
    formats=(LANDSCAPE, SQUARE),
    images=20,
    logos=1,
)
_APP = Limits({"headlines": Texts(1, 5, 30), "descriptions": Texts(1, 5, 90)}, images=20)


def limits_for(ad: t.AdPlan, channel: t.Channel) -> Limits:
    """Return what an ad takes on a channel; Demand Gen has three kinds of ads."""
    if channel == DEMAND_GEN:
        return _CAROUSEL if ad.cards else _VIDEO if ad.videos else _MULTI_ASSET
    return {SEARCH: _SEARCH, DISPLAY: _DISPLAY, PERFORMANCE_MAX: _PERFORMANCE_MAX, APP: _APP}[channel]


def texts_of(ad: t.AdPlan, limits: Limits, business_name: str = "") -> dict[str, list[str]]:
    """Return the texts that an ad sends, by field and in order, each once and at most as many as it takes."""
    given = {
        "headlines": ad.headlines,
        "long_headlines": ad.long_headlines,
        "descriptions": ad.descriptions,
        "business_name": (ad.business_name or business_name,),
    }
    return {part: _clean(given[part])[: limit.most] for part, limit in limits.texts.items()}


def _clean(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))
