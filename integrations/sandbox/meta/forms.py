"""Lead forms (instant forms): they belong to a Page and are reached with the Page's own token.

Subcodes 1892075 and 1892085 are as Meta's users report them; 1892188 is from memory.
"""

from typing import Any
from urllib.parse import urlsplit

from ..store import Thing
from . import tokens
from .call import Call
from .errors import GraphError, missing, not_one_of, refused
from .lists import page
from .objects import read_name
from .registry import computed, edge, node
from .render import moment, render

_QUESTIONS = [
    "CUSTOM", "CITY", "COMPANY_NAME", "COUNTRY", "DOB", "EMAIL", "FIRST_NAME", "FULL_NAME", "GENDER", "JOB_TITLE", "LAST_NAME",
    "PHONE", "POST_CODE", "STATE", "STREET_ADDRESS", "WORK_EMAIL", "WORK_PHONE_NUMBER", "ZIP",
]  # fmt: skip
BUTTONS = (
    "APPLY_NOW", "BOOK_NOW", "CONTACT_US", "DOWNLOAD", "GET_OFFER", "GET_QUOTE", "LEARN_MORE", "SIGN_UP", "SUBSCRIBE",
)  # fmt: skip
_MOST_CUSTOM = 15


@edge("page", "leadgen_forms")
def list_forms(call: Call, owner: Thing) -> dict[str, Any]:
    _need_page(call, owner)
    forms = call.store.list("form", parent=owner.id)[::-1]
    return page(call, forms, lambda form: render(call, form, call.text("fields")))


@edge("page", "leadgen_forms", "POST")
def create_form(call: Call, owner: Thing) -> dict[str, Any]:
    _need_page(call, owner)
    tokens.need_scope(call, "pages_manage_ads")
    data = {"name": read_name(call), "status": "ACTIVE", "locale": call.text("locale", "en_US")}
    data["questions"] = _read_questions(call)
    data["privacy_policy_url"] = _read_privacy(call)
    data["follow_up_action_url"] = _read_follow_up(call)
    for part in ("context_card", "thank_you_page"):
        if call.has(part):
            data[part] = call.json(part)
    if call.has("question_page_custom_headline"):
        data["question_page_custom_headline"] = call.text("question_page_custom_headline")
    form = Thing(call.world.new_id(), "form", "", owner.id, call.now, call.now, data)
    call.store.put(form)
    call.made.append(("form", form.id, form.name))
    return {"id": form.id}


def _need_page(call: Call, owner: Thing) -> None:
    """Refuse whoever does not speak as the Page itself."""
    if call.token.get("page") != owner.id:
        raise GraphError("(#190) This method must be called with a Page Access Token", 190)
    tokens.need_scope(call, "pages_manage_ads", "leads_retrieval")


def _read_questions(call: Call) -> list[dict[str, Any]]:
    questions = call.json("questions", list)
    if not questions:
        raise missing("questions")
    for question in questions:
        if question.get("type") not in _QUESTIONS:
            raise not_one_of("questions[type]", _QUESTIONS)
        if question["type"] == "CUSTOM" and not str(question.get("label", "")).strip():
            raise refused("Question needs a label", "A custom question needs a label.", "questions", subcode=1892188)
    kinds = [question["type"] for question in questions if question["type"] != "CUSTOM"]
    if len(set(kinds)) != len(kinds) or len(questions) - len(kinds) > _MOST_CUSTOM:
        raise refused("Too many questions", "Ask each standard question once, and at most 15 of your own.", "questions")
    return questions


def _read_privacy(call: Call) -> str:
    url = str((call.json("privacy_policy") or {}).get("url", ""))
    if urlsplit(url).scheme not in ("http", "https"):
        raise refused(
            "Legal content missing",
            "Either legal_content_id or privacy_policy is required to be specified to create a LeadGen form",
            "privacy_policy", subcode=1892075,
        )  # fmt: skip
    return url


def _read_follow_up(call: Call) -> str:
    url = call.text("follow_up_action_url")
    if urlsplit(url).scheme not in ("http", "https"):
        raise refused("Missing Fields", "Missing field(s): FollowUpActionURL", "follow_up_action_url", subcode=1892085)
    return url


@node("form", "POST")
def change_form(call: Call, form: Thing) -> dict[str, Any]:
    """Only the switch of a form can be changed."""
    form.data["status"] = call.one_of("status", ["ACTIVE", "ARCHIVED", "DELETED", "DRAFT"], form.data["status"])
    call.store.put(form)
    return {"success": True}


@computed("form", "created_time")
def created_time(call: Call, form: Thing) -> str:
    return moment(call, form.created)


@computed("form", "page_id")
def page_id(call: Call, form: Thing) -> str:
    return form.parent


def check_button(call: Call, page_id: str, action: dict[str, Any]) -> None:
    """Refuse a button for a form that is not the Page's, is no longer used, or cannot open one."""
    form_id = (action.get("value") or {}).get("lead_gen_form_id")
    if not form_id:
        return
    form = call.store.get(str(form_id), "form")
    if form is None or form.parent != page_id or form.data["status"] != "ACTIVE":
        raise refused("Form not available", f"The form {form_id} can't be used with this Page.", "lead_gen_form_id")
    if action.get("type") not in BUTTONS:
        raise refused("Button not available", f"{action.get('type')} can't open a form.", "call_to_action")
