"""What Meta asks of what an ad shows: links, pictures, films, cards, buttons."""

from typing import Any
from urllib.parse import urlsplit

from .call import Call
from .errors import not_one_of, refused
from .forms import check_button
from .videos import check_usable
from .words import CALLS_TO_ACTION


def check_link_data(call: Call, part: dict[str, Any]) -> None:
    _check_link(part.get("link", ""))
    cards = part.get("child_attachments")
    for shown in [part, *(cards or [])]:
        _check_image(call, shown.get("image_hash"))
    if cards is None:
        return
    if not 2 <= len(cards) <= 10:
        raise refused("Carousel cards", "A carousel needs 2 to 10 cards.", "child_attachments")
    for card in cards:
        _check_link(card.get("link", ""))


def _check_link(link: str) -> None:
    if not link:
        raise refused("Link required", "link_data needs a link.", "link", subcode=1815520)
    address = urlsplit(link)
    if address.scheme not in ("http", "https") or "." not in (address.hostname or ""):
        raise refused("Invalid link", "The website address isn't valid.", "link", subcode=1487928)


def _check_image(call: Call, digest: str | None) -> None:
    if digest and call.store.get(f"{call.account.id}:{digest}", "image") is None:
        raise refused("Image not found", "The image is not in the ad account's library.", "image_hash", subcode=1487758)


def check_video_data(call: Call, part: dict[str, Any]) -> None:
    if not part.get("video_id"):
        raise refused("Video required", "video_data needs a video_id.", "video_id")
    check_usable(call, part["video_id"])
    _check_image(call, part.get("image_hash"))
    if not (part.get("image_hash") or part.get("image_url")):
        raise refused(
            "Thumbnail required", "Your video needs a thumbnail: image_hash or image_url.", "image_url", subcode=1443226
        )


def check_call_to_action(call: Call, page_id: str, action: dict[str, Any] | None) -> None:
    if action is None:
        return
    if action.get("type") not in CALLS_TO_ACTION:
        raise not_one_of("call_to_action[type]", CALLS_TO_ACTION)
    check_button(call, page_id, action)


def check_instagram(call: Call, instagram_id: Any) -> None:
    """Refuse an Instagram account that is not shared with who asks (subcode from memory)."""
    found = call.store.get(str(instagram_id), "instagram") if instagram_id else None
    if instagram_id and (found is None or call.person is None or call.person.id not in found.data["_people"]):
        raise refused(
            "Instagram account not available", f"The Instagram account {instagram_id} can't be used here.",
            "instagram_user_id", subcode=1772103,
        )  # fmt: skip
