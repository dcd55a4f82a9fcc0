"""Campaigns with their parts."""

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from campaigns.models import Ad, AdGroup, Campaign, Change, LaunchStep, PlatformCampaign
from campaigns.types import IN_FLIGHT, CampaignStatus, StepState
from integrations.types import Delivery
from tenants.errors import NotFound

RANK = (
    CampaignStatus.ACTIVE,
    CampaignStatus.PENDING_REVIEW,
    CampaignStatus.PAUSED,
    CampaignStatus.DRAFT,
    CampaignStatus.COMPLETED,
    CampaignStatus.ARCHIVED,
)
ENDED = (CampaignStatus.COMPLETED, CampaignStatus.ARCHIVED)
SEARCH_MAX = 100
HEADLINES = Func(
    F("creative"),
    template="(SELECT string_agg(said, ' ') FROM jsonb_array_elements_text(%(expressions)s -> 'headlines') said)",
    output_field=TextField(),
)


def list_campaigns(
    *, search: str = "", status: str = "", platform: str = "", with_parts: bool = True
) -> QuerySet[Campaign]:
    """Return campaigns, running ones first, then the newest; without a status those that have not ended.

    `status` is one of the vocabulary, "all", or "" (not ended); an unknown one finds nothing. `search` looks into the
    names of campaigns, ad groups and ads. With parts two more queries, whatever the number of campaigns: each part with
    its account, `groups_minor` (the sum of its ad groups' budgets), `rejected_ads` and `is_half_made`; the changes in flight.
    """
    rank = Case(*(When(status=word, then=Value(place)) for place, word in enumerate(RANK)), output_field=IntegerField())
    campaigns = Campaign.objects.filter(_status(status), _platform(platform))
    if words := search.strip()[:SEARCH_MAX]:
        campaigns = campaigns.filter(_search(words))
    campaigns = campaigns.order_by(rank, "-created_at", "-id")
    return (
        campaigns.prefetch_related(Prefetch("platform_campaigns", _summed()), _in_flight()) if with_parts else campaigns
    )


def get_campaign(uuid: UUID | str, *, deep: bool = True) -> Campaign:
    """Return the campaign with this id; `deep` brings its ad groups and ads along. Raises NotFound."""
    try:
        return Campaign.objects.prefetch_related(*_parts(deep=deep)).get(uuid=uuid)
    except (Campaign.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such campaign here.") from error


def count_by_status() -> dict[str, int]:
    """Return how many campaigns there are by status; one query."""
    return summarize(ZoneInfo("UTC"))[0]


def summarize(zone: ZoneInfo) -> tuple[dict[str, int], date | None]:
    """Return how many campaigns there are by status, and the day (in `zone`) of the first launch; one query."""
    figures = {"n": Count("id", distinct=True), "first": Min("platform_campaigns__launched_at")}
    found: QuerySet[Any] = Campaign.objects.order_by().values("status")
    rows = list(found.annotate(**figures))
    first = min((row["first"] for row in rows if row["first"]), default=None)
    return {row["status"]: row["n"] for row in rows}, first and first.astimezone(zone).date()


def _parts(*, deep: bool) -> list[Prefetch | str]:
    parts: list[Prefetch | str] = [
        Prefetch("platform_campaigns", PlatformCampaign.objects.select_related("account__connection")),
        _in_flight(),
    ]
    return [*parts, "platform_campaigns__ad_groups__ads", "platform_campaigns__launch_steps"] if deep else parts


def _in_flight() -> Prefetch:
    return Prefetch("changes", Change.objects.filter(state__in=IN_FLIGHT).order_by("id"), to_attr="changes_in_flight")


def _summed() -> QuerySet[PlatformCampaign]:
    groups = (
        AdGroup.objects.filter(platform_campaign=OuterRef("pk"), gone_at=None).order_by().values("platform_campaign")
    )
    ads = Ad.objects.filter(ad_group__platform_campaign=OuterRef("pk"), gone_at=None, delivery=Delivery.REJECTED)
    counted = ads.order_by().values("ad_group__platform_campaign").annotate(n=Count("pk")).values("n")
    return PlatformCampaign.objects.select_related("account__connection").annotate(
        groups_minor=Subquery(groups.annotate(total=Sum("daily_budget_minor")).values("total")),
        rejected_ads=Coalesce(Subquery(counted), 0),
        is_half_made=Exists(half_made_steps(OuterRef("pk"))) & Q(launched_at=None),
    )


def half_made_steps(part) -> QuerySet[LaunchStep]:
    """Return the steps of a part's launch that made an object on the platform, or may have."""
    steps = LaunchStep.objects.filter(platform_campaign=part).exclude(makes="")
    return steps.filter(~Q(external_id="") | Q(state=StepState.TRYING))


def _status(status: str) -> Q:
    if status == "all":
        return Q()
    return ~Q(status__in=ENDED) if not status else Q(status=status)


def _platform(platform: str) -> Q:
    if not platform:
        return Q()
    return Q(pk__in=PlatformCampaign.objects.filter(platform=platform).values("campaign_id"))


def _search(words: str) -> Q:
    groups = AdGroup.objects.filter(name__icontains=words).values("platform_campaign__campaign_id")
    ads = Ad.objects.annotate(said=HEADLINES).filter(Q(name__icontains=words) | Q(said__icontains=words))
    return (
        Q(name__icontains=words) | Q(pk__in=groups) | Q(pk__in=ads.values("ad_group__platform_campaign__campaign_id"))
    )
