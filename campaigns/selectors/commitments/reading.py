"""Reading the book: every part that runs, may be running, or is being switched on, with all values it may have.

Beside what should be and what was last observed counts what a change under way may set, and what a change that failed or
was superseded may have set all the same, until the platform was observed after it.
"""

from collections.abc import Collection
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
AMOUNTS = (
    "daily_budget_minor", "observed_daily_budget_minor", "lifetime_budget_minor", "observed_lifetime_budget_minor",
)  # fmt: skip
PART = (
    "pk", "uuid", "campaign_id", "account_id", "currency", "may_run", "launched_at", "budget_level", "delivery", "end_date",
    "observed_end_at", "campaign__start_date", "campaign__end_date", "account__time_zone", *AMOUNTS,
)  # fmt: skip
BUDGETS = {TargetField.DAILY_BUDGET: "daily", TargetField.LIFETIME_BUDGET: "lifetime"}


def read_book(*, now: datetime, accounts: Collection[int] | None = None, also: Collection[int] = ()) -> Book:
    """Return the book of some ad accounts (their keys; None: all), with the parts of `also` whatever they do; 3 queries.

    Reads columns, not objects: an organisation may have thousands of parts.
    """
    parts = PlatformCampaign.objects.filter(gone_at=None).order_by()
    ours = Q() if accounts is None else Q(account__in=accounts)
    rows = parts.annotate(may_run=_may_run()).filter(ours & (Q(may_run=True) | Q(pk__in=also)))
    by_pk = {row["pk"]: _part(row, now) for row in rows.values(*PART)}
    _add_groups(by_pk, accounts)
    _add_changes(by_pk, accounts)
    return Book({part.uuid: part for part in by_pk.values()})


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


def _part(row: dict[str, Any], now: datetime) -> Part:
    zone = ZoneInfo(row["account__time_zone"])
    today, launched_at = now.astimezone(zone).date(), row["launched_at"]
    launched = launched_at.astimezone(zone).date() if launched_at else today
    part = Part(
        uuid=row["uuid"],
        account_id=row["account_id"],
        currency=row["currency"],
        may_run=row["may_run"],
        is_made=launched_at is not None,
        has_group_budgets=row["budget_level"] == BudgetLevel.AD_GROUP,
        start=max(row["campaign__start_date"] or launched, launched),
        today=today,
        is_delivering=row["delivery"] in DELIVERS,
        campaign_id=row["campaign_id"],
        amounts=_amounts(row),
    )
    if end := row["end_date"] or row["campaign__end_date"]:
        part.ends.add(end)
    if row["observed_end_at"]:
        part.ends.add(row["observed_end_at"].astimezone(zone).date())
    return part


def _add_groups(parts: dict[int, Part], accounts: Collection[int] | None) -> None:
    groups = AdGroup.objects.filter(platform_campaign__budget_level=BudgetLevel.AD_GROUP, gone_at=None).order_by()
    if accounts is not None:
        groups = groups.filter(platform_campaign__account__in=accounts)
    for row in groups.values("platform_campaign_id", "uuid", "external_id", "status", "observed_status", *AMOUNTS):
        if part := parts.get(row["platform_campaign_id"]):
            is_there = bool(row["external_id"]) or not part.is_made
            is_on = RunStatus.ACTIVE in (row["status"], row["observed_status"])
            part.groups[row["uuid"]] = Group(is_there and is_on, _amounts(row))


def _add_changes(parts: dict[int, Part], accounts: Collection[int] | None) -> None:
    changes = _unsure_changes()
    if accounts is not None:
        changes = changes.filter(platform_campaign__account__in=accounts)
    for row in changes.values("platform_campaign_id", "target_id", "field", "before", "after", "state"):
        part = parts.get(row["platform_campaign_id"])
        group = part.groups.get(row["target_id"]) if part else None
        if part is None or (group is None and row["target_id"] != part.uuid):
            continue  # not counted, an ad, or an ad group without a budget of its own
        for value in (row["before"], row["after"]) if row["state"] in IN_FLIGHT else (row["after"],):
            widen(part, TargetField(row["field"]), value, group)


def _amounts(row: dict[str, Any]) -> Amounts:
    daily = {row["daily_budget_minor"], row["observed_daily_budget_minor"]}
    lifetime = {row["lifetime_budget_minor"], row["observed_lifetime_budget_minor"]}
    return Amounts(daily - {None}, lifetime - {None})
