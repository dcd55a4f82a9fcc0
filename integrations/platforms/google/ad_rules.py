"""What Google would refuse of one ad: its texts by width, its pictures by format, its link. Pure but for reading pictures."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from integrations import types as t
from integrations.errors import InvalidRequest
from integrations.platforms.google import limits, pictures
from integrations.platforms.google.ads import CALLS_TO_ACTION
from integrations.platforms.google.purposes import APP, DEMAND_GEN, DISPLAY, NAMES, SEARCH
from integrations.platforms.marks import double_width

_WORDS = {
    "headlines": "headline",
    "long_headlines": "long headline",
    "descriptions": "description",
    "business_name": "business name",
}
_CARDS = (2, 10)
_PATH_MOST = 15


def check_ad(ad: t.AdPlan, channel: t.Channel, business_name: str) -> Iterator[t.Problem]:
    """Yield what is wrong with one ad on a channel."""
    limit = limits.limits_for(ad, channel)
    if channel != APP:
        yield from _check_link(ad)
    for part, texts in limits.texts_of(ad, limit, business_name).items():
        yield from _check_texts(part, texts, limit.texts[part])
    if channel == SEARCH:
        yield from _check_path(ad.display_path)
        return
    yield from _check_images(ad, channel, limit)
    yield from _check_logos(ad, channel, limit)
    yield from _check_cards(ad, channel)
    if ad.call_to_action not in CALLS_TO_ACTION:
        yield t.Problem("call_to_action", "Google does not know this button. Choose one from the list.")


def refuse(problems: Sequence[t.Problem]) -> None:
    """Raise InvalidRequest where there are problems."""
    if problems:
        by_ad = {one.ad_key: one.text for one in reversed(problems)} if all(one.ad_key for one in problems) else {}
        fields = {one.field: one.text for one in problems if one.field}
        raise InvalidRequest(problems[0].text, fields=fields, ad_keys=by_ad)


def _check_link(ad: t.AdPlan) -> Iterator[t.Problem]:
    address = urlsplit(ad.link)
    if address.scheme not in ("http", "https") or "." not in (address.hostname or ""):
        yield t.Problem("link", "This is not a web address. Write it with https:// in front.")


def _check_texts(part: str, texts: Sequence[str], limit: limits.Texts) -> Iterator[t.Problem]:
    word = _WORDS[part]
    if len(texts) < limit.least:
        many = f"{limit.least} {word}s" if limit.least > 1 else f"a {word}"
        yield t.Problem(part, f"Google needs at least {many} here; there {_are(len(texts))}.")
    for text in texts:
        if (width := double_width(text)) > limit.width:
            yield t.Problem(part, f"“{text}” is {width} wide; Google takes a {word} of at most {limit.width}.")
        if part == "headlines" and "!" in text:
            yield t.Problem(part, f"Google takes no exclamation mark in a headline: “{text}”.")
    if limit.short and texts and min(map(double_width, texts)) > limit.short:
        yield t.Problem(part, f"Google needs one {word} of at most {limit.short} characters among them.")


def _are(count: int) -> str:
    return {0: "is none", 1: "is one"}.get(count, f"are {count}")


def _check_path(path: Sequence[str]) -> Iterator[t.Problem]:
    if len(path) > 2 or any(double_width(part) > _PATH_MOST for part in path):
        yield t.Problem("display_path", f"The shown path has two parts of at most {_PATH_MOST} characters.")
    elif len(path) == 2 and not path[0]:
        yield t.Problem("display_path", "The second part of the shown path needs the first.")


def _check_images(ad: t.AdPlan, channel: t.Channel, limit: limits.Limits) -> Iterator[t.Problem]:
    flaws = [flaw for flaw in map(pictures.flaw_of, (*ad.images, *ad.logos)) if flaw]
    yield from (t.Problem("images", flaw) for flaw in flaws)
    if not limit.formats:
        return
    found = pictures.sort_images(ad.images)
    missing = [name for name in limit.formats if not found[name]]
    if limit.any_format and len(missing) < len(limit.formats):
        missing = []
    if missing:
        formats = (" or " if limit.any_format else " and ").join(_describe(name) for name in missing)
        yield t.Problem("images", f"{NAMES[channel]} needs a picture of the format {formats}. Add one.")
    if sum(map(len, found.values())) > limit.images:
        yield t.Problem("images", f"{NAMES[channel]} takes at most {limit.images} pictures in an ad. Leave some out.")


def _check_logos(ad: t.AdPlan, channel: t.Channel, limit: limits.Limits) -> Iterator[t.Problem]:
    if len(pictures.sort_images(ad.logos, pictures.LOGOS)[pictures.SQUARE]) < limit.logos:
        yield t.Problem("logos", f"{NAMES[channel]} needs a square logo of at least 128 × 128 pixels. Add one.")


def _check_cards(ad: t.AdPlan, channel: t.Channel) -> Iterator[t.Problem]:
    if not ad.cards:
        return
    if channel != DEMAND_GEN:
        where = " or Meta" if channel == DISPLAY else ""
        yield t.Problem("cards", f"{NAMES[channel]} takes no carousel. Choose Demand Gen{where}, or pictures.")
        return
    if not _CARDS[0] <= len(ad.cards) <= _CARDS[1]:
        yield t.Problem("cards", f"A carousel on Google has {_CARDS[0]} to {_CARDS[1]} cards.")
    for card in ad.cards:
        if not pictures.format_of(card.image):
            yield t.Problem("cards", f"The picture of “{card.headline}” is none of Google's formats: 1.91:1, 1:1, 4:5.")
        if not 0 < double_width(card.headline.strip()) <= limits.CARD_HEADLINE:
            yield t.Problem("cards", f"A card's headline has at most {limits.CARD_HEADLINE} characters.")


def _describe(name: str) -> str:
    _, width, height = pictures.IMAGES[name]
    return f"{name} (at least {width} × {height} pixels)"
