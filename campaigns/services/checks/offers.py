"""The app to install and the form that opens inside the platform."""

import re

from campaigns.services.checks.ads import is_web_address
from campaigns.services.checks.problems import UNCLEAN, Problems, is_clean
from campaigns.types import Draft
from integrations.types import AppStore, LeadForm

QUESTIONS_MOST = 10
TEXT_MOST = 500
STORE_IDS = {AppStore.GOOGLE_PLAY: r"[A-Za-z][\w]*(\.[\w]+)+", AppStore.APP_STORE: r"(id)?\d{5,15}"}


def check_app(draft: Draft, problems: Problems) -> None:
    """Add a problem when the app's store id or address cannot be one."""
    if draft.app is None:
        return
    app = draft.app
    if not re.fullmatch(STORE_IDS[app.store], app.store_id, re.ASCII) or len(app.store_id) > 200:
        problems.add(
            "app", "Write the app's id as its store shows it: com.example.app, or the digits of the App Store."
        )
    if app.store_url and not is_web_address(app.store_url):
        problems.add("app", "Write the whole address of the app's page in its store.")
    if len(app.external_id) > 64 or not is_clean(app.external_id):
        problems.add("app", "Write the platform's id of the app, or leave it empty.")


def check_lead_form(draft: Draft, problems: Problems) -> None:
    """Add a problem when a new form lacks a headline, a question, or the privacy policy that platforms insist on."""
    form = draft.lead_form
    if form is None or form.external_id:
        return
    if not form.headline.strip():
        problems.add("lead_form", "Write a headline for the form.")
    if not is_web_address(form.privacy_url):
        problems.add("lead_form", "Write the address of your privacy policy; platforms show it below the form.")
    if not form.questions or len(form.questions) > QUESTIONS_MOST:
        problems.add("lead_form", f"Ask for something, at most {QUESTIONS_MOST} things.")
    if any(not is_clean(text, multiline=True) or len(text) > TEXT_MOST for text in _texts(form)):
        problems.add("lead_form", f"{UNCLEAN} At most {TEXT_MOST} characters each fit.")


def _texts(form: LeadForm) -> tuple[str, ...]:
    return (form.headline, form.description, form.thanks, *form.questions)
