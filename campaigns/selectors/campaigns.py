"""Campaigns with their parts."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Lower

from campaigns.models import Ad, AdGroup, Campaign, Change, PlatformCampaign
from campaigns.selectors.conditions import ENDED, conditions
from campaigns.selectors.standing import half_made_steps
from campaigns.types import IN_FLIGHT, CampaignStatus, ChangeState, ObjectStatus
from campaigns.types.finding import Filters
from integrations.types import Delivery
from tenants.errors import NotFound

__all__ = [
    "ENDED",
    "get_campaign",
    "get_campaign_alone",
    "list_campaign_ids",
    "list_campaigns",
    "list_found",
    "with_sums",
]
RANK = (
    CampaignStatus.ACTIVE,
    CampaignStatus.PENDING_REVIEW,
    CampaignStatus.PAUSED,
    CampaignStatus.DRAFT,
    CampaignStatus.COMPLETED,
    CampaignStatus.ARCHIVED,
)
NOT_MADE = Q(external_id="", status=ObjectStatus.PAUSED)
"""Ad groups that were to be added to what runs, and are not there."""
ORDERS = {
    "name": Lower("name").asc(),
    "-name": Lower("name").desc(),
    "created": F("created_at").desc(),
    "-created": F("created_at").asc(),
    "end": F("end_date").asc(nulls_last=True),
    "-end": F("end_date").desc(nulls_last=True),
}


def list_campaigns(*, with_parts: bool = True, **asked: str) -> QuerySet[Campaign]:
    """Return the campaigns that fit `Filters(**asked)`, running ones first, then the newest.

    With parts two more queries, whatever the number of campaigns: each part with its account, `groups_minor` (the sum of
    its ad groups' budgets), `rejected_ads` and `is_half_made`; the changes in flight.
    """
    rank = Case(*(When(status=word, then=Value(place)) for place, word in enumerate(RANK)), output_field=IntegerField())
    campaigns = Campaign.objects.filter(*conditions(Filters(**asked)))
    campaigns = campaigns.order_by(rank, "-created_at", "-id").select_related("label")
    return (
        campaigns.prefetch_related(Prefetch("platform_campaigns", with_sums()), _in_flight())
        if with_parts
        else campaigns
    )


def list_found(filters: Filters, sort: str = "") -> list[tuple[int, str]]:
    """Return key and purpose of the campaigns that fit, in an order that needs no figures; one query.

    `sort`: name, created (newest first), end (soonest first), turned round with "-"; anything else: running ones first.
    """
    found = list_campaigns(with_parts=False, **filters.given).select_related(None)
    if order := ORDERS.get(sort):
        found = found.order_by(order, "id")
    return list(found.values_list("pk", "purpose"))


def get_campaign(uuid: UUID | str, *, deep: bool = True) -> Campaign:
    """Return the campaign with this id; `deep` brings its ad groups and ads along. Raises NotFound.

    `has_proposals` says whether something of it waits for approval, `is_half_made` of a part as in `list_campaigns`.
    """
    proposed = Change.objects.filter(campaign=OuterRef("pk"), state=ChangeState.PROPOSED)
    campaigns = Campaign.objects.annotate(has_proposals=Exists(proposed))
    try:
        return campaigns.prefetch_related(*_parts(deep=deep)).get(uuid=uuid)
    except (Campaign.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such campaign here.") from error


def get_campaign_alone(uuid: UUID | str) -> Campaign:
    """Return the campaign with this id and nothing that belongs to it, which a draft's forms need not; one query. Raises NotFound."""
    try:
        return Campaign.objects.get(uuid=uuid)
    except (Campaign.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such campaign here.") from error


def list_campaign_ids(uuids: Collection[UUID | str]) -> list[int]:
    """Return the internal ids of these campaigns, in any state; one query. Raises NotFound where one is not here."""
    found = list(Campaign.objects.filter(uuid__in=set(uuids)).order_by("pk").values_list("pk", flat=True))
    if len(found) < len({str(each) for each in uuids}):
        raise NotFound("There is no such campaign here.")
    return found


def _parts(*, deep: bool) -> list[Prefetch | str]:
    parts: list[Prefetch | str] = [
        Prefetch("platform_campaigns", _with_accounts()),
        _in_flight(),
    ]
    return [*parts, "platform_campaigns__ad_groups__ads"] if deep else parts


def _in_flight() -> Prefetch:
    under_way = Change.objects.filter(state__in=IN_FLIGHT).select_related("change_set").order_by("id")
    return Prefetch("changes", under_way, to_attr="changes_in_flight")


def with_sums() -> QuerySet[PlatformCampaign]:
    """Return parts with `groups_minor`, `rejected_ads` and `is_half_made`, and their accounts."""
    made = AdGroup.objects.filter(platform_campaign=OuterRef("pk"), gone_at=None).exclude(NOT_MADE)
    groups = made.order_by().values("platform_campaign")
    ads = Ad.objects.filter(ad_group__platform_campaign=OuterRef("pk"), gone_at=None, delivery=Delivery.REJECTED)
    counted = ads.order_by().values("ad_group__platform_campaign").annotate(n=Count("pk")).values("n")
    return _with_accounts().annotate(
        groups_minor=Subquery(groups.annotate(total=Sum("daily_budget_minor")).values("total")),
        rejected_ads=Coalesce(Subquery(counted), 0),
    )


def _with_accounts() -> QuerySet[PlatformCampaign]:
    half_made = Exists(half_made_steps(OuterRef("pk"))) & Q(launched_at=None)
    return PlatformCampaign.objects.select_related("account__connection").annotate(is_half_made=half_made)
