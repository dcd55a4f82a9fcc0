"""What the list of campaigns begins with: how many there are, and what they can be narrowed down by."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Count, F, Min, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject, Lower

from campaigns.models import Campaign, Label, PlatformCampaign
from campaigns.selectors.labels import count_tags
from campaigns.types.finding import SAVED_PAGE
from tenants.selectors import list_saved_views
from tenants.types import Actor


@dataclass(frozen=True, slots=True)
class Summary:
    """How many campaigns there are by status, and the day of the first launch (in the organisation's zone).

    `labels` by name (uuid, name), `tags` by name with how many campaigns have each; `views` by name: everybody's and the
    actor's own (uuid, name, query, owner_id).
    """

    counts: dict[str, int]
    first_launch: date | None
    labels: list[dict[str, str]]
    tags: list[tuple[str, int]]
    views: list[dict[str, Any]]


def summarize(zone: ZoneInfo, actor: Actor) -> Summary:
    """Return the summary of an organisation's campaigns, an empty one where there are none; one query."""
    first = PlatformCampaign.objects.order_by().values(one=Value(1)).annotate(first=Min("launched_at")).values("first")
    found: QuerySet[Any] = Campaign.objects.order_by().values("status")
    rows = found.annotate(
        n=Count("id"), first=Subquery(first), all_tags=JSONBAgg("tags", filter=~Q(tags=[])), labels=_labels(),
        views=_views(actor),
    )  # fmt: skip
    every = list(rows)
    if not every:
        return Summary({}, None, [], [], [])
    moment = every[0]["first"]
    return Summary(
        counts={row["status"]: row["n"] for row in every},
        first_launch=moment and moment.astimezone(zone).date(),
        labels=every[0]["labels"] or [],
        tags=count_tags(tags for row in every for tags in row["all_tags"] or []),
        views=every[0]["views"] or [],
    )


def _labels() -> Subquery:
    columns = JSONObject(uuid="uuid", name="name")
    every = (
        Label.objects.order_by().values(one=Value(1)).annotate(all=JSONBAgg(columns, order_by=(Lower("name"), "id")))
    )
    return Subquery(every.values("all"))


def _views(actor: Actor) -> Subquery:
    columns = JSONObject(uuid="uuid", name="name", query="query", owner_id=F("owner_id"))
    found = list_saved_views(actor, SAVED_PAGE)
    every = found.order_by().values(one=Value(1)).annotate(all=JSONBAgg(columns, order_by=(Lower("name"), "id")))
    return Subquery(every.values("all"))
