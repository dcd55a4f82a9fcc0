"""What ads are made of, ad by ad: for figures of one picture or headline over all the ads that show it."""

from collections.abc import Collection
from enum import StrEnum

from django.db import connection

import creatives.selectors
from campaigns.models import Ad, AdGroup, PlatformCampaign
from campaigns.types import CallToAction
from integrations.types import Channel, Platform


class Element(StrEnum):
    """What an ad has one or several of."""

    IMAGE = "image"
    VIDEO = "video"
    HEADLINE = "headline"
    CALL_TO_ACTION = "call_to_action"
    TAG = "tag"


def list_elements(element: Element | str, *, campaign_ids: Collection[int] | None = None) -> list[tuple[int, str]]:
    """Return (ad by internal id, key) of every ad that has such an element, each pair once; one query.

    Keys: of pictures and videos their ids in the library, as text; a headline's own words; the word of a call to action;
    a tag. A picture counts whether it stands alone or on a card, a logo does not; headlines are the usual, the long and
    those of cards; tags are those of everything from the library that the ad shows.

    They are what an ad shows today, whatever it showed before. Of an imported ad one headline and the button are known,
    and no picture or video: those lie with the platform, not in the library. Where a platform does not tell the button, an
    ad counts as having the usual one; Google's ads of words alone, and those of apps, have none.
    """
    limit, values = (_OF_CAMPAIGNS, [list(campaign_ids)]) if campaign_ids is not None else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ad_id, key FROM ({elements_sql(element)}) e{limit}", values)  # noqa: S608 - constants only
        return cursor.fetchall()


def elements_sql(element: Element | str) -> str:
    """Return the statement that `list_elements` asks, without a limit, as a part of another one: columns ad_id and key."""
    return _STATEMENTS[Element(element)]


_ADS, _GROUPS, _PARTS = (model._meta.db_table for model in (Ad, AdGroup, PlatformCampaign))
_JOINED = f"{_ADS} a JOIN {_GROUPS} g ON g.id = a.ad_group_id JOIN {_PARTS} p ON p.id = g.platform_campaign_id"
_OF_CAMPAIGNS = f" WHERE ad_id IN (SELECT a.id FROM {_JOINED} WHERE p.campaign_id = ANY(%s))"  # noqa: S608
_IMAGES, _VIDEOS, _LOGOS, _CARDS = "$.images[*]", "$.videos[*]", "$.logos[*]", "$.cards[*].image"
_HEADLINES = ("$.headlines[*]", "$.long_headlines[*]", "$.cards[*].headline")


def _said(*paths: str, words: str = "key") -> str:
    """Return the statement of all values at some places of ads' documents, each once an ad."""
    values = " UNION ".join(f"SELECT jsonb_path_query(a.creative, '{path}') #>> '{{}}' AS key" for path in paths)
    return f"SELECT DISTINCT a.id AS ad_id, {words} AS key FROM {_ADS} a CROSS JOIN LATERAL ({values}) said"  # noqa: S608


_STATEMENTS = {
    Element.IMAGE: _said(_IMAGES, _CARDS),
    Element.VIDEO: _said(_VIDEOS),
    Element.HEADLINE: _said(*_HEADLINES, words=r"btrim(regexp_replace(said.key, '\s+', ' ', 'g'))")
    + " WHERE btrim(said.key) <> ''",
    Element.CALL_TO_ACTION: f"""
        SELECT a.id AS ad_id, coalesce(nullif(a.creative ->> 'call_to_action', ''), '{CallToAction.LEARN_MORE}') AS key
        FROM {_JOINED} WHERE p.platform <> '{Platform.GOOGLE}' OR p.channel <> '{Channel.APP}'
            AND (a.image_url <> '' OR jsonb_exists_any(a.creative, ARRAY['images', 'videos', 'cards']))
    """,  # noqa: S608
    Element.TAG: f"""
        SELECT DISTINCT shown.ad_id, t.tag AS key FROM ({_said(_IMAGES, _CARDS, _VIDEOS, _LOGOS)}) shown
        JOIN ({creatives.selectors.TAGS_SQL}) t ON t.asset = shown.key
    """,  # noqa: S608
}
