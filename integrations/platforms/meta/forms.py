"""Lead forms, which belong to a Page: listed, found by name, made. All of it in the Page's own name (its token).

Names need not be unique there, so a form is looked up before it is made again. How long a headline may be is from
memory. https://developers.facebook.com/docs/marketing-api/guides/lead-ads/create
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from facebook_business.adobjects.page import Page

from integrations import types as t
from integrations.errors import InvalidRequest, PermissionDenied
from integrations.platforms.meta.client import GraphApi, id_of, list_edge

HEADLINE_MOST, QUESTIONS_MOST = 60, 15
BUTTONS = ("learn_more", "sign_up", "get_quote", "apply", "subscribe", "download", "book_now", "contact_us")
NOT_FOR_PAGE = (
    "Adwright may not act for this Page, so it cannot make forms for it. In Meta's Business settings give yourself the "
    "task “Ads” on the Page, then connect Meta again and leave the Page ticked."
)
_STANDARD = {
    "full_name": "FULL_NAME", "email": "EMAIL", "phone": "PHONE", "postcode": "POST_CODE", "company": "COMPANY_NAME",
}  # fmt: skip
_SEEN = 500


def open_page(api: GraphApi, page_id: str) -> Page:
    """Return the Page, spoken to in its own name; raises PermissionDenied where the owner may not."""
    token = api.get(page_id, fields="access_token").get("access_token")
    if not token:
        raise PermissionDenied(NOT_FOR_PAGE)
    return Page(page_id, api=api.speaking_as(token))


def list_forms(page: Page) -> Iterator[Mapping[str, Any]]:
    """Yield the newest forms that are in use."""
    found = list_edge(page, "leadgen_forms", ["id", "name", "status"], limit=100)
    return (row for row in islice(found, _SEEN) if row.get("status", "ACTIVE") == "ACTIVE")


def has_accepted_terms(api: GraphApi, page_id: str) -> bool:
    """Return whether the Page has taken Meta's terms for lead ads, without which no form can be shown; yes where Meta
    does not tell, for it then says so when the form is made."""
    try:
        return bool(api.get(page_id, fields="leadgen_tos_accepted").get("leadgen_tos_accepted", True))
    except (PermissionDenied, InvalidRequest):
        return True


def find_form(page: Page, name: str) -> str | None:
    """Return the id of the form of this exact name."""
    return next((row["id"] for row in list_forms(page) if row.get("name") == name), None)


def make_form(page: Page, form: t.LeadForm, name: str, link: str) -> str:
    """Make a form and return its id; not idempotent, look it up first."""
    return id_of(page.create_lead_gen_form(params=build(form, name, link)))


def build(form: t.LeadForm, name: str, link: str) -> dict[str, Any]:
    """Return a form's parameters. Who has filled it in is led to `link`."""
    made: dict[str, Any] = {
        "name": name,
        "questions": [_question(number, words) for number, words in enumerate(form.questions, 1)],
        "privacy_policy": {"url": form.privacy_url},
        "follow_up_action_url": link,
        "context_card": {"title": form.headline, "style": "PARAGRAPH_STYLE", "content": [form.description]},
        "question_page_custom_headline": form.headline,
    }
    if form.thanks:
        made["thank_you_page"] = {
            "title": form.thanks,
            "body": form.thanks,
            "button_type": "VIEW_WEBSITE",
            "button_text": "View website",
            "website_url": link,
        }
    return made


def _question(number: int, words: str) -> dict[str, str]:
    if words in _STANDARD:
        return {"type": _STANDARD[words]}
    return {"type": "CUSTOM", "key": f"question_{number}", "label": words}
