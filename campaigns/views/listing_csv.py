"""The list of campaigns as a table to take along."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_GET

import analytics.selectors
from analytics.types import Metrics
from campaigns import selectors
from campaigns.models import Campaign
from campaigns.selectors.budgets import live_parts
from campaigns.views import asked, period
from campaigns.views.csv_lines import Echo, safe
from campaigns.views.listing import sort_of
from tenants import access, clock, formats, place
from tenants.roles import Permission

MOST, AT_ONCE = 10_000, 500
COLUMNS = (
    "campaign", "campaign_id", "status", "purpose", "label", "tags", "platforms", "ad_accounts", "start", "end", "since",
    "until", "currency", "spent", "impressions", "clicks", "conversions", "value", "cost_per_click", "cost_per_conversion",
    "value_per_unit",
)  # fmt: skip


@require_GET
@access.page(Permission.VIEW_CAMPAIGNS)
def list_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Give the found campaigns with their figures, at most 10,000; a line for each currency that could not be converted."""
    here = place.current()
    choice = period.choose(request, None, clock.now().astimezone(here.zone).date())
    wanted = asked.filters(request.GET)
    found = analytics.selectors.find_campaigns(wanted, sort_of(request), choice.period, here.currency)
    response = StreamingHttpResponse(_lines(found, choice.period), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="campaigns.csv"'
    return response


def _lines(found: analytics.selectors.Found, days) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield writer.writerow(COLUMNS)
    ids = list(found.ids[:MOST])
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        campaigns = {one.pk: one for one in selectors.list_campaigns(status="all").filter(pk__in=some)}
        for pk in (pk for pk in some if pk in campaigns):
            total = found.ranks.total([pk])
            for metrics in total.by_currency or (total,):
                values = [*_what(campaigns[pk]), days.since.isoformat(), days.until.isoformat(), *_figures(metrics)]
                yield writer.writerow([safe(value) for value in values])


def _what(campaign: Campaign) -> list[str]:
    parts = live_parts(campaign)
    return [
        campaign.name, str(campaign.uuid), campaign.status, campaign.purpose,
        campaign.label.name if campaign.label else "", " ".join(campaign.tags),
        " ".join(dict.fromkeys(part.platform for part in parts)),
        ", ".join(dict.fromkeys(part.account.name for part in parts)),
        campaign.start_date.isoformat() if campaign.start_date else "", campaign.end_date.isoformat() if campaign.end_date else "",
    ]  # fmt: skip


def _figures(metrics: Metrics) -> list[str]:
    if metrics.is_empty:
        return [""] * 9
    return [
        metrics.currency or "", _money(metrics.spend_micros), str(metrics.impressions), str(metrics.clicks),
        f"{metrics.conversions:f}", _money(metrics.value_micros), _money(metrics.cpc_micros), _money(metrics.cpa_micros),
        "" if metrics.roas is None else f"{metrics.roas:.4f}",
    ]  # fmt: skip


def _money(micros) -> str:
    return "" if micros is None else f"{formats.from_micros(micros):.2f}"
