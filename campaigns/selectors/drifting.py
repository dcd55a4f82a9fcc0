"""Which campaigns drift, asked of the database: the same rules as `drift.list_drift`, for many campaigns at once."""

from datetime import timedelta

from django.db.models import DateField, DateTimeField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from campaigns.models import Ad, AdGroup, Campaign, Change, PlatformCampaign
from campaigns.selectors.drift import ON_PLATFORM, Target
from campaigns.selectors.unfinished import was_never_switched_on
from campaigns.types import IN_FLIGHT, ObjectStatus


def list_drifting_campaigns() -> QuerySet[Campaign]:
    """Return the campaigns that `list_drift` would find something in; one query."""
    conditions = {"status__in": ON_PLATFORM, "launched_at__isnull": False, "is_managed": True}
    parts = _differing(PlatformCampaign, _part_differs()).filter(**conditions)
    ours = {f"platform_campaign__{name}": value for name, value in conditions.items()}
    groups = _differing(AdGroup, _status_differs() | _budgets_differ()).filter(**ours)
    ads = _differing(Ad, _status_differs()).exclude(status=ObjectStatus.REJECTED).exclude(was_never_switched_on())
    ads = ads.filter(ad_group__gone_at=None, **{f"ad_group__{name}": value for name, value in ours.items()})
    return Campaign.objects.filter(
        Q(pk__in=parts.values("campaign_id"))
        | Q(pk__in=groups.values("platform_campaign__campaign_id"))
        | Q(pk__in=ads.values("ad_group__platform_campaign__campaign_id"))
    )


def _differing(model: type[Target], differs: Q) -> QuerySet:
    in_flight = Change.objects.filter(target_id=OuterRef("uuid"), state__in=IN_FLIGHT)
    rows = model.objects.annotate(seen_end=seen_end()) if model is PlatformCampaign else model.objects.all()
    return rows.filter(differs, ~Exists(in_flight), gone_at=None).exclude(external_id="").order_by()


def _part_differs() -> Q:
    bid = Q(bid__isnull=False, observed_bid__isnull=False) & ~Q(observed_bid=F("bid"))
    end = Q(observed_at__isnull=False) & (
        Q(end_date__isnull=True, seen_end__isnull=False)
        | Q(end_date__isnull=False, seen_end__isnull=True)
        | (Q(end_date__isnull=False, seen_end__isnull=False) & ~Q(seen_end=F("end_date")))
    )
    return _status_differs() | _budgets_differ() | bid | end


def _status_differs() -> Q:
    return ~Q(observed_status="") & ~Q(observed_status=F("status"))


def _budgets_differ() -> Q:
    differs = Q()
    for name in ("daily_budget_minor", "lifetime_budget_minor"):
        known = Q(**{f"{name}__isnull": False, f"observed_{name}__isnull": False})
        differs |= known & ~Q(**{f"observed_{name}": F(name)})
    return differs


def seen_end() -> Cast:
    """Return the last day of a part as the platform tells it, as an expression; see `campaigns.days.last_day`."""
    moment = F("observed_end_at") - timedelta(seconds=1)
    local = Func(F("account__time_zone"), moment, function="timezone", output_field=DateTimeField())
    return Cast(local, DateField())
