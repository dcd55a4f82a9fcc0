"""Where a campaign's budgets stand, and their sums."""

from django.db.models import OuterRef, Subquery, Sum

from campaigns.models import AdGroup, Campaign, PlatformCampaign
from campaigns.selectors.campaigns import ENDED
from campaigns.types import CampaignBudget, CampaignStatus
from integrations.types import BudgetLevel, Purpose


def list_budget_holders(campaign: Campaign) -> list[PlatformCampaign | AdGroup]:
    """Return what of a campaign has a budget of its own, a day or in all: a platform campaign, or its ad groups.

    Archived parts are left out. Costs no query on a campaign from `get_campaign`.
    """
    return [holder for part in live_parts(campaign) for holder in holders_of(part)]


def list_budgets() -> list[CampaignBudget]:
    """Return the budget a day of every campaign that has not ended; one query.

    Parts in another currency than the campaign's first are left out: a sum never mixes currencies.
    """
    groups = (
        AdGroup.objects.filter(platform_campaign=OuterRef("pk"), gone_at=None).order_by().values("platform_campaign")
    )
    parts = PlatformCampaign.objects.exclude(campaign__status__in=ENDED).exclude(status=CampaignStatus.ARCHIVED)
    parts = parts.annotate(groups_minor=Subquery(groups.annotate(total=Sum("daily_budget_minor")).values("total")))
    found: dict[int, CampaignBudget] = {}
    for part in parts.select_related("campaign").order_by("campaign_id", "id"):
        before = found.get(part.campaign_id)
        if before is None or before.currency == part.currency:
            found[part.campaign_id] = _budget(part, (before.daily_budget_minor if before else 0) + _a_day(part))
    return list(found.values())


def live_parts(campaign: Campaign) -> list[PlatformCampaign]:
    """Return a campaign's parts that are not archived; from the prefetched ones."""
    return [part for part in campaign.platform_campaigns.all() if part.status != CampaignStatus.ARCHIVED]


def holders_of(part: PlatformCampaign) -> list[PlatformCampaign | AdGroup]:
    """Return which objects of a part have a budget, a day or in all."""
    if part.budget_level == BudgetLevel.AD_GROUP:
        return [group for group in part.ad_groups.all() if _has_budget(group) and not group.gone_at]
    return [part] if _has_budget(part) else []


def daily_budget_minor(part: PlatformCampaign) -> int | None:
    """Return what a part may spend a day, in minor units; None where it has no daily budget."""
    return _sum(holder.daily_budget_minor for holder in holders_of(part))


def lifetime_budget_minor(part: PlatformCampaign) -> int | None:
    """Return what a part may spend in all, in minor units; None where it has no such budget."""
    return _sum(holder.lifetime_budget_minor for holder in holders_of(part))


def _has_budget(holder: PlatformCampaign | AdGroup) -> bool:
    return holder.daily_budget_minor is not None or holder.lifetime_budget_minor is not None


def _sum(amounts) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _a_day(part: PlatformCampaign) -> int:
    return getattr(part, "groups_minor" if part.budget_level == BudgetLevel.AD_GROUP else "daily_budget_minor") or 0


def _budget(part: PlatformCampaign, daily_minor: int) -> CampaignBudget:
    campaign = part.campaign
    return CampaignBudget(
        campaign_id=campaign.pk,
        uuid=campaign.uuid,
        name=campaign.name,
        purpose=Purpose(campaign.purpose) if campaign.purpose else None,
        status=CampaignStatus(campaign.status),
        currency=part.currency,
        daily_budget_minor=daily_minor,
        start_date=campaign.start_date,
        end_date=campaign.end_date,
    )
