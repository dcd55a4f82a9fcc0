"""Where a campaign's budgets stand, and their sums."""

from campaigns.models import AdGroup, Campaign, PlatformCampaign
from campaigns.selectors.campaigns import list_campaigns
from campaigns.types import CampaignBudget, CampaignStatus
from integrations.types import BudgetLevel, Purpose


def list_budget_holders(campaign: Campaign) -> list[PlatformCampaign | AdGroup]:
    """Return what of a campaign has a daily budget of its own: a platform campaign, or its ad groups.

    Archived parts and lifetime budgets are left out. Costs no query on a campaign from `get_campaign`.
    """
    return [holder for part in live_parts(campaign) for holder in holders_of(part)]


def list_budgets() -> list[CampaignBudget]:
    """Return the budget a day of every campaign that has not ended; parts in other currencies than the first are left
    out (a sum never mixes currencies). A fixed number of queries."""
    return [_budget(campaign) for campaign in list_campaigns()]


def live_parts(campaign: Campaign) -> list[PlatformCampaign]:
    """Return a campaign's parts that are not archived; from the prefetched ones."""
    return [part for part in campaign.platform_campaigns.all() if part.status != CampaignStatus.ARCHIVED]


def holders_of(part: PlatformCampaign) -> list[PlatformCampaign | AdGroup]:
    """Return which objects of a part have a daily budget."""
    if part.budget_level == BudgetLevel.AD_GROUP:
        return [group for group in part.ad_groups.all() if group.daily_budget_minor is not None and not group.gone_at]
    return [part] if part.daily_budget_minor is not None else []


def daily_budget_minor(part: PlatformCampaign) -> int | None:
    """Return what a part may spend a day, in minor units; None where it has no daily budget."""
    amounts = [holder.daily_budget_minor for holder in holders_of(part)]
    return sum(amounts) if amounts else None


def _budget(campaign: Campaign) -> CampaignBudget:
    parts = live_parts(campaign)
    currency = parts[0].currency if parts else ""
    return CampaignBudget(
        campaign_id=campaign.pk,
        uuid=campaign.uuid,
        name=campaign.name,
        purpose=Purpose(campaign.purpose) if campaign.purpose else None,
        status=CampaignStatus(campaign.status),
        currency=currency,
        daily_budget_minor=sum(daily_budget_minor(part) or 0 for part in parts if part.currency == currency),
        start_date=campaign.start_date,
        end_date=campaign.end_date,
    )
