"""Where a campaign's budgets stand, and their sums."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, When

from campaigns.models import AdGroup, Campaign, PlatformCampaign
from campaigns.selectors.campaigns import ENDED
from campaigns.types import CampaignBudget, CampaignStatus, ObjectStatus
from integrations.types import BudgetLevel, Purpose

_OF_CAMPAIGN = (
    "campaign_id", "campaign__uuid", "campaign__name", "campaign__purpose", "campaign__status", "campaign__start_date",
    "campaign__end_date",
)  # fmt: skip

_COUNTS = ~Q(external_id="") | Q(status=ObjectStatus.ACTIVE)
"""Ad groups that spend or will: one that was to be added and is not made does not. `_counts` says so of a row."""


def list_budget_holders(campaign: Campaign) -> list[PlatformCampaign | AdGroup]:
    """Return what of a campaign has a budget of its own, a day or in all: a platform campaign, or its ad groups.

    Archived parts are left out. Costs no query on a campaign from `get_campaign`.
    """
    return [holder for part in live_parts(campaign) for holder in holders_of(part)]


def list_budgets() -> list[CampaignBudget]:
    """Return the budget a day of every campaign that has not ended; one query, a row for each campaign and currency.

    Parts in another currency than the campaign's first are left out: a sum never mixes currencies.
    """
    there = AdGroup.objects.filter(_COUNTS, platform_campaign=OuterRef("pk"), gone_at=None)
    groups = there.order_by().values("platform_campaign")
    parts = _parts_there()
    of_groups = When(
        budget_level=BudgetLevel.AD_GROUP,
        then=Subquery(groups.annotate(total=Sum("daily_budget_minor")).values("total")),
    )
    parts = parts.annotate(a_day=Case(of_groups, default=F("daily_budget_minor")))
    sums = parts.order_by().values(*_OF_CAMPAIGN, "currency").annotate(total=Sum("a_day"), first=Min("pk"))
    found: dict[int, CampaignBudget] = {}
    for *campaign, currency, total, _ in sums.order_by("campaign_id", "first").values_list(
        *_OF_CAMPAIGN, "currency", "total", "first"
    ):
        if campaign[0] not in found:
            found[campaign[0]] = _budget(campaign, currency, total or 0)
    return list(found.values())


def list_purposes() -> dict[Purpose | None, list[int]]:
    """Return what the campaigns that `list_budgets` names are for, with their internal ids; one query."""
    found = _parts_there().order_by().values_list("campaign__purpose")
    rows = found.annotate(ids=ArrayAgg("campaign_id", distinct=True))
    return {Purpose(purpose) if purpose else None: ids for purpose, ids in rows}


def _parts_there() -> QuerySet[PlatformCampaign]:
    ended = PlatformCampaign.objects.exclude(campaign__status__in=ENDED)
    return ended.exclude(status=CampaignStatus.ARCHIVED)


def live_parts(campaign: Campaign) -> list[PlatformCampaign]:
    """Return a campaign's parts that are not archived; from the prefetched ones."""
    return [part for part in campaign.platform_campaigns.all() if part.status != CampaignStatus.ARCHIVED]


def holders_of(part: PlatformCampaign) -> list[PlatformCampaign | AdGroup]:
    """Return which objects of a part have a budget, a day or in all."""
    if part.budget_level == BudgetLevel.AD_GROUP:
        return [group for group in part.ad_groups.all() if _has_budget(group) and not group.gone_at and _counts(group)]
    return [part] if _has_budget(part) else []


def daily_budget_minor(part: PlatformCampaign) -> int | None:
    """Return what a part may spend a day, in minor units; None where it has no daily budget."""
    return _sum(holder.daily_budget_minor for holder in holders_of(part))


def lifetime_budget_minor(part: PlatformCampaign) -> int | None:
    """Return what a part may spend in all, in minor units; None where it has no such budget."""
    return _sum(holder.lifetime_budget_minor for holder in holders_of(part))


def _has_budget(holder: PlatformCampaign | AdGroup) -> bool:
    return holder.daily_budget_minor is not None or holder.lifetime_budget_minor is not None


def _counts(group: AdGroup) -> bool:
    """Return what `_COUNTS` asks for."""
    return bool(group.external_id) or group.status == ObjectStatus.ACTIVE


def _sum(amounts) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _budget(campaign: list, currency: str, daily_minor: int) -> CampaignBudget:
    pk, uuid, name, purpose, status, start_date, end_date = campaign
    return CampaignBudget(
        campaign_id=pk,
        uuid=uuid,
        name=name,
        purpose=Purpose(purpose) if purpose else None,
        status=CampaignStatus(status),
        currency=currency,
        daily_budget_minor=int(daily_minor),
        start_date=start_date,
        end_date=end_date,
    )
