"""In which step of the builder a field is written, and settling what a copy left out there."""

import re
from dataclasses import replace
from typing import Any, TypeVar

from campaigns.types import Draft, DraftAd, DraftGroup, DraftPart

Holder = TypeVar("Holder", DraftPart, DraftGroup, DraftAd)
STEPS = {
    "goal": (
        "name", "purpose", "app", "lead_form", "special_categories", "special_category_countries", "is_eu_political",
    ),
    "platforms": (
        "ad_account", "parts", "daily_budget_minor", "lifetime_budget_minor", "budget_level", "channel", "bid",
        "ad_groups",
    ),
    "audience": (
        "countries", "places", "radii", "languages", "age_min", "age_max", "genders", "interests", "audiences",
        "excluded_audiences", "keywords", "negative_keywords", "placements",
    ),
    "ads": (),
    "schedule": ("start_date", "end_date", "conversion", "utm_template"),
}  # fmt: skip
"""Which field is written in which step; whatever is not named is of an ad. A name of an ad group or ad is, too."""
STEP_OF = {field: step for step, fields in STEPS.items() for field in fields}
PLACE = re.compile(r"(parts|ad_groups|ads)\.\d+\.")


def step_of(field: str) -> str:
    """Return the step in which a field, named by its path, is written."""
    last = PLACE.sub("", field)
    is_inner = last == "name" and last != field
    return "ads" if is_inner else STEP_OF.get(last, "ads")


def settle(draft: Draft, step: str) -> Draft:
    """Return a draft of which somebody has looked at a step: what a copy left out there is no gap any more."""
    return replace(draft, parts=tuple(_settled_part(part, step) for part in draft.parts))


def _settled_part(part: DraftPart, step: str) -> DraftPart:
    return _without(part, step, ad_groups=tuple(_settled_group(group, step) for group in part.ad_groups))


def _settled_group(group: DraftGroup, step: str) -> DraftGroup:
    return _without(group, step, ads=tuple(_without(ad, step) for ad in group.ads))


def _without(holder: Holder, step: str, **values: Any) -> Holder:
    return replace(holder, **values, left_out=tuple(one for one in holder.left_out if step_of(one.field) != step))
