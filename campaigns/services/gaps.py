"""What a draft still lacks before it can be launched, by the steps in which it is written."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from campaigns.drafting import STEPS, step_of
from campaigns.models import Campaign, PlatformCampaign
from campaigns.services.checks import find_problems
from campaigns.services.draft_reading import read_draft
from campaigns.services.drafts import accounts_of, today_of
from campaigns.types import Draft
from tenants.errors import Invalid

Gaps = Mapping[str, list[str]]
"""What stands against a draft, by field."""


def list_gaps(campaign: Campaign, now: datetime, among: Iterable[Any] | None = None) -> dict[str, dict[str, list[str]]]:
    """Return what stands against launching a draft: by step (goal, audience, platforms, ads, schedule) and field.

    A step without a gap is not in it. Fields are paths as in `check_draft`; the texts say what to do. `among` are the
    connected ad accounts, where they are known.
    """
    return by_step(gaps_of(read_draft(campaign), now, among=among))


def refuse_gaps(
    campaign: Campaign, parts: Iterable[PlatformCampaign], now: datetime, lacking: Gaps | None = None
) -> None:
    """Raise Invalid with everything that stands against launching these parts of a draft; without any: all of it.

    `lacking` is what `gaps_of` said of just these, where it was asked.
    """
    only = frozenset(part.account.uuid for part in parts)
    gaps = gaps_of(read_draft(campaign), now, only) if lacking is None else lacking
    if gaps:
        raise Invalid(gaps, "The draft is not complete. Edit it first.")


def by_step(gaps: dict[str, list[str]]) -> dict[str, dict[str, list[str]]]:
    """Return gaps by the step in which each is closed; a step without one is not in it."""
    found: dict[str, dict[str, list[str]]] = {step: {} for step in STEPS}
    for field, texts in gaps.items():
        found[step_of(field)][field] = texts
    return {step: fields for step, fields in found.items() if fields}


def gaps_of(
    draft: Draft, now: datetime, only: frozenset[UUID] = frozenset(), *, among: Iterable[Any] | None = None
) -> dict[str, list[str]]:
    """Return what stands against a draft by field; with `only` (ids of ad accounts) what is about other parts is out."""
    accounts = accounts_of(draft, among)
    problems = find_problems(draft, accounts=accounts, today=today_of(accounts, now), is_kept=True)
    others = [f"parts.{place}." for place, part in enumerate(draft.parts) if only and part.ad_account not in only]
    return {field: texts for field, texts in problems.fields.items() if not field.startswith(tuple(others))}
