"""Small builders: ad accounts, figures as a platform would report them, and stored days."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from analytics import services
from analytics.types import InternalIds, Period
from campaigns.models import Ad, AdGroup, Campaign, PlatformCampaign
from integrations.models import AdAccount, Connection
from integrations.types import MetricRow

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def make_account(name="Bakery", *, currency="EUR", time_zone="Europe/Dublin", platform="meta", **fields) -> AdAccount:
    """Make a connected ad account."""
    connection, _ = Connection.objects.get_or_create(
        platform=platform,
        external_user_id="77",
        defaults={"connected_by_label": "Nora", "connected_at": NOW},
    )
    return AdAccount.objects.create(
        connection=connection,
        platform=platform,
        external_id=f"act_{AdAccount.objects.count() + 1}",
        name=name,
        currency=currency,
        time_zone=time_zone,
        connected_by_label="Nora",
        connected_at=NOW,
        **fields,
    )


def row(day: date, ad: str = "ad1", *, campaign: str = "c1", **figures) -> MetricRow:
    """Return one ad's day: 1,000 views, 20 clicks, €10.00, 2 conversions worth €50.00 unless said otherwise."""
    usual = {"impressions": 1_000, "clicks": 20, "spend_micros": 10_000_000, "value_micros": 50_000_000}
    conversions = Decimal(str(figures.pop("conversions", 2)))
    return MetricRow(
        day=day,
        campaign_external_id=campaign,
        ad_group_external_id=f"{campaign}-g1",
        ad_external_id=ad,
        conversions=conversions,
        **(usual | figures),
    )


def store(account, rows, *, at=NOW, campaigns: dict[str, int] | None = None) -> services.Stored:
    """Store rows as read at a moment; `campaigns` maps ads to our campaign ids, all their other ids being the same."""
    known = {ad: InternalIds(each, each, each, each) for ad, each in (campaigns or {}).items()}
    return services.store_rows(account=account, rows=rows, known=known, read_at=at)


def days_before(n: int, today: date = TODAY) -> date:
    """Return the day n days before today."""
    return today - timedelta(days=n)


def make_campaign(account, name="Christmas cakes", *, purpose="sales", status="active", budget=3_000, **ad) -> Campaign:
    """Make a campaign with one ad, `<name>-ad`, as an import or a launch leaves it."""
    actor = {"actor_kind": "user", "actor_label": "Nora"}
    made = Campaign.objects.create(name=name, purpose=purpose, status=status, created_at=NOW, updated_at=NOW, **actor)
    part = PlatformCampaign.objects.create(
        campaign=made,
        account=account,
        platform=account.platform,
        name=name,
        status=status,
        currency=account.currency,
        daily_budget_minor=budget,
        operation_id=f"op-{made.pk}",
        external_id=f"c-{made.pk}",
    )
    group = AdGroup.objects.create(platform_campaign=part, name=name, external_id=f"g-{made.pk}")
    Ad.objects.create(ad_group=group, name=name, external_id=f"{name}-ad", **ad)
    return made


def read_days(account, names, days=range(30), *, at=NOW, **figures):
    """Store a figure a day for each campaign's ad, as read at a moment."""
    store(account, [row(days_before(n), f"{name}-ad", campaign=name, **figures) for n in days for name in names], at=at)
    services.link_account(account=account)
    services.record_reading(account=account, period=Period(days_before(40), days_before(0)), read_at=at)


def text_of(response) -> str:
    """Return a page's text with its markup, on one line and with plain spaces."""
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def cells_of(response) -> str:
    """Return the same without spaces beside the tags of cells and line breaks, where they mean nothing."""
    return re.sub(r"\s*(</?(?:th|td|tr|br)\b[^>]*>)\s*", r"\1", text_of(response))
