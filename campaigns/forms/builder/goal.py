"""The first step: what the campaign is called, what it is for, what the law wants to know."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django import forms

from campaigns.forms import choices
from campaigns.forms.builder.base import StepForm
from campaigns.forms.builder.inputs import text
from campaigns.forms.errors import DAMAGED
from campaigns.types import Draft
from integrations.types import AppStore, LeadForm, PromotedApp, Purpose

KNOWN = tuple(choices.QUESTIONS)
ASKED_FIRST = ["full_name", "email"]


class GoalForm(StepForm):
    """Name and purpose; the app to install, the form inside the ad; special categories."""

    renamed = {"app": "app_id", "lead_form": "form_headline", "special_category_countries": "special_categories"}

    token = forms.UUIDField(
        widget=forms.HiddenInput(attrs={"data-in-address": ""}), required=False, error_messages=DAMAGED
    )  # fmt: skip
    name = text("What it is called", "Only you see it.")
    purpose = forms.ChoiceField(
        label="What it is for", choices=choices.of(choices.PURPOSES), widget=forms.RadioSelect, required=False,
        error_messages={"invalid_choice": "Choose what the campaign is for."},
    )  # fmt: skip
    app_store = forms.ChoiceField(label="Where the app is", choices=choices.STORES, required=False)
    app_id = text("The app’s id in its store", "com.example.app, or the digits of the App Store.")
    app_url = text("The app’s page in its store")
    app_platform_id = text("The platform’s id of the app", "Meta and TikTok: where the app is registered with them.")
    form_headline = text("Headline of the form", "Empty: people fill in the form on your website.", limit=60)
    form_text = text("What it says", rows=2)
    form_questions = forms.MultipleChoiceField(
        label="What it asks for", choices=choices.of(choices.QUESTIONS), widget=forms.CheckboxSelectMultiple, required=False
    )  # fmt: skip
    form_question = text("A question of your own")
    form_privacy = text("Address of your privacy policy")
    form_thanks = text("What it says afterwards")
    special_categories = forms.MultipleChoiceField(
        label="Is it about one of these?", choices=choices.of(choices.CATEGORIES), widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    is_eu_political = forms.BooleanField(label="It is political advertising in the EU", required=False)

    def shown(self, token: UUID | None = None) -> dict[str, Any]:
        """Return what the inputs hold at first; `token` is what the draft that it makes is known by."""
        draft = self.draft
        return {
            "token": token or uuid4(),
            "name": draft.name,
            "purpose": draft.purpose,
            "special_categories": list(draft.special_categories),
            "is_eu_political": draft.is_eu_political,
            **_app_shown(draft.app),
            **_form_shown(draft.lead_form),
        }

    def clean(self) -> dict[str, Any]:
        """Tell what cannot be kept because what goes with it is missing."""
        data = self.cleaned_data
        if data.get("purpose") == Purpose.APP_INSTALLS and data.get("app_id") and not data.get("app_store"):
            self.add_error("app_store", "Choose the store that the app is in.")
        return data

    def changed(self) -> Draft:
        """Return the draft with what was typed."""
        data, draft = self.cleaned_data, self.draft
        categories = tuple(data["special_categories"])
        countries = draft.special_category_countries or (draft.targeting.countries if draft.targeting else ())
        return replace(
            draft,
            name=data["name"],
            purpose=data["purpose"],
            app=_app(data) if data["purpose"] == Purpose.APP_INSTALLS else None,
            lead_form=_lead_form(data, draft.lead_form) if data["purpose"] == Purpose.LEAD_GENERATION else None,
            special_categories=categories,
            special_category_countries=countries if categories else (),
            is_eu_political=data["is_eu_political"],
        )


def _app(data: dict[str, Any]) -> PromotedApp | None:
    if not (data["app_store"] and data["app_id"]):
        return None
    return PromotedApp(AppStore(data["app_store"]), data["app_id"], data["app_url"], data["app_platform_id"])


def _app_shown(app: PromotedApp | None) -> dict[str, Any]:
    if app is None:
        return {}
    return {
        "app_store": app.store,
        "app_id": app.store_id,
        "app_url": app.store_url,
        "app_platform_id": app.external_id,
    }


def _lead_form(data: dict[str, Any], kept: LeadForm | None) -> LeadForm | None:
    """Return the form as soon as anything of it is written; what it lacks is told as a gap."""
    said = [data[f"form_{name}"] for name in ("headline", "text", "question", "privacy", "thanks")]
    if not any(said):
        return None
    own = _own(kept)[1:]
    questions = (*data["form_questions"], *([data["form_question"]] if data["form_question"] else []), *own)
    external = kept.external_id if kept else ""
    return LeadForm(said[0], said[1], questions, said[3], said[4], external)


def _form_shown(form: LeadForm | None) -> dict[str, Any]:
    if form is None:
        return {"form_questions": ASKED_FIRST}
    return {
        "form_headline": form.headline,
        "form_text": form.description,
        "form_privacy": form.privacy_url,
        "form_thanks": form.thanks,
        "form_questions": [question for question in form.questions if question in KNOWN],
        "form_question": (*_own(form), "")[0],
    }


def _own(form: LeadForm | None) -> tuple[str, ...]:
    return tuple(question for question in (form.questions if form else ()) if question not in KNOWN)
