"""What ads are made of, ad by ad: for figures of one picture or headline over all the ads that show it."""

from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from typing import Any

from django.db.models import Q

import creatives.selectors
from campaigns.models import Ad
from campaigns.types import CallToAction
from integrations.types import Channel, Platform


class Element(StrEnum):
    """What an ad has one or several of."""

    IMAGE = "image"
    VIDEO = "video"
    HEADLINE = "headline"
    CALL_TO_ACTION = "call_to_action"
    TAG = "tag"


Pair = tuple[int, str]
_MEDIA = ("images", "videos", "cards")


def list_elements(element: Element | str, *, campaign_ids: Collection[int] | None = None) -> list[Pair]:
    """Return (ad by internal id, key) of every ad that has such an element, each pair once; one query, two of tags.

    Keys: of pictures and videos their ids in the library, as text; a headline's own words; the word of a call to action;
    a tag. A picture counts whether it stands alone or on a card, a logo does not; headlines are the usual, the long and
    those of cards; tags are those of everything from the library that the ad shows.

    They are what an ad shows today, whatever it showed before. Of an imported ad one headline and the button are known,
    and no picture or video: those lie with the platform, not in the library. Where a platform does not tell the button, an
    ad counts as having the usual one; Google's ads of words alone, and those of apps, have none.
    """
    limits = Q() if campaign_ids is None else Q(ad_group__platform_campaign__campaign__in=campaign_ids)
    ads = Ad.objects.filter(limits).order_by()
    return list(dict.fromkeys(_READERS[Element(element)](ads)))


def _images(ads: Any) -> Iterator[Pair]:
    shown = Q(creative__has_key="images") | Q(creative__has_key="cards")
    for pk, images, cards in ads.filter(shown).values_list("pk", "creative__images", "creative__cards"):
        yield from ((pk, image) for image in images or ())
        yield from ((pk, card["image"]) for card in cards or ())


def _videos(ads: Any) -> Iterator[Pair]:
    for pk, videos in ads.filter(creative__has_key="videos").values_list("pk", "creative__videos"):
        yield from ((pk, video) for video in videos or ())


def _headlines(ads: Any) -> Iterator[Pair]:
    said = Q(creative__has_any_keys=["headlines", "long_headlines", "cards"])
    columns = ("creative__headlines", "creative__long_headlines", "creative__cards")
    for pk, usual, long, cards in ads.filter(said).values_list("pk", *columns):
        every = (*(usual or ()), *(long or ()), *(card.get("headline", "") for card in cards or ()))
        yield from ((pk, text) for each in every if (text := " ".join(each.split())))


def _calls(ads: Any) -> Iterator[Pair]:
    google = Q(ad_group__platform_campaign__platform=Platform.GOOGLE)
    words_alone = ~Q(creative__has_any_keys=_MEDIA) & Q(image_url="")
    of_app = Q(ad_group__platform_campaign__channel=Channel.APP)
    shown = ads.exclude(google & (words_alone | of_app))
    for pk, call in shown.values_list("pk", "creative__call_to_action"):
        yield pk, call or CallToAction.LEARN_MORE.value


def _tags(ads: Any) -> Iterator[Pair]:
    tags = creatives.selectors.list_tagged()
    if not tags:
        return
    shown = ads.filter(creative__has_any_keys=[*_MEDIA, "logos"])
    columns = ("creative__images", "creative__logos", "creative__videos", "creative__cards")
    for pk, images, logos, videos, cards in shown.values_list("pk", *columns):
        media = (*(images or ()), *(logos or ()), *(videos or ()), *(card["image"] for card in cards or ()))
        yield from ((pk, tag) for each in media for tag in tags.get(each, ()))


_READERS: dict[Element, Callable[[Any], Iterator[Pair]]] = {
    Element.IMAGE: _images,
    Element.VIDEO: _videos,
    Element.HEADLINE: _headlines,
    Element.CALL_TO_ACTION: _calls,
    Element.TAG: _tags,
}
