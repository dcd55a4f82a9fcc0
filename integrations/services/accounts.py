"""How an ad account is: its standing at the platform, what it lacks, what can be chosen, what is to be declared."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from integrations import errors, types
from integrations.models import AdAccount
from integrations.ports import AdPlatform
from integrations.services import presence
from integrations.services.calling import ask

NO_ACCESS = "no_access"
UNDECLARED = "eu_political"
"""The need that goes when nothing is left to be declared."""


def refresh_health(*, account: AdAccount, now: datetime) -> AdAccount:
    """Read how an account is, and keep it; return the account as it is then.

    A platform that no longer lets this permission see the account is a blocking need, in its own words. Raises the other
    `integrations.errors`; then nothing is kept. Calls the platform: not inside a transaction.
    """
    try:
        seen = ask(account, _look, kind=types.SyncKind.HEALTH)
    except (errors.PermissionDenied, errors.ObjectNotFound) as error:
        return _keep_shut_out(account, error, now)
    return _keep(account, *seen, now=now)


def record_repaired(*, account: AdAccount, external_ids: Sequence[str]) -> None:
    """Take what was declared off the list of what is to be declared."""
    with transaction.atomic():
        row = AdAccount.objects.select_for_update().get(pk=account.pk)
        row.repairs = [each for each in row.repairs if each["external_id"] not in set(external_ids)]
        if not row.repairs:
            row.needs = [need for need in row.needs if need["key"] != UNDECLARED]
        row.save(update_fields=["repairs", "needs"])


def _look(platform: AdPlatform) -> tuple[types.RemoteAccount, list[types.Presence], list[types.Repair]]:
    return platform.read_account(), platform.list_presence(), platform.list_repairs()


@transaction.atomic
def _keep(
    account: AdAccount,
    remote: types.RemoteAccount,
    found: list[types.Presence],
    repairs: list[types.Repair],
    *,
    now: datetime,
) -> AdAccount:
    row = AdAccount.objects.select_for_update(of=("self",)).select_related("connection").get(pk=account.pk)
    presence.keep_candidates(row, found)
    presence.merge_presence(row, remote.presence)
    row.needs = [asdict(need) for need in remote.needs if need.key not in row.chosen]
    row.repairs = [asdict(each) for each in repairs]
    row.name, row.status_words, row.health_at = remote.name, remote.status_words, now
    row.save(
        update_fields=["candidates", "chosen", "presence", "needs", "repairs", "name", "status_words", "health_at"]
    )
    return row


@transaction.atomic
def _keep_shut_out(account: AdAccount, error: errors.PlatformError, now: datetime) -> AdAccount:
    row = AdAccount.objects.select_for_update(of=("self",)).select_related("connection").get(pk=account.pk)
    if not row.is_connected:
        raise error
    row.needs = [asdict(types.Need(NO_ACCESS, error.message))]
    row.health_at = now
    row.save(update_fields=["needs", "health_at"])
    return row
