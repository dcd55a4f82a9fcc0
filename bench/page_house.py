"""The organisation of the benchmark of pages: a year of figures with the campaigns they are of, and somebody who is logged in."""

import json
import shutil
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.house import ADS, DAYS, NOW, SINCE, Figures, fill, open_organization

BYTES_A_ROW = 1_500
"""Of disk, generously: the facts with their keys, sums and memory, the files that they are loaded from, and what sorting needs."""
LAUNCHED = NOW - timedelta(days=DAYS)
PLATFORMS = ("google", "meta", "tiktok")
CURRENCIES = ("EUR", "USD", "GBP")


def campaigns_for(rows: int, folder: Path) -> int:
    """Return how many campaigns make so many ad-days; ends where they would not fit on the disk."""
    free = shutil.disk_usage(folder).free
    if rows * BYTES_A_ROW > free:
        sys.exit(
            f"{rows:,} ad-days need {rows * BYTES_A_ROW / 1e9:.0f} GB, and {free / 1e9:.0f} GB are free. Give fewer: --rows="
        )
    return max(rows // (ADS * DAYS), 1)


def stop_clock(file: Path) -> None:
    """Let the product's clock start at the moment at which the figures end."""
    file.write_text(json.dumps({"real": time.time(), "simulated": NOW.timestamp(), "speed": 1}))


def furnish(folder: Path, campaigns: int) -> Any:
    """Make the organisation with its figures and campaigns, and return it; its schema is the current one."""
    figures = Figures(folder, campaigns)
    figures.write()
    organization = open_organization(1)
    fill(figures)
    accounts = _add_accounts()
    _add_campaigns(campaigns, accounts)
    _add_ads(1)
    _add_feeds(accounts)
    return organization


def log_in(organization: Any) -> str:
    """Return the key of a session of the organisation's owner."""
    from django.test import Client

    from tenants.middleware import SESSION_ORGANIZATION
    from tenants.models import User

    client = Client()
    client.force_login(User.objects.get())
    session = client.session
    session[SESSION_ORGANIZATION] = str(organization.uuid)
    session.save()
    return session.session_key


def _add_accounts() -> list:
    from integrations.models import AdAccount, Connection

    common = {"connected_by_label": "Nora", "connected_at": NOW}
    made = []
    for platform, currency in zip(PLATFORMS, CURRENCIES, strict=True):
        link = Connection.objects.create(platform=platform, external_user_id="7", user_label="Nora", **common)
        fields = {"external_id": f"{platform}-1", "name": f"Bench {platform}", "time_zone": "Europe/Dublin"}
        made.append(AdAccount.objects.create(connection=link, platform=platform, currency=currency, **fields, **common))
    return made


def _add_campaigns(count: int, accounts: list) -> None:
    """Make the campaigns that the figures name: number n is the n-th, in the account in which its figures are."""
    from campaigns.models import Campaign, PlatformCampaign

    who = {"actor_kind": "user", "actor_label": "Nora", "created_at": NOW, "updated_at": NOW}
    rows = [Campaign(name=f"Campaign {n}", purpose="sales", status="active", **who) for n in range(1, count + 1)]
    made = Campaign.objects.bulk_create(rows, batch_size=500)
    PlatformCampaign.objects.bulk_create([_part(each, accounts[each.pk % 3]) for each in made], batch_size=500)


def _part(campaign: Any, account: Any) -> Any:
    from campaigns.models import PlatformCampaign

    return PlatformCampaign(
        campaign=campaign, account=account, platform=account.platform, name=campaign.name, status="active",
        currency=account.currency, daily_budget_minor=2500, operation_id=f"op-{campaign.pk}", external_id=f"c{campaign.pk}",
        launched_at=LAUNCHED, observed_status="active", delivery="active", observed_at=NOW,
    )  # fmt: skip


def _add_ads(campaign_id: int) -> None:
    """Make the ads of one campaign, with the ids under which their figures stand."""
    from campaigns.models import Ad, AdGroup, PlatformCampaign

    part, on = PlatformCampaign.objects.get(campaign_id=campaign_id), {"status": "active", "delivery": "active"}
    numbers = range(campaign_id * ADS, (campaign_id + 1) * ADS)
    groups = {n: campaign_id * 2 + (n - numbers[0]) // 7 for n in numbers}
    made = [
        AdGroup(pk=pk, platform_campaign=part, name=f"Group {pk}", external_id=f"g{pk}", **on)
        for pk in {*groups.values()}
    ]
    AdGroup.objects.bulk_create(made)
    Ad.objects.bulk_create(
        Ad(pk=n, ad_group_id=group, name=f"Ad {n}", external_id=f"a{n}", **on) for n, group in groups.items()
    )


def _add_feeds(accounts: list) -> None:
    """Say that the accounts have been read every day since the figures begin, so that days mature and can be compared."""
    from analytics.models import Feed

    for each in accounts:
        known = {"memory_since_at": LAUNCHED, "history_from_date": SINCE, "history_done_at": LAUNCHED}
        Feed.objects.update_or_create(account_id=each.pk, defaults=known)
