"""The six steps as the head of the builder shows them: done or not, with a few words of what is in each."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from campaigns import drafting
from campaigns.forms import choices
from campaigns.forms.builder import edits
from campaigns.models import Campaign
from campaigns.services.draft_parts import describe_targeting
from campaigns.types import Draft
from integrations.types import Targeting
from tenants import formats, place
from tenants.templatetags.words import PLATFORM_NAMES

LABELS = {
    "goal": "What you want", "platforms": "Where and how much", "audience": "Who", "ads": "Ads", "schedule": "When",
    "review": "Review and launch",
}  # fmt: skip
STEPS = tuple(LABELS)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `gaps` is how much is missing in it; None where it cannot be known yet."""

    key: str
    label: str
    number: int
    summary: str
    gaps: int
    url: str
    is_here: bool

    @property
    def is_done(self) -> bool:
        """Return whether nothing is missing in it."""
        return not self.gaps and bool(self.summary) and self.key != "review"


def list_steps(here: str, draft: Draft, gaps: dict, accounts: dict, campaign: Campaign | None = None) -> list[Step]:
    """Return the steps; `gaps` as `services.list_gaps` gives them, `accounts` are those of the draft by id."""
    said = _Said(draft, accounts)
    found = []
    for number, (key, label) in enumerate(LABELS.items(), 1):
        missing = sum(len(texts) for texts in gaps.get(key, {}).values()) if campaign else 0
        summary = getattr(said, key)()
        if key == "ads" and not draft.parts:
            missing = 0
        found.append(Step(key, label, number, summary, missing, _url(campaign, key), key == here))
    return found


def first_open(steps: list[Step]) -> str:
    """Return the step to go on with: the first in which something is missing, else the review."""
    return next((step.key for step in steps if not step.is_done), STEPS[-1])


def drafting_step(field: str) -> str:
    """Return the step in which what a platform objects to is written."""
    return drafting.step_of(field) if field else ""


def after(step: str) -> str:
    """Return the step behind this one."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def before(step: str) -> str:
    """Return the step before this one."""
    return STEPS[max(STEPS.index(step) - 1, 0)]


def _url(campaign: Campaign | None, key: str) -> str:
    if campaign is None:
        return ""
    if key == "review":
        return reverse("campaigns:preview", args=[campaign.uuid])
    return reverse("campaigns:edit_step", args=[campaign.uuid, key])


@dataclass(frozen=True, slots=True)
class _Said:
    """A few words of what is in each step; "" where nothing is."""

    draft: Draft
    accounts: dict

    def goal(self) -> str:
        return str(choices.PURPOSES.get(self.draft.purpose, "")).partition(":")[0]  # type: ignore[call-overload]

    def audience(self) -> str:
        aims = [part.targeting or self.draft.targeting or Targeting() for part in self.draft.parts]
        aim = self.draft.targeting or (aims[0] if aims else Targeting())
        where = aim if aim.countries or aim.radii or aim.places else next((one for one in aims if one.places), aim)
        if not (where.countries or where.radii or where.places):
            return ""
        ages = f", {aim.age_min or 13}–{aim.age_max or '65+'}" if aim.age_min or aim.age_max else ""
        return describe_targeting(where) + ages

    def platforms(self) -> str:
        names = [PLATFORM_NAMES.get(account.platform, "") for account in self.accounts.values()]
        totals = " and ".join(self._totals())
        return ", ".join(dict.fromkeys(names)) + (f" · {totals}" if totals else "")

    def ads(self) -> str:
        if not self.draft.parts:
            return ""
        count = sum(1 for _ in edits.spots(self.draft))
        return f"{count} ad{'s' if count != 1 else ''}"

    def schedule(self) -> str:
        here, draft = place.current().locale, self.draft
        if not draft.parts:
            return ""
        if draft.start_date and draft.end_date and draft.start_date <= draft.end_date:
            return formats.date_range(draft.start_date, draft.end_date, here)
        first = f"from {formats.day(draft.start_date, here)}" if draft.start_date else "from the launch"
        return f"{first}, {f'until {formats.day(draft.end_date, here)}' if draft.end_date else 'no end'}"

    def review(self) -> str:
        return "nothing is spent yet"

    def _totals(self) -> Iterator[str]:
        daily: dict[str, int] = {}
        for part in self.draft.parts:
            if account := self.accounts.get(part.ad_account):
                holders = [part, *part.ad_groups]
                amount = sum(holder.daily_budget_minor or 0 for holder in holders)
                daily[account.currency] = daily.get(account.currency, 0) + amount
        for currency, minor in daily.items():
            if minor:
                amount = formats.from_minor(minor, currency)
                yield f"{formats.money(amount, currency, place.current().locale)} a day"
