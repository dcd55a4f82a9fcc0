"""What a launch would make, before anything is made: a change set that is not saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog

import integrations.errors
import integrations.services
from campaigns.models import Campaign, PlatformCampaign
from campaigns.services import plans, words
from campaigns.services.draft_reading import read_draft
from campaigns.services.gaps import by_step, gaps_of
from campaigns.services.launches import refuse_parts
from campaigns.services.media import Library
from campaigns.types import CampaignStatus, Draft
from integrations.types import Problem, Step
from tenants.errors import AdwrightError, Invalid

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class PartPreview:
    """One part: the steps that would make it, the platform's verdict, and what it may spend (minor units)."""

    part: PlatformCampaign
    spend: plans.Spend
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    is_checked: bool

    @property
    def most_a_day_minor(self) -> int | None:
        """Return the most that the platform may spend on a single day, by its own rule; None for a budget in all."""
        return self.spend.most_a_day_minor

    @property
    def at_most_minor(self) -> int | None:
        """Return the most it may spend in all; None without an end."""
        return self.spend.at_most_minor


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be made, part by part; `problem` is what stands against a launch as a whole, `gaps` what is missing."""

    campaign: Campaign
    parts: tuple[PartPreview, ...]
    problem: str = ""
    gaps: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Return whether nothing that is known stands against launching."""
        return not self.problem and not self.gaps and bool(self.parts) and not any(part.problems for part in self.parts)


def preview_campaign(*, campaign: Campaign, now: datetime, among: Iterable[Any] | None = None) -> Preview:
    """Return what a launch would make, with each platform's verdict. Makes nothing; asks the platforms.

    `among` are the connected ad accounts, where they are known.

    A platform that does not answer leaves its part unchecked, with the reason as a problem of no field; a part that
    lacks something is not asked about, and shows what it lacks.
    """
    drafts = [part for part in campaign.platform_campaigns.all() if part.status == CampaignStatus.DRAFT]
    draft = read_draft(campaign)
    lacking = gaps_of(draft, now, among=among) if drafts or campaign.status == CampaignStatus.DRAFT else {}
    problem = ""
    try:
        to_launch = [part for part in drafts if part.launched_at is None]
        refuse_parts(campaign, to_launch, now, is_all=campaign.status == CampaignStatus.DRAFT, lacking=lacking)
    except AdwrightError as error:
        problem = words.all_of(error)
    library = plans.library_of(drafts)
    parts = tuple(_part(part, _problems(part, draft, lacking), library, now) for part in drafts)
    return Preview(campaign, parts, problem, by_step(lacking))


def _problems(part: PlatformCampaign, draft: Draft, lacking: dict[str, list[str]]) -> tuple[Problem, ...]:
    """Return what a part lacks, and what the whole draft lacks, as the platform's problems are told."""
    places = [place for place, wanted in enumerate(draft.parts) if wanted.ad_account == part.account.uuid]
    others = tuple(f"parts.{place}." for place in range(len(draft.parts)) if place not in places)
    mine = {name: texts for name, texts in lacking.items() if not name.startswith(others)}
    return tuple(Problem(_last(name), text) for name, texts in mine.items() for text in texts)


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _part(part: PlatformCampaign, lacking: tuple[Problem, ...], library: Library, now: datetime) -> PartPreview:
    spend = plans.spend_of(part, now)
    if lacking:
        return PartPreview(part, spend, (), lacking, False)
    try:
        plan = plans.build_plan(part=part, now=now, library=library)
    except Invalid as error:
        return PartPreview(part, spend, (), (Problem("asset", words.all_of(error)),), False)
    steps = tuple(integrations.services.plan_steps(account=part.account, plan=plan))
    try:
        problems = integrations.services.validate_plan(account=part.account, plan=plan)
    except integrations.errors.PlatformError as error:
        log.info("plan_not_checked", part=str(part.uuid), error=error.message)
        return PartPreview(part, spend, steps, (Problem("", words.of_platform(error, part.platform)),), False)
    return PartPreview(part, spend, steps, tuple(problems), True)
