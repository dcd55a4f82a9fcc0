"""What is below a row of the list of campaigns: parts, ad groups, ads; and what budgets come to."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Sum, When

from campaigns.models import Ad, AdGroup, PlatformCampaign
from campaigns.selectors.campaigns import NOT_MADE, with_sums
from campaigns.types import CampaignStatus
from integrations.types import BudgetLevel


def list_parts(campaigns: Collection[UUID]) -> QuerySet[PlatformCampaign]:
    """Return the parts of campaigns that are not archived, with their accounts and budgets."""
    parts = with_sums().select_related("campaign").filter(campaign__uuid__in=campaigns)
    return parts.exclude(status=CampaignStatus.ARCHIVED)


def list_ad_groups(parts: Collection[UUID]) -> QuerySet[AdGroup]:
    """Return the ad groups of parts, oldest first."""
    groups = AdGroup.objects.select_related("platform_campaign__campaign")
    return groups.filter(platform_campaign__uuid__in=parts, gone_at=None)


def list_ads(groups: Collection[UUID]) -> QuerySet[Ad]:
    """Return the ads of ad groups, oldest first."""
    ads = Ad.objects.select_related("ad_group__platform_campaign__campaign")
    return ads.filter(ad_group__uuid__in=groups, gone_at=None)


def sum_budgets(ids: Collection[int] | None = None) -> dict[int, dict[str, int]]:
    """Return what each campaign's parts may spend a day together, by campaign and currency (minor units); one query.

    Archived parts and budgets in all are left out. `ids`: only of the campaigns with these keys.
    """
    groups = AdGroup.objects.filter(platform_campaign=OuterRef("pk"), gone_at=None).exclude(NOT_MADE)
    of_groups = Subquery(
        groups.order_by().values("platform_campaign").annotate(n=Sum("daily_budget_minor")).values("n")
    )
    own = Case(When(budget_level=BudgetLevel.AD_GROUP, then=of_groups), default=F("daily_budget_minor"))
    parts = PlatformCampaign.objects.exclude(status=CampaignStatus.ARCHIVED).order_by().annotate(a_day=own)
    if ids is not None:
        parts = parts.filter(campaign_id__in=ids)
    found: dict[int, dict[str, int]] = {}
    for pk, currency, minor in parts.values_list("campaign_id", "currency").annotate(total=Sum("a_day")):
        if minor is not None:
            found.setdefault(pk, {})[currency] = int(minor)
    return found
