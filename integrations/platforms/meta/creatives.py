"""What an ad shows: a picture, a carousel or a video, in Meta's words. Pure.

Meta's `message` is the primary text; the headline is `name` beside a link, `title` beside a video.
https://developers.facebook.com/docs/marketing-api/reference/ad-creative-object-story-spec
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from integrations import types as t
from integrations.platforms.meta.purposes import event_of

CALLS_TO_ACTION = {
    "learn_more": "LEARN_MORE", "shop_now": "SHOP_NOW", "sign_up": "SIGN_UP", "book_now": "BOOK_NOW",
    "contact_us": "CONTACT_US", "download": "DOWNLOAD", "install": "INSTALL_MOBILE_APP", "get_quote": "GET_QUOTE",
    "apply": "APPLY_NOW", "subscribe": "SUBSCRIBE", "order": "ORDER_NOW", "tickets": "BUY_TICKETS",
    "directions": "GET_DIRECTIONS", "call": "CALL_NOW", "watch": "WATCH_MORE",
}  # fmt: skip
COMMON_CALLS = {word: common for common, word in CALLS_TO_ACTION.items()} | {"EVENT_RSVP": "tickets"}


@dataclass(frozen=True, slots=True)
class Media:
    """What was uploaded for an ad: picture hashes by sha256, the video with its still, the form that opens."""

    hashes: Mapping[str, str] = field(default_factory=dict)
    video_id: str = ""
    still_url: str = ""
    form_id: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The ad, and the plan and ad group in which it stands."""

    plan: t.CampaignPlan
    group: t.AdGroupPlan
    ad: t.AdPlan


def build(subject: Subject, name: str, presence: Mapping[str, str], media: Media) -> dict[str, Any]:
    """Return a creative; what is not uploaded yet is left out."""
    story: dict[str, Any] = {"page_id": presence["page_id"]}
    if presence.get("instagram_user_id") and _shows_on_instagram(subject.group.targeting):
        story["instagram_user_id"] = presence["instagram_user_id"]
    if subject.ad.videos and not subject.ad.cards:
        story["video_data"] = _video(subject, media)
    else:
        story["link_data"] = _link(subject, media)
    made = {"name": name, "object_story_spec": story}
    if t.SpecialCategory.POLITICS in subject.plan.special_categories:
        made["authorization_category"] = "POLITICAL"
    return made


def _shows_on_instagram(targeting: t.Targeting) -> bool:
    return not targeting.placements or "instagram" in targeting.placements


def _link(subject: Subject, media: Media) -> dict[str, Any]:
    ad = subject.ad
    made: dict[str, Any] = {
        "link": _address(subject),
        "message": _first(ad.primary_texts),
        "call_to_action": _button(subject, _address(subject), media),
    }
    if ad.cards:
        cards = [_card(subject, card, media) for card in ad.cards]
        return made | {"child_attachments": cards, "multi_share_optimized": True, "multi_share_end_card": False}
    picture = media.hashes.get(ad.images[0].sha256) if ad.images else None
    made |= {"name": _first(ad.headlines), "description": _first(ad.descriptions), "image_hash": picture}
    return _given(made)


def _card(subject: Subject, card: t.Card, media: Media) -> dict[str, Any]:
    return _given(
        {
            "link": card.link,
            "name": card.headline,
            "description": card.description,
            "image_hash": media.hashes.get(card.image.sha256),
            "call_to_action": _button(subject, card.link, media),
        }
    )


def _video(subject: Subject, media: Media) -> dict[str, Any]:
    """A video has no link of its own: the button holds it. The still is the cover, or one that Meta took."""
    ad, cover = subject.ad, subject.ad.videos[0].cover
    still = media.hashes.get(cover.sha256) if cover else None
    return _given(
        {
            "video_id": media.video_id,
            "title": _first(ad.headlines),
            "message": _first(ad.primary_texts),
            "link_description": _first(ad.descriptions),
            "image_hash": still,
            "image_url": None if still else media.still_url,
            "call_to_action": _button(subject, _address(subject), media),
        }
    )


def _address(subject: Subject) -> str:
    """An ad for an app leads to its store, whatever page stands in the plan."""
    plan = subject.plan
    return plan.app.store_url if plan.app and plan.purpose == t.Purpose.APP_INSTALLS else subject.ad.link


def _button(subject: Subject, link: str, media: Media) -> dict[str, Any]:
    """Return the button. Directions lead to the circle's middle (`fbgeo:`, whose form is from Meta's older pages)."""
    plan, radii, word = subject.plan, subject.group.targeting.radii, subject.ad.call_to_action
    value = {"link": link}
    if media.form_id:
        value["lead_gen_form_id"] = media.form_id
    if plan.app and plan.purpose == t.Purpose.APP_INSTALLS:
        value["application"] = plan.app.external_id
    if word == "directions" and radii:
        value = {"link": f'fbgeo://{radii[0].latitude},{radii[0].longitude},"{radii[0].name}"'}
    if plan.purpose == t.Purpose.EVENT_PROMOTION and (event := event_of(plan)):
        return {"type": "EVENT_RSVP", "value": value | {"event_id": event}}
    return {"type": CALLS_TO_ACTION[word], "value": value}


def _given(made: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in made.items() if value}


def _first(texts: tuple[str, ...]) -> str:
    return texts[0] if texts else ""
