"""Declarations that a platform insists on before it takes any change: Google's, of EU political advertising."""

from datetime import datetime

from django.db import transaction

from campaigns.models import Campaign, ChangeSet, PlatformCampaign
from campaigns.services import ledger
from campaigns.services.launches import label_of, refuse_unless_connected
from campaigns.types import IN_FLIGHT, ChangeKind, TargetField, Wanted, Why
from tenants import queue
from tenants.errors import Conflict
from tenants.selectors import current_organization
from tenants.types import Actor

IMPORT = "campaigns.import_account"
NOTHING = "Nothing has to be declared on this ad account."
NOT_HERE = "What has to be declared was not read yet. It is being read now; press it again in some minutes."


def declare_not_political(*, account, actor: Actor, now: datetime, reason: str = "") -> list[ChangeSet]:
    """Declare of every campaign of an account that lacks it that it holds no EU political advertising.

    The platform takes no change on the account before, so campaigns that are only read here are declared too; nothing
    else of them is touched. One change set a campaign. What was never read is read by a job, to be declared after it.
    Raises Conflict when there is nothing to declare, or nothing yet.
    """
    wanted = {repair["external_id"] for repair in account.repairs}
    named = PlatformCampaign.objects.filter(account=account, external_id__in=wanted)
    parts = list(named.select_related("campaign", "account__connection").order_by("pk"))
    if wanted - {part.external_id for part in parts}:
        key = str(account.uuid)
        queue.enqueue(IMPORT, organization=current_organization(), key=key, payload={"account": key})
    if not parts:
        raise Conflict(NOT_HERE if wanted else NOTHING)
    made = [_declare(part, actor=actor, now=now, reason=reason) for part in parts]
    return [change_set for change_set in made if change_set]


def _declare(part: PlatformCampaign, *, actor: Actor, now: datetime, reason: str) -> ChangeSet | None:
    """Record the declaration of one campaign; None where it is under way already. Locks the campaign."""
    campaign: Campaign = part.campaign
    with transaction.atomic():
        ledger.lock_campaign(campaign)
        if part.changes.filter(kind=ChangeKind.DECLARATION, state__in=IN_FLIGHT).exists():
            return None
        refuse_unless_connected(part)
        wanted = Wanted(part, ChangeKind.DECLARATION, TargetField.EU_POLITICAL, False, label_of(part))
        return ledger.record_changes(
            campaign=campaign,
            wanted=[wanted],
            label=f"Declare {campaign.name}: no EU political advertising",
            action="campaign.declared",
            actor=actor,
            why=Why(reason),
            now=now,
        )
