"""Reading the book: every part that runs, may be running, or is being switched on, with all values it may have.

Beside what should be and what was last observed counts what a change under way may set, and what a change that failed or
was superseded may have set all the same, until the platform was observed after it.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from campaigns.models import AdGroup, Change, LaunchStep, PlatformCampaign
from campaigns.selectors.commitments.book import OPEN, Amounts, Book, Group, Part
from campaigns.selectors.standing import SWITCH
from campaigns.types import IN_FLIGHT, CampaignStatus, ChangeKind, ChangeState, StepState, TargetField, TargetKind
from integrations.types import BudgetLevel, Delivery, ObjectKind, RunStatus

ON = CampaignStatus.ACTIVE
DELIVERS = (Delivery.LEARNING, Delivery.DELIVERING, Delivery.LIMITED)
COUNTED = (TargetField.STATUS, TargetField.DAILY_BUDGET, TargetField.LIFETIME_BUDGET, TargetField.END_DATE)
BUDGETS = {TargetField.DAILY_BUDGET: "daily", TargetField.LIFETIME_BUDGET: "lifetime"}


def read_book(*, now: datetime, accounts: Collection[int] | None = None, also: Collection[int] = ()) -> Book:
    """Return the book of some ad accounts (their keys; None: all), with the parts of `also` whatever they do; 4 queries."""
    parts = PlatformCampaign.objects.filter(gone_at=None).select_related("campaign", "account").order_by()
    if accounts is not None:
        parts = parts.filter(account__in=accounts)
    found: list[Any] = list(parts.annotate(may_run=_may_run()).filter(Q(may_run=True) | Q(pk__in=also)))
    book = Book({row.uuid: _part(row, now) for row in found})
    _add_groups(book, [row for row in found if row.budget_level == BudgetLevel.AD_GROUP])
    _add_changes(book, found)
    return book


def parts_that_may_run() -> QuerySet[PlatformCampaign]:
    """Return the parts that run, may be running, or are being switched on; a part that a platform lost is not among them."""
    return PlatformCampaign.objects.filter(_may_run(), gone_at=None)


def widen(part: Part, field: TargetField, value: Any, group: Group | None = None) -> None:
    """Add a value that a field of a part, or of one of its ad groups, may have."""
    holder = group or part
    if field == TargetField.STATUS:
        holder.may_run = holder.may_run or value == ON
    elif field in BUDGETS and value is not None:
        getattr(holder.amounts, BUDGETS[field]).add(value)
    elif field == TargetField.END_DATE:
        part.ends.add(date.fromisoformat(value) if value else OPEN)


def _may_run() -> Q:
    """Wanted on, seen on, being switched, or perhaps switched by a launch that did not finish."""
    last_step = f"{SWITCH}:{ObjectKind.CAMPAIGN}:"
    tried = LaunchStep.objects.filter(platform_campaign__launched_at=None, key__startswith=last_step)
    tried = tried.filter(state__in=[StepState.TRYING, StepState.DONE]).order_by()
    switched = Q(after=ON) | Q(before=ON, state__in=IN_FLIGHT)
    moved = _unsure_changes().filter(switched, field=TargetField.STATUS, target_kind=TargetKind.PLATFORM_CAMPAIGN)
    on = Q(status=ON) | Q(observed_status=RunStatus.ACTIVE)
    return on | Q(pk__in=tried.values("platform_campaign")) | Q(uuid__in=moved.values("target_id"))


def _unsure_changes() -> QuerySet[Change]:
    """Return the changes under way, and tried ones that ended otherwise since their part was last observed.

    What the platform took after one of those is what it has.
    """
    later = Change.objects.filter(target_id=OuterRef("target_id"), field=OuterRef("field"), pk__gt=OuterRef("pk"))
    seen = F("platform_campaign__observed_at")
    unseen = Q(platform_campaign__observed_at=None) | Q(created_at__gte=seen) | Q(change_set__decided_at__gte=seen)
    ended = Q(state__in=[ChangeState.FAILED, ChangeState.SUPERSEDED], attempts__gt=0) & ~Q(kind=ChangeKind.LAUNCH)
    lost = ended & unseen & ~Exists(later.filter(state=ChangeState.APPLIED))
    return Change.objects.filter(Q(state__in=IN_FLIGHT) | lost, field__in=COUNTED).order_by()


def _part(row: Any, now: datetime) -> Part:
    zone = ZoneInfo(row.account.time_zone)
    today = now.astimezone(zone).date()
    launched = row.launched_at.astimezone(zone).date() if row.launched_at else today
    part = Part(
        uuid=row.uuid,
        account_id=row.account_id,
        currency=row.currency,
        may_run=row.may_run,
        has_group_budgets=row.budget_level == BudgetLevel.AD_GROUP,
        start=max(row.campaign.start_date or launched, launched),
        today=today,
        is_delivering=row.delivery in DELIVERS,
        amounts=_amounts(row),
    )
    if end := row.end_date or row.campaign.end_date:
        part.ends.add(end)
    if row.observed_end_at:
        part.ends.add(row.observed_end_at.astimezone(zone).date())
    return part


def _add_groups(book: Book, parts: list[PlatformCampaign]) -> None:
    by_pk = {row.pk: row for row in parts}
    for group in AdGroup.objects.filter(platform_campaign__in=by_pk, gone_at=None):
        row = by_pk[group.platform_campaign_id]
        is_there = bool(group.external_id) or row.launched_at is None
        is_on = RunStatus.ACTIVE in (group.status, group.observed_status)
        book.parts[row.uuid].groups[group.uuid] = Group(is_there and is_on, _amounts(group))


def _add_changes(book: Book, parts: Sequence[PlatformCampaign]) -> None:
    by_pk = {row.pk: book.parts[row.uuid] for row in parts}
    changes = _unsure_changes().filter(platform_campaign__in=by_pk)
    for change in changes.only("platform_campaign_id", "target_id", "field", "before", "after", "state"):
        part = by_pk[change.platform_campaign_id]
        group = part.groups.get(change.target_id)
        if group is None and change.target_id != part.uuid:
            continue  # an ad, or an ad group without a budget of its own
        values = (change.before, change.after) if change.state in IN_FLIGHT else (change.after,)
        for value in values:
            widen(part, TargetField(change.field), value, group)


def _amounts(row: PlatformCampaign | AdGroup) -> Amounts:
    daily = {row.daily_budget_minor, row.observed_daily_budget_minor}
    lifetime = {row.lifetime_budget_minor, row.observed_lifetime_budget_minor}
    return Amounts({one for one in daily if one is not None}, {one for one in lifetime if one is not None})
