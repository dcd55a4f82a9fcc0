"""The lines of something that is done to many campaigns: what of each would change, or why it cannot. Writes nothing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from campaigns.models import AdGroup, Campaign, Change, PlatformCampaign
from campaigns.selectors.budgets import holders_of
from campaigns.selectors.drift import ON_PLATFORM
from campaigns.services import checks, recording, statuses, words
from campaigns.services.bulk_words import (
    ARCHIVED,
    ENDED,
    IN_ALL,
    IS_DRAFT,
    LAUNCHING,
    MOVING,
    NO_BUDGET,
    NOT_PAUSED,
    NOT_RUNNING,
    OTHER_MONEY,
    SAME_BUDGET,
    TOO_LITTLE,
)
from campaigns.services.controls import is_there
from campaigns.services.drafts import HALF_MADE
from campaigns.services.launches import label_of, refuse_unless_writable
from campaigns.types import CampaignStatus, ChangeKind, TargetField, TargetKind, Wanted
from campaigns.types.bulk import Bulk, Line
from integrations import currencies
from integrations.types import Platform
from tenants.errors import Conflict

Holder = PlatformCampaign | AdGroup


class Drawing:
    """Draws the lines of one action; budgets of one account and amount are checked once."""

    def __init__(self, bulk: Bulk, now: datetime):
        self.bulk, self.now = bulk, now
        self.checked: dict[tuple, str] = {}

    def pause(self, campaign: Campaign) -> Iterator[Line]:
        """Switch off what runs."""
        return self._switch(campaign, CampaignStatus.ACTIVE, CampaignStatus.PAUSED, NOT_RUNNING)

    def resume(self, campaign: Campaign) -> Iterator[Line]:
        """Switch on what is paused."""
        return self._switch(campaign, CampaignStatus.PAUSED, CampaignStatus.ACTIVE, NOT_PAUSED)

    def archive(self, campaign: Campaign) -> Iterator[Line]:
        """Put away all of it, or nothing of it."""
        parts = [part for part in campaign.platform_campaigns.all() if part.status != CampaignStatus.ARCHIVED]
        there = [part for part in parts if part.external_id and not part.gone_at]
        refusal = ARCHIVED if campaign.status == CampaignStatus.ARCHIVED else _against(campaign, parts, there)
        if refusal or not there:
            goes = Line(campaign, campaign.name, "", "status", campaign.status, CampaignStatus.ARCHIVED)
            yield Line(campaign, campaign.name, refusal=refusal) if refusal else goes
            return
        for part in there:
            yield _line(part, _wanted(part, ChangeKind.ARCHIVE, TargetField.STATUS, CampaignStatus.ARCHIVED))

    def budget(self, campaign: Campaign) -> Iterator[Line]:
        """Change each budget."""
        parts = [part for part in campaign.platform_campaigns.all() if part.status != CampaignStatus.ARCHIVED]
        holders = [
            (part, holder)
            for part in parts
            if is_there(part) and part.status in ON_PLATFORM
            for holder in holders_of(part)
        ]
        if not holders:
            yield Line(campaign, campaign.name, refusal=IS_DRAFT if campaign.status == "draft" else NO_BUDGET)
        for part, holder in holders:
            yield self._budget_line(campaign, part, holder)

    def _switch(self, campaign: Campaign, before: str, after: str, none: str) -> Iterator[Line]:
        every = list(campaign.platform_campaigns.all())
        parts = [part for part in every if part.status == before and is_there(part)]
        if not parts or (after == CampaignStatus.ACTIVE and statuses.has_ended(every, self.now)):
            yield Line(campaign, campaign.name, refusal=ENDED if parts else none)
            return
        for part in parts:
            wanted = _wanted(part, ChangeKind.STATUS, TargetField.STATUS, after)
            yield _line(part, wanted, refusal=_launching(campaign) or _unwritable(part) or _moving(campaign, wanted))

    def _budget_line(self, campaign: Campaign, part: PlatformCampaign, holder: Holder) -> Line:
        is_whole = holder.daily_budget_minor is None
        field = TargetField.LIFETIME_BUDGET if is_whole else TargetField.DAILY_BUDGET
        before = holder.lifetime_budget_minor if is_whole else holder.daily_budget_minor
        after, refusal = self._amount(before or 0, part.platform, part.currency, is_whole=is_whole)
        wanted = _wanted(holder, ChangeKind.BUDGET, field, after)
        refusal = refusal or _launching(campaign) or _unwritable(part) or _moving(campaign, wanted)
        return _line(holder, wanted, refusal=refusal or self._check(part, field, after))

    def _amount(self, before: int, platform: str, currency: str, *, is_whole: bool) -> tuple[int, str]:
        """Return what a budget becomes, and what stands against it."""
        bulk, after = self.bulk, before
        if bulk.percent is not None:
            step = currencies.step_minor(Platform(platform), currency)
            after = step * int((before * (100 + bulk.percent) / 100 / step).quantize(Decimal(1), ROUND_HALF_UP))
        elif is_whole or currency != bulk.currency:
            return before, IN_ALL if is_whole else OTHER_MONEY.format(own=currency, other=bulk.currency)
        else:
            after = bulk.to_minor if bulk.to_minor is not None else before + (bulk.by_minor or 0)
        return after, (TOO_LITTLE if after <= 0 else "") or (SAME_BUDGET if after == before else "")

    def _check(self, part: PlatformCampaign, field: TargetField, after: int) -> str:
        """Return what is wrong with an amount on an account."""
        days = checks.days_of(part, self.now) if field == TargetField.LIFETIME_BUDGET else None
        key = (part.account_id, field, after, days)
        if key not in self.checked:
            problems = checks.Problems()
            checks.check_amount(after, field, part=part, now=self.now, problems=problems)
            self.checked[key] = " ".join(text for texts in problems.fields.values() for text in texts)
        return self.checked[key]


def _against(campaign: Campaign, parts: list[PlatformCampaign], there: list[PlatformCampaign]) -> str:
    """Return what stands against putting a campaign away."""
    if any(part.is_half_made for part in parts):  # type: ignore[attr-defined]
        return HALF_MADE
    wanted = [_wanted(part, ChangeKind.ARCHIVE, TargetField.STATUS, CampaignStatus.ARCHIVED) for part in there]
    texts = (_unwritable(part) for part in there)
    return _launching(campaign) or next(filter(None, (*texts, *(_moving(campaign, one) for one in wanted))), "")


def _launching(campaign: Campaign) -> str:
    launches = (change for change in in_flight(campaign) if change.kind == ChangeKind.LAUNCH)
    is_launching = any(change.target_kind == TargetKind.PLATFORM_CAMPAIGN for change in launches)
    return LAUNCHING if is_launching else ""


def _moving(campaign: Campaign, wanted: Wanted) -> str:
    key = recording.key_of(wanted)
    busy = ((change.target_id, change.field) for change in in_flight(campaign) if recording.is_busy(change))
    return MOVING if key in busy else ""


def in_flight(campaign: Campaign) -> Iterable[Change]:
    """Return a campaign's changes in flight; they were read with it."""
    return campaign.changes_in_flight  # type: ignore[attr-defined]


def _unwritable(part: PlatformCampaign) -> str:
    try:
        refuse_unless_writable(part)
    except Conflict as error:
        return error.message
    return ""


def _wanted(target: Holder, kind: ChangeKind, field: TargetField, after: str | int) -> Wanted:
    part = target if isinstance(target, PlatformCampaign) else target.platform_campaign
    name = label_of(part) if target is part else f"{label_of(part)}: {target.name}"
    return Wanted(target, kind, field, after, name)


def _line(target: Holder, wanted: Wanted, refusal: str = "") -> Line:
    part = target if isinstance(target, PlatformCampaign) else target.platform_campaign
    name = (
        words.platform_name(part.platform) if target is part else f"{words.platform_name(part.platform)}: {target.name}"
    )
    before = getattr(target, wanted.field)
    return Line(
        part.campaign, name, part.platform, str(wanted.field), before, wanted.after, part.currency, refusal, wanted
    )


Draw = Callable[[Campaign], Iterable[Line]]
