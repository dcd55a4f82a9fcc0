"""The organisation of the benchmark of pages: a year of figures with the campaigns they are of, and somebody who is logged in."""

import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from bench.house import ADS, DAYS, NOW, Figures, fill, open_organization

BYTES_A_ROW = 1_500
"""Of disk, generously: the facts with their keys, sums and memory, the files that they are loaded from, and what sorting needs."""
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
    _add_campaigns(campaigns, _add_accounts())
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
    )  # fmt: skip
