"""What an ad must say and show on its platform: how many texts, how long, which pictures and videos."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from campaigns.limits import Limits, Texts, width_of
from campaigns.services.checks.problems import UNCLEAN, Problems, is_clean
from campaigns.services.words import platform_name
from campaigns.types import CallToAction, Creative
from creatives.types import AssetKind

LINK_MOST = 2000
CARDS, CARD_TEXT_MOST = (2, 10), 255
MULTILINE = ("primary_texts",)
SINGULAR = {"primary_texts": "primary_text", "headlines": "headline", "descriptions": "description", "images": "asset"}
MISSING = {
    "primary_texts": "Write the text.", "headlines": "Write a headline.", "descriptions": "Write a description.",
    "long_headlines": "Write a long headline.", "business_name": "Write the name of your business.",
}  # fmt: skip
NOUNS = {
    "primary_texts": "texts", "headlines": "headlines", "descriptions": "descriptions",
    "long_headlines": "long headlines", "display_path": "words after the address",
}  # fmt: skip


def check_creative(
    ad: Creative, limits: Limits, *, platform: str, assets: Mapping[UUID, Any], problems: Problems
) -> None:
    """Add what is wrong with an ad. One that takes a single text of a kind is told so in the singular's field."""
    check_link(ad.link, problems)
    if ad.call_to_action not in {word.value for word in CallToAction}:
        problems.add("call_to_action", "Choose one of the list.")
    for name, limit in limits.texts.items():
        value = getattr(ad, name)
        _check_texts(name, (value,) if isinstance(value, str) and value else tuple(value), limit, limits, problems)
    _check_media(ad, limits, platform, assets, problems)
    _check_cards(ad, assets, problems)


def check_link(link: str, problems: Problems, field: str = "link") -> None:
    """Add a problem when a link is missing, too long, or not a whole web address."""
    if not link:
        problems.add(field, "Write the address.")
    elif len(link) > LINK_MOST:
        problems.add(field, f"That is {len(link)} characters; {LINK_MOST} fit.")
    elif not is_clean(link):
        problems.add(field, UNCLEAN)
    elif not is_web_address(link):
        problems.add(field, "Write a whole web address, such as https://example.com/cakes.")


def is_web_address(link: str) -> bool:
    """Return whether it is a web address with a host and nothing odd."""
    try:
        parts = urlsplit(link)
        is_good = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
        return is_good and not any(c.isspace() for c in link) and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return False


def _check_texts(name: str, texts: tuple[str, ...], limit: Texts, limits: Limits, problems: Problems) -> None:
    field = SINGULAR.get(name, name) if limit.least <= 1 else name
    if not texts and limit.least:
        problems.add(field, MISSING[name] if limit.least == 1 else f"Write at least {limit.least} {NOUNS[name]}.")
    elif len(texts) < limit.least:
        problems.add(field, f"{limit.least} {NOUNS[name]} are needed; these are {len(texts)}.")
    elif len(texts) > limit.most:
        problems.add(field, f"That is {len(texts)} {NOUNS.get(name, name)}; {limit.most} fit.")
    for text in texts:
        width = width_of(text, is_double=limits.is_double)
        if width > limit.width:
            which = f" “{text[:20]}…”" if len(texts) > 1 else ""
            problems.add(field, f"That is {width} characters; {limit.width} fit.{which}")
        if not is_clean(text, multiline=name in MULTILINE):
            problems.add(field, UNCLEAN)


def _check_media(ad: Creative, limits: Limits, platform: str, assets: Mapping[UUID, Any], problems: Problems) -> None:
    wants = limits.media
    kinds = {
        "images": (AssetKind.IMAGE, "asset"),
        "logos": (AssetKind.LOGO, "logos"),
        "videos": (AssetKind.VIDEO, "videos"),
    }
    for name, (kind, field) in kinds.items():
        chosen = [assets.get(uuid) for uuid in getattr(ad, name)]
        words = "video" if kind == AssetKind.VIDEO else "picture"
        if any(asset is None for asset in chosen):
            problems.add(field, f"This {words} is not in your library. Choose another.")
        elif any(
            (asset is not None and asset.kind == AssetKind.VIDEO) != (kind == AssetKind.VIDEO) for asset in chosen
        ):
            problems.add(field, f"Choose a {words} here.")
    if wants.images and not (ad.images or ad.cards or (ad.videos and not wants.ratios)):
        problems.add("asset", "Choose a picture, or upload one.")
    _check_ratios(ad, wants.ratios, platform, assets, problems)
    if wants.logos and not ad.logos:
        problems.add("logos", f"{platform_name(platform)} shows your logo here. Choose a square picture of it.")
    if wants.videos and not ad.videos:
        problems.add("videos", f"Ads on {platform_name(platform)} are videos. Choose one, or upload one.")


def _check_ratios(
    ad: Creative, ratios: tuple[str, ...], platform: str, assets: Mapping[UUID, Any], problems: Problems
) -> None:
    there = {asset.ratio for uuid in ad.images if (asset := assets.get(uuid))}
    names = {"1.91:1": "a wide one (1.91:1)", "1:1": "a square one"}
    missing = [names[ratio] for ratio in ratios if ratio not in there]
    if ad.images and missing:
        needed = " and ".join(names[ratio] for ratio in ratios)
        problems.add("asset", f"{platform_name(platform)} needs {needed} here; {' and '.join(missing)} is missing.")


def _check_cards(ad: Creative, assets: Mapping[UUID, Any], problems: Problems) -> None:
    least, most = CARDS
    if ad.cards and not least <= len(ad.cards) <= most:
        problems.add("cards", f"A carousel has {least} to {most} cards; these are {len(ad.cards)}.")
    for card in ad.cards:
        check_link(card.link, problems, "cards")
        if not card.headline.strip() or not is_clean(card.headline):
            problems.add("cards", "Every card needs a headline.")
        if not is_clean(card.description):
            problems.add("cards", UNCLEAN)
        if max(len(card.headline), len(card.description)) > CARD_TEXT_MOST:
            problems.add("cards", f"At most {CARD_TEXT_MOST} characters of text fit on a card.")
        if (asset := assets.get(card.image)) is None or asset.kind == AssetKind.VIDEO:
            problems.add("cards", "Choose a picture of your library for every card.")
