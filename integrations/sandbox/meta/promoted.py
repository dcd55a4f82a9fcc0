"""What an ad set promotes: a Page, a pixel and an event, an app in its store."""

from typing import Any

from ..store import Thing
from .call import Call
from .errors import not_one_of, refused
from .words import CUSTOM_EVENTS, PROMOTED, PROMOTED_BY_OBJECTIVE

_ON_FORMS = ("LEAD_GENERATION", "QUALITY_LEAD")


def read_promoted(call: Call, campaign: Thing, goal: str) -> dict[str, Any] | None:
    promoted = call.json("promoted_object") or {}
    needs = PROMOTED.get(goal) or PROMOTED_BY_OBJECTIVE.get(campaign.data["objective"], ())
    if needs and not any(all(promoted.get(name) for name in names) for names in needs):
        wanted = " or ".join(" and ".join(names) for names in needs)
        raise refused(
            "Promoted object required", f"Set a promoted object with {wanted} for this performance goal.",
            "promoted_object", subcode=1815430,
        )  # fmt: skip
    _check_promoted(call, promoted)
    if goal in _ON_FORMS:
        _check_terms(call, promoted["page_id"])
    return promoted or None


def _check_terms(call: Call, page_id: Any) -> None:
    """Refuse a Page that has not accepted the terms for lead ads."""
    page = call.store.get(str(page_id), "page")
    if page and not page.data.get("leadgen_tos_accepted"):
        raise refused(
            "Terms of Service Not Accepted", "The Page must accept the Lead Generation Terms of Service first.",
            "promoted_object", subcode=1815089,
        )  # fmt: skip


def _check_promoted(call: Call, promoted: dict[str, Any]) -> None:
    event = promoted.get("custom_event_type")
    if event and event not in CUSTOM_EVENTS:
        raise not_one_of("promoted_object[custom_event_type]", CUSTOM_EVENTS)
    pixel = promoted.get("pixel_id")
    found = call.store.get(str(pixel), "pixel") if pixel else None
    if pixel and (found is None or found.account != call.account.id):
        raise refused(
            "Pixel not available", f"The pixel {pixel} is not available to this ad account.", "promoted_object"
        )
    check_page(call, promoted.get("page_id"))
    _check_app(call, promoted)


def check_page(call: Call, page_id: Any) -> None:
    """Refuse a Page that is not there or not the caller's."""
    page = call.store.get(str(page_id), "page") if page_id else None
    if page_id and (page is None or call.person is None or call.person.id not in page.data["_people"]):
        raise refused(
            "Page not available", f"The Page {page_id} does not exist, or you may not advertise for it.",
            "page_id", subcode=1885194,
        )  # fmt: skip


def _check_app(call: Call, promoted: dict[str, Any]) -> None:
    """Refuse an app that the account may not advertise, and a store address that is not the app's (from memory)."""
    wanted, address = promoted.get("application_id"), promoted.get("object_store_url", "")
    if not wanted:
        return
    app = call.store.get(str(wanted), "app")
    if app is None or app.account != call.account.id:
        raise refused(
            "App not available", f"The app {wanted} can't be advertised by this ad account.", "promoted_object",
            subcode=1885021,
        )  # fmt: skip
    if address.split("?")[0] not in [url.split("?")[0] for url in app.data["object_store_urls"].values()]:
        raise refused(
            "Store address doesn't fit", "The object_store_url isn't one of the app's store addresses.", "promoted_object",
            subcode=1885092,
        )  # fmt: skip
