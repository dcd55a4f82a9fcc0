"""What campaigns must be like to be found, as conditions of the database."""

import json
from collections.abc import Callable
from uuid import UUID

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Lower

from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from campaigns.selectors.drifting import list_drifting_campaigns
from campaigns.types import CampaignStatus, ChangeState
from campaigns.types.finding import Filters, Need
from integrations.types import Delivery

ENDED = (CampaignStatus.COMPLETED, CampaignStatus.ARCHIVED)
SEARCH_MAX = 100
HEADLINES = Func(
    F("creative"),
    template="(SELECT string_agg(said, E'\\n') FROM jsonb_array_elements_text(%(expressions)s -> 'headlines') said)",
    output_field=TextField(),
)
NOTHING = Q(pk__in=[])
JSON_SIGNS = frozenset('[]",\\\n\t\r\b\f')


def conditions(filters: Filters) -> list[Q]:
    """Return the conditions that campaigns must meet."""
    given = {"status": filters.status, **filters.given}
    return [CONDITIONS[name](value) for name, value in given.items()]


def _search(text: str) -> Q:
    words = text.strip()[:SEARCH_MAX]
    if not words:
        return Q()
    groups = AdGroup.objects.filter(name__icontains=words).values("platform_campaign__campaign_id")
    ads = _ads(words).values("ad_group__platform_campaign__campaign_id")
    return Q(name__icontains=words) | Q(pk__in=groups) | Q(pk__in=ads)


def _ads(words: str) -> QuerySet[Ad]:
    """Return the ads that say it.

    The column of small letters holds headlines as JSON writes them, and is quick to look through. Only words with signs
    that JSON writes itself have to be looked for once more, so that its brackets are not taken for the ad's own.
    """
    if JSON_SIGNS.isdisjoint(words):
        return Ad.objects.filter(searched__contains=Lower(Value(words)))
    as_json = Lower(Value(json.dumps(words, ensure_ascii=False)[1:-1]))
    by_headline = Q(searched__contains=as_json) & Q(said__icontains=words)
    by_name = Q(searched__contains=Lower(Value(words))) & Q(name__icontains=words)
    return Ad.objects.annotate(said=HEADLINES).filter(by_headline | by_name)


def _status(status: str) -> Q:
    if status == "all":
        return Q()
    return ~Q(status__in=ENDED) if not status else Q(status=status)


def _platform(platform: str) -> Q:
    return Q(pk__in=PlatformCampaign.objects.filter(platform=platform).values("campaign_id"))


def _account(account: str) -> Q:
    found = PlatformCampaign.objects.filter(account__uuid=uuid) if (uuid := _uuid(account)) else None
    return NOTHING if found is None else Q(pk__in=found.values("campaign_id"))


def _label(label: str) -> Q:
    return Q(label__uuid=uuid) if (uuid := _uuid(label)) else NOTHING


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _needs(need: str) -> Q:
    return Q(pk__in=NEEDS[Need(need)]()) if need in list(Need) else NOTHING


def _proposed() -> QuerySet:
    return Change.objects.filter(state=ChangeState.PROPOSED).order_by().values("campaign_id")


def _failed() -> QuerySet:
    """Return the campaigns of changes that failed, and that nobody tried again or let go of."""
    failed = Change.objects.filter(state=ChangeState.FAILED, change_set__dismissed_at=None, change_set__retried_by=None)
    return failed.order_by().values("campaign_id")


def _rejected() -> QuerySet:
    ads = Ad.objects.filter(delivery=Delivery.REJECTED, gone_at=None, ad_group__gone_at=None)
    return ads.order_by().values("ad_group__platform_campaign__campaign_id")


def _drifting() -> QuerySet:
    return list_drifting_campaigns().order_by().values("pk")


NEEDS: dict[Need, Callable[[], QuerySet]] = {
    Need.APPROVAL: _proposed, Need.DRIFT: _drifting, Need.FAILED: _failed, Need.REJECTED: _rejected,
}  # fmt: skip
CONDITIONS: dict[str, Callable[[str], Q]] = {
    "search": _search,
    "status": _status,
    "platform": _platform,
    "label": _label,
    "tag": lambda tag: Q(tags__contains=[tag]),
    "account": _account,
    "purpose": lambda purpose: Q(purpose=purpose),
    "needs": _needs,
}
