"""Make campaigns for tests, through the services."""

import io
import uuid

from PIL import Image

import creatives.services
from campaigns import selectors, services
from campaigns.models import Campaign, Change
from campaigns.types import Draft
from integrations.models import QuotaReport
from tenants import queue
from tenants.models import Job
from tests.factories import START


def make_asset(actor, colour: str = "orange"):
    """Add a picture to the library."""
    file = io.BytesIO()
    Image.new("RGB", (1080, 1080), colour).save(file, "JPEG")
    size = file.tell()
    return creatives.services.add_image(file=file, label=f"{colour}.jpg", byte_size=size, actor=actor, now=START)


def draft_of(account, asset, **changes) -> Draft:
    """Return what a complete first campaign holds."""
    values = {
        "name": "Christmas cakes",
        "purpose": "sales",
        "ad_account": account.uuid,
        "daily_budget_minor": 2500,
        "countries": ("IE",),
        "link": "https://marlow.example/cakes",
        "primary_text": "Order a Christmas cake by 10 December.",
        "headline": "Christmas cakes",
        "call_to_action": "shop_now",
        "asset": asset.uuid,
    }
    return Draft(**{**values, **changes})


def make_draft(account, actor, **changes) -> Campaign:
    """Make a draft campaign."""
    made = services.create_draft(draft=draft_of(account, make_asset(actor), **changes), actor=actor, now=START)
    return selectors.get_campaign(made.uuid)


def launch(campaign: Campaign, actor, run_jobs) -> Campaign:
    """Launch a draft and run the job."""
    services.launch_campaign(campaign=campaign, actor=actor, now=START)
    run_jobs(names=["campaigns.apply_change_set"])
    return selectors.get_campaign(campaign.uuid)


def import_now(account, organization, run_jobs) -> None:
    """Run the import that connecting asks for."""
    key = str(account.uuid)
    queue.enqueue("campaigns.import_account", organization=organization, key=key, payload={"account": key})
    run_jobs(names=["campaigns.import_account"])
    account.refresh_from_db()


def sync_now(account, organization, run_jobs) -> None:
    """Run one reading of the account's objects."""
    queue.enqueue(
        "campaigns.sync_objects",
        organization=organization,
        key=str(uuid.uuid4()),
        payload={"account": str(account.uuid)},
    )
    run_jobs(names=["campaigns.sync_objects"])


def expire_leases() -> None:
    """Let the leases of dead workers run out."""
    Change.objects.filter(lease_until__isnull=False).update(lease_until=START.replace(year=2000))


def forget_quota() -> None:
    """Let the pause that a platform asked for be over."""
    QuotaReport.objects.all().delete()


def run_patiently(run_jobs, rounds: int = 5) -> None:
    """Apply changes, and again after every wait and every dead worker's lease."""
    for _ in range(rounds):
        run_jobs(names=["campaigns.apply_change_set"])
        forget_quota()
        Job.objects.filter(state="queued").update(retry_at=None)
        expire_leases()
