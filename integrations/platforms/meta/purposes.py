"""What a purpose means on Meta: objective, performance goal, destination, and what is promoted.

Platform facts, section B. Only pairs that Meta allows for new campaigns; a purpose that needs what the account or the
plan does not have is refused beforehand, with what to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from integrations.types import Problem, Purpose


@dataclass(frozen=True, slots=True)
class Aim:
    """The four words that Meta wants for a purpose, and the promoted object."""

    objective: str
    goal: str
    destination: str
    promoted: Mapping[str, str]


OBJECTIVE_PURPOSES = {
    "OUTCOME_LEADS": Purpose.LEAD_GENERATION,
    "LEAD_GENERATION": Purpose.LEAD_GENERATION,
    "OUTCOME_SALES": Purpose.SALES,
    "CONVERSIONS": Purpose.SALES,
    "PRODUCT_CATALOG_SALES": Purpose.SALES,
    "OUTCOME_AWARENESS": Purpose.BRAND_AWARENESS,
    "BRAND_AWARENESS": Purpose.BRAND_AWARENESS,
    "REACH": Purpose.BRAND_AWARENESS,
    "OUTCOME_APP_PROMOTION": Purpose.APP_INSTALLS,
    "APP_INSTALLS": Purpose.APP_INSTALLS,
    "EVENT_RESPONSES": Purpose.EVENT_PROMOTION,
    "STORE_VISITS": Purpose.STORE_VISITS,
    "OUTCOME_TRAFFIC": Purpose.TRAFFIC,
    "LINK_CLICKS": Purpose.TRAFFIC,
}
_NO_PIXEL = (
    "{what} on your website are counted by a Meta pixel, and this ad account has none. Make one in Meta's Events "
    "Manager, put it on the website, then connect Meta again. Until then choose the purpose “traffic”."
)
_NO_APP = (
    "App installs need the app's Meta id and store address, which Adwright does not keep yet. Choose the purpose "
    "“traffic” with a link to the store."
)
_NO_AUDIENCE = (
    "Showing ads to past visitors needs a custom audience, which Adwright cannot choose yet. Make this campaign in "
    "Meta's Ads Manager, or choose the purpose “sales” or “traffic”."
)


def aim_for(purpose: Purpose, presence: Mapping[str, str]) -> Aim | Problem:
    """Return what to ask Meta for, or why this account cannot have it (field `purpose`)."""
    pixel, page = presence.get("pixel_id", ""), {"page_id": presence.get("page_id", "")}
    if purpose == Purpose.LEAD_GENERATION:
        return _on_website("OUTCOME_LEADS", "LEAD", pixel, "Leads")
    if purpose == Purpose.SALES:
        return _on_website("OUTCOME_SALES", "PURCHASE", pixel, "Orders")
    if purpose in (Purpose.BRAND_AWARENESS, Purpose.STORE_VISITS):
        return Aim("OUTCOME_AWARENESS", "REACH", "", page)
    if purpose in (Purpose.TRAFFIC, Purpose.EVENT_PROMOTION):
        return Aim("OUTCOME_TRAFFIC", "LANDING_PAGE_VIEWS" if pixel else "LINK_CLICKS", "WEBSITE", {})
    return Problem("purpose", _NO_APP if purpose == Purpose.APP_INSTALLS else _NO_AUDIENCE)


def _on_website(objective: str, event: str, pixel: str, what: str) -> Aim | Problem:
    if not pixel:
        return Problem("purpose", _NO_PIXEL.format(what=what))
    promoted = {"pixel_id": pixel, "custom_event_type": event}
    return Aim(objective, "OFFSITE_CONVERSIONS", "WEBSITE", promoted)
