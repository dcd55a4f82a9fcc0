"""Names and link parameters made from templates. Pure.

A template is text with placeholders in braces: `{campaign} · {platform}`. In link parameters a placeholder may also be
one of `MACROS`, which the platform fills in when somebody clicks; a parameter that a platform has no macro for is left
out there.

The macros are written as the platforms' help pages do. Unverified on a real account: that each one is filled in when it
stands in the ad's own link (and not in the platform's field for link parameters).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_plus, urlsplit, urlunsplit

from integrations.types import Platform, Purpose

NAME_WORDS = ("campaign", "platform", "purpose", "date")
LINK_WORDS = (*NAME_WORDS, "ad_group", "ad")
MACROS: dict[str, dict[str, str]] = {
    "campaign_id": {"google": "{campaignid}", "meta": "{{campaign.id}}", "tiktok": "__CAMPAIGN_ID__"},
    "ad_group_id": {"google": "{adgroupid}", "meta": "{{adset.id}}", "tiktok": "__AID__"},
    "ad_id": {"google": "{creative}", "meta": "{{ad.id}}", "tiktok": "__CID__"},
    "placement": {"google": "{placement}", "meta": "{{placement}}", "tiktok": "__PLACEMENT__"},
    "keyword": {"google": "{keyword}"},
    "match": {"google": "{matchtype}"},
    "device": {"google": "{device}"},
}
NAME_MOST, LINK_MOST = 200, 1000
PLATFORM_NAMES = {Platform.GOOGLE: "Google", Platform.META: "Meta", Platform.TIKTOK: "TikTok"}
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
KEY = re.compile(r"[A-Za-z0-9_.~-]+")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands for the placeholders. `platform` and `purpose` are the vocabulary's; `date` is an ISO day."""

    campaign: str
    platform: str = ""
    purpose: str = ""
    date: str = ""
    ad_group: str = ""
    ad: str = ""


EXAMPLE = Words("Christmas cakes", Platform.META, Purpose.SALES, "2026-11-21", "Ireland", "Order by Friday")


def name_problem(template: str) -> str:
    """Return what is wrong with a template of names, for people; "" when nothing is."""
    if "{campaign}" not in template:
        return "Keep {campaign} in it, so that names can be told apart."
    return _too_long(template, NAME_MOST) or _unknown(template, NAME_WORDS)


def utm_problem(template: str) -> str:
    """Return what is wrong with a template of link parameters, for people; "" when nothing is. Empty adds nothing."""
    if wrong := _too_long(template, LINK_MOST) or _unknown(template, (*LINK_WORDS, *MACROS)):
        return wrong
    keys = [pair.partition("=")[0] for pair in _pairs(template)]
    if odd := next((key for key in keys if not KEY.fullmatch(key)), None):
        return f"“{odd[:30]}” is no name of a parameter. Write them as utm_source={{platform}}&utm_medium=paid."
    if any("=" not in pair for pair in _pairs(template)):
        return "Write each parameter with a value, such as utm_medium=paid, and & between them."
    if len(set(keys)) < len(keys):
        return "Each parameter can stand here once only."
    return ""


def name_of(template: str, words: Words) -> str:
    """Return a name; where a placeholder has nothing to say, the space around it closes."""
    shown = {
        "campaign": words.campaign,
        "platform": PLATFORM_NAMES.get(Platform(words.platform), "") if words.platform else "",
        "purpose": words.purpose.replace("_", " "),
        "date": words.date,
    }
    filled = PLACEHOLDER.sub(lambda found: shown.get(found[1], ""), template)
    return " ".join(filled.split()) or words.campaign


def tag_link(link: str, template: str, words: Words) -> str:
    """Return a link with the template's parameters added. What the link says of the same parameter already stays."""
    if not link:
        return link
    parts = urlsplit(link)
    there = {unquote_plus(pair.partition("=")[0]) for pair in _pairs(parts.query)}
    added = [pair for pair in _filled(template, words) if pair.partition("=")[0] not in there]
    query = "&".join([*([parts.query] if parts.query else []), *added])
    return urlunsplit(parts._replace(query=query)) if added else link


def example_name(template: str) -> str:
    """Return the name that a template gives an example campaign; "" for one that is wrong."""
    return "" if name_problem(template) else name_of(template, EXAMPLE)


def example_utm(template: str) -> str:
    """Return the link that a template gives an example ad; "" for one that is wrong."""
    return "" if utm_problem(template) else tag_link("https://example.com/cakes", template, EXAMPLE)


def _filled(template: str, words: Words) -> Iterator[str]:
    """Yield the parameters, encoded, without those that have nothing to say."""
    for pair in _pairs(template):
        key, _, value = pair.partition("=")
        said = _encode(value, lambda name: _value(name, words))
        if said:
            yield f"{key}={said}"


def _encode(text: str, value_of: Callable[[str], str]) -> str:
    """Percent-encode what people wrote; a platform's macro stays as it is, for the platform to find it."""
    said, end = [], 0
    for found in PLACEHOLDER.finditer(text):
        said += [_quoted(text[end : found.start()]), value_of(found[1])]
        end = found.end()
    return "".join([*said, _quoted(text[end:])])


def _value(name: str, words: Words) -> str:
    if name in MACROS:
        return MACROS[name].get(words.platform, "")
    return _quoted(str(getattr(words, name, "")), is_ours=True)


def _quoted(text: str, *, is_ours: bool = False) -> str:
    return quote(text, safe="" if is_ours else "%+,:;@!*'()/?")


def _pairs(query: str) -> list[str]:
    return [pair for pair in query.split("&") if pair]


def _unknown(template: str, known: tuple[str, ...]) -> str:
    if any(sign.isspace() and sign != " " for sign in template):
        return "Write it on one line."
    for name in PLACEHOLDER.findall(template):
        if name not in known:
            return f"There is no {{{name[:30]}}}. Choose from {', '.join(f'{{{one}}}' for one in known)}."
    if set(PLACEHOLDER.sub("", template)) & set("{}"):
        return "A brace is left open. Write placeholders as {campaign}."
    return ""


def _too_long(template: str, most: int) -> str:
    return f"That is {len(template)} characters; {most} fit." if len(template) > most else ""
