"""What a draft still lacks before it can be launched, by the steps in which it is written."""

import re
from datetime import datetime
from uuid import UUID

from campaigns.models import Campaign
from campaigns.services.checks import find_problems
from campaigns.services.draft_reading import read_draft
from campaigns.services.drafts import accounts_of, today_of
from campaigns.types import Draft

STEPS = {
    "goal": (
        "name", "purpose", "app", "lead_form", "special_categories", "special_category_countries", "is_eu_political",
    ),
    "audience": (
        "countries", "places", "radii", "languages", "age_min", "age_max", "genders", "interests", "audiences",
        "excluded_audiences", "keywords", "negative_keywords", "placements",
    ),
    "platforms": (
        "ad_account", "parts", "daily_budget_minor", "lifetime_budget_minor", "budget_level", "channel", "bid",
        "ad_groups",
    ),
    "ads": (),
    "schedule": ("start_date", "end_date", "conversion", "utm_template"),
}  # fmt: skip
"""Which field is written in which step; whatever is not named is of an ad. A name of an ad group or ad is, too."""
STEP_OF = {field: step for step, fields in STEPS.items() for field in fields}
PLACE = re.compile(r"(parts|ad_groups|ads)\.\d+\.")


def list_gaps(campaign: Campaign, now: datetime) -> dict[str, dict[str, list[str]]]:
    """Return what stands against launching a draft: by step (goal, audience, platforms, ads, schedule) and field.

    A step without a gap is not in it. Fields are paths as in `check_draft`; the texts say what to do.
    """
    found: dict[str, dict[str, list[str]]] = {step: {} for step in STEPS}
    for field, texts in gaps_of(read_draft(campaign), now).items():
        found[step_of(field)][field] = texts
    return {step: fields for step, fields in found.items() if fields}


def gaps_of(draft: Draft, now: datetime, only: frozenset[UUID] = frozenset()) -> dict[str, list[str]]:
    """Return what stands against a draft by field; with `only` (ids of ad accounts) what is about other parts is out."""
    accounts = accounts_of(draft)
    problems = find_problems(draft, accounts=accounts, today=today_of(accounts, now), is_kept=True)
    others = [f"parts.{place}." for place, part in enumerate(draft.parts) if only and part.ad_account not in only]
    return {field: texts for field, texts in problems.fields.items() if not field.startswith(tuple(others))}


def step_of(field: str) -> str:
    """Return the step in which a field is written."""
    last = PLACE.sub("", field)
    is_inner = last == "name" and last != field
    return "ads" if is_inner else STEP_OF.get(last, "ads")
