"""Taking over what is on an ad account already: an imported campaign is a campaign with one part.

It is only read until somebody presses “Manage this”; until then what should be follows what is.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

import integrations.services
from campaigns import signals
from campaigns.models import Change, LaunchStep, PlatformCampaign
from campaigns.selectors.standing import SWITCH
from campaigns.services.imported_rows import Batch
from campaigns.types import IN_FLIGHT, CampaignStatus, ChangeKind, StepState
from integrations.types import ObjectKind, RemoteCampaign

BATCH = 100


def import_account(*, account, now: datetime) -> int:
    """Make rows for what the account holds and we do not know; return how many objects are new. Reads, never writes.

    May be repeated: objects are known by the platform's ids. What is managed here is left alone; what is only read gets
    what the platform says now. A campaign that one of our launches is making at this moment, and whose answer has not
    come yet, is not taken for somebody else's. Streams: a hundred campaigns at a time, one transaction and about a dozen
    queries for each hundred.
    """
    made = 0
    for remote in _batches(integrations.services.list_remote_campaigns(account=account)):
        with transaction.atomic():
            made += _import(account, remote, now)
    if made:
        signals.objects_imported.send(PlatformCampaign, account=account, now=now)
    return made


def _import(account, remote: list[RemoteCampaign], now: datetime) -> int:
    ids = [one.observed.ref.external_id for one in remote]
    parts = PlatformCampaign.objects.filter(account=account, external_id__in=ids).select_related("campaign", "account")
    known = {part.external_id: part for part in parts.select_for_update(of=("self",)).order_by("pk")}
    being_made = [" ".join(name.split())[:100] for name in _names_being_made(account)]
    being_added = _parts_being_added_to(known.values())
    wanted = [one for one in remote if not _is_ours_on_its_way(one, known, being_made, being_added)]
    return Batch(account, known, now).store(wanted)


def _is_ours_on_its_way(
    remote: RemoteCampaign, known: dict[str, PlatformCampaign], being_made: list[str], being_added: set[int]
) -> bool:
    """A launch writes its journal before it calls, and the name that it gives begins with ours; it stores what it makes."""
    part = known.get(remote.observed.ref.external_id)
    if part is not None:
        return part.launched_at is None or part.pk in being_added
    return any(remote.observed.name.startswith(name) for name in being_made)


def _parts_being_added_to(parts: Iterable[PlatformCampaign]) -> set[int]:
    """Return the keys of parts in which something of ours may be there without our having heard of it."""
    ids = [part.pk for part in parts]
    changes = Change.objects.filter(platform_campaign__in=ids, kind=ChangeKind.LAUNCH, state__in=IN_FLIGHT)
    unknown = LaunchStep.objects.filter(platform_campaign__in=ids, change__isnull=False, state=StepState.TRYING)
    unknown = unknown.exclude(key__startswith=SWITCH)
    return {pk for rows in (changes, unknown) for pk in rows.order_by().values_list("platform_campaign_id", flat=True)}


def _names_being_made(account) -> list[str]:
    """Return the names under which a campaign may be there without our having heard of it."""
    tried = LaunchStep.objects.filter(platform_campaign=OuterRef("pk"), makes=ObjectKind.CAMPAIGN, attempts__gt=0)
    at_work = Exists(Change.objects.filter(platform_campaign=OuterRef("pk"), state__in=IN_FLIGHT))
    unknown = Exists(tried.filter(state=StepState.TRYING)) & ~Q(status=CampaignStatus.ARCHIVED)
    parts = PlatformCampaign.objects.filter(Exists(tried), Q(at_work) | Q(unknown), account=account, external_id="")
    return list(parts.values_list("name", flat=True))


def _batches(remote: Iterable[RemoteCampaign]) -> Iterator[list[RemoteCampaign]]:
    source = iter(remote)
    while batch := list(islice(source, BATCH)):
        yield batch
