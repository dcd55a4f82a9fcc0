"""Campaigns on three platforms with ten ads on each, and ninety days of their figures; for the benchmark of the list."""

from datetime import timedelta
from typing import Any

ADS = 10
DAYS = 90
FIRST = 15
"""So many campaigns have a tag that no other has, however many there are; the first one has a headline of its own."""
PLATFORMS = ("google", "meta", "tiktok")
SEASONS = (
    "Stollen",
    "Bread box",
    "Birthday cakes",
    "Sourdough class",
    "Panettone",
    "Breakfast",
    "Easter lamb",
    "Rolls",
)
STATUSES = ("active", "active", "active", "paused", "active", "draft", "active", "completed")


def fill_campaigns(count: int) -> None:
    """Make so many campaigns in the current organisation's schema, as launches and readings leave them, with figures."""
    from django.db import connection

    accounts = _accounts()
    parts = _parts(_campaigns(count), accounts)
    _ads(_groups(parts))
    with connection.cursor() as cursor:
        for statement in _FIGURES:
            cursor.execute(statement.format(days=DAYS, today=_now().date()))
        cursor.execute("VACUUM (ANALYZE)")


def _now() -> Any:
    from tenants import clock

    return clock.now()


def _accounts() -> list:
    from integrations.models import AdAccount, Connection

    common = {"connected_by_label": "Nora", "connected_at": _now()}
    made = []
    for platform in PLATFORMS:
        link = Connection.objects.create(platform=platform, external_user_id="7", user_label="Nora", **common)
        account = AdAccount(
            connection=link, platform=platform, external_id=f"{platform}-1", name=f"Marlow {platform}", currency="EUR",
            time_zone="Europe/Dublin", **common,
        )  # fmt: skip
        account.save()
        made.append(account)
    return made


def _campaigns(count: int) -> list:
    from campaigns.models import Campaign

    rows = [
        Campaign(
            name=f"{SEASONS[n % len(SEASONS)]}, campaign {n}", purpose="sales", status=STATUSES[n % len(STATUSES)],
            tags=["first"] * (n < FIRST) + ["season"] * (n % 5 == 0), actor_kind="user", actor_label="Nora",
            created_at=_now() - timedelta(minutes=n), updated_at=_now(),
        )
        for n in range(count)
    ]  # fmt: skip
    return Campaign.objects.bulk_create(rows, batch_size=500)


def _parts(campaigns: list, accounts: list) -> list:
    from campaigns.models import PlatformCampaign

    rows = [
        PlatformCampaign(
            campaign=campaign, account=account, platform=account.platform, name=campaign.name, status=campaign.status,
            currency="EUR", daily_budget_minor=2500, operation_id=f"{campaign.pk}-{account.pk}",
            **({} if campaign.status == "draft" else _launched(f"c{campaign.pk}-{account.pk}", campaign.status)),
        )
        for campaign in campaigns
        for account in accounts
    ]  # fmt: skip
    return PlatformCampaign.objects.bulk_create(rows, batch_size=500)


def _launched(external_id: str, status: str) -> dict:
    is_on = status == "active"
    return {
        "external_id": external_id, "launched_at": _now() - timedelta(days=DAYS), "observed_at": _now(),
        "observed_status": "active" if is_on else "paused", "observed_daily_budget_minor": 2500,
        "delivery": "delivering" if is_on else "not_delivering",
    }  # fmt: skip


def _groups(parts: list) -> list:
    from campaigns.models import AdGroup

    rows = [
        AdGroup(platform_campaign=part, name="Dublin, 25 to 64", external_id=part.external_id and f"g{part.pk}")
        for part in parts
    ]
    return AdGroup.objects.bulk_create(rows, batch_size=500)


def _ads(groups: list) -> None:
    from campaigns.models import Ad

    texts = [
        {
            "link": f"https://marlow.example/{season.lower().replace(' ', '-')}", "headlines": [f"{season} by post", "Order by noon"],
            "primary_texts": [f"{season}, baked in Dublin before dawn and with you by breakfast."] * 3,
            "descriptions": ["Free delivery from €40."], "call_to_action": "shop_now", "images": [],
        }
        for season in SEASONS
    ]  # fmt: skip
    rows = [
        Ad(ad_group=group, name=f"Ad {group.pk}.{n}", creative=texts[group.pk % 8], delivery="delivering")
        for group in groups
        for n in range(ADS)
    ]
    rows[0].creative = {**rows[0].creative, "headlines": ["Hot cross buns by post"]}
    Ad.objects.bulk_create(rows, batch_size=2000)


_FIGURES = (
    """INSERT INTO analytics_subject (id, account_id, platform, currency, campaign_external_id, ad_group_external_id,
        ad_external_id, account_subject_id)
    SELECT id, id, platform, currency, '', '', '', id FROM integrations_adaccount""",
    """INSERT INTO analytics_subject (id, account_id, platform, currency, campaign_external_id, ad_group_external_id,
        ad_external_id, campaign_subject_id, account_subject_id, campaign_id, platform_campaign_id)
    SELECT 1000 + id, account_id, platform, currency, external_id, '', '', 1000 + id, account_id, campaign_id, id
    FROM campaigns_platformcampaign WHERE external_id <> ''""",
    """INSERT INTO analytics_campaignmetric (subject_id, day, impressions, clicks, spend_micros, conversions, value_micros,
        known_at)
    SELECT s.id, d::date, 1000 + h % 3000, 10 + h % 60, (10 + h % 60) * 400000, h % 4, (h % 4) * 35000000, now()
    FROM analytics_subject s CROSS JOIN generate_series(DATE '{today}' - {days}, DATE '{today}' - 1, '1 day') d,
        LATERAL (SELECT abs(hashint8(s.id * 1000 + extract(doy FROM d)::int)::bigint) AS h) made
    WHERE s.campaign_id IS NOT NULL ORDER BY d, s.id""",
    """INSERT INTO analytics_campaignweek (week, subject_id, impressions, clicks, spend_micros, conversions, value_micros)
    SELECT date_trunc('week', day::timestamp)::date, subject_id, sum(impressions), sum(clicks), sum(spend_micros),
        sum(conversions), sum(value_micros)
    FROM analytics_campaignmetric GROUP BY 1, 2 ORDER BY 1, 2""",
    """INSERT INTO analytics_accountmetric (subject_id, day, impressions, clicks, spend_micros, conversions, value_micros,
        known_at)
    SELECT s.account_subject_id, day, sum(impressions), sum(clicks), sum(spend_micros), sum(conversions), sum(value_micros),
        now()
    FROM analytics_campaignmetric f JOIN analytics_subject s ON s.id = f.subject_id GROUP BY 1, 2""",
    """INSERT INTO analytics_readday (account_id, day, read_at)
    SELECT id, d::date, DATE '{today}'::timestamp FROM integrations_adaccount
    CROSS JOIN generate_series(DATE '{today}' - {days}, DATE '{today}' - 1, '1 day') d""",
)
