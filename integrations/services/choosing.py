"""Which of the accounts that a token reaches the organisation works with."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from integrations import signals
from integrations.models import AdAccount, Connection
from integrations.services.holdings import record_holding
from integrations.services.presence import merge_presence
from integrations.types import AccountStatus, ConnectionStatus, SyncStatus
from tenants import limits, queue
from tenants.errors import Conflict, Invalid
from tenants.services import record_audit
from tenants.types import Actor

if TYPE_CHECKING:
    from tenants.models import Job, Organization

DESCRIBED = ("name", "currency", "time_zone", "status_words", "needs")


def choose_accounts(
    *, organization: "Organization", connection: Connection, external_ids: Sequence[str], actor: Actor, now: datetime
) -> list[AdAccount]:
    """Connect the chosen accounts and return them; those that are connected already stay, with their history.

    An account stands once in an organisation: one that came through another person's permission moves to this one.
    Locks the organisation's connections. Raises Invalid for an account that the token does not reach or that cannot be used,
    Conflict for a permission that has ended, Forbidden at the plan's limit. `account_connected` is sent after commit for each.
    """
    with transaction.atomic():
        connections = {row.pk: row for row in Connection.objects.select_for_update().order_by("pk")}
        connection = connections[connection.pk]
        if connection.status != ConnectionStatus.ACTIVE:
            raise Conflict("This permission has ended meanwhile. Connect again, then choose.")
        offered = _offered(connection, external_ids)
        held = set(AdAccount.objects.filter(disconnected_at=None).values_list("platform", "external_id"))
        new = [row for row in offered if (connection.platform, row["external_id"]) not in held]
        if new:
            limits.check(organization, "ad_accounts", adding=len(new))
        chosen = [_connect(connection, row, actor=actor, now=now) for row in offered]
        for account in chosen:
            ask_for_health(organization, account)
        for each in connections.values():  # an account may have moved here from another
            record_holding(each)
        return chosen


def _offered(connection: Connection, external_ids: Sequence[str]) -> list[dict]:
    wanted = set(external_ids)
    if not wanted:
        raise Invalid({"external_ids": "Choose at least one ad account."})
    rows = {row["external_id"]: row for row in connection.offered}
    if wanted - set(rows):
        raise Invalid({"external_ids": "This permission does not reach that ad account. Choose from the list."})
    unusable = [row["name"] for row in rows.values() if row["external_id"] in wanted and not row["is_usable"]]
    if unusable:
        raise Invalid({"external_ids": f"{', '.join(unusable)} cannot be used: the platform has switched it off."})
    return [row for row in rows.values() if row["external_id"] in wanted]


def _connect(connection: Connection, row: dict, *, actor: Actor, now: datetime) -> AdAccount:
    account = AdAccount.objects.filter(platform=connection.platform, external_id=row["external_id"]).first()
    if account is None:
        account = AdAccount(platform=connection.platform, external_id=row["external_id"])
    is_new = account.pk is None or not account.is_connected
    for name in DESCRIBED:
        setattr(account, name, row[name])
    merge_presence(account, row["presence"])
    if is_new:
        account.connected_by_label, account.connected_at, account.disconnected_at = actor.label, now, None
    if is_new or account.connection_id != connection.pk:
        account.connection, account.status = connection, AccountStatus.ACTIVE
        account.sync_status, account.sync_error = SyncStatus.PENDING, ""
    account.save()
    if is_new:
        what = {"platform": account.platform}
        record_audit(action="ad_account.connected", actor=actor, target=account, detail=what, now=now)
    transaction.on_commit(partial(_tell, account, actor, now))
    return account


def ask_for_health(organization: "Organization", account: AdAccount) -> "Job":
    """Have the account's standing, needs and candidates read soon, and return the job; asking twice reads once."""
    key = str(account.uuid)
    return queue.enqueue("integrations.refresh_health", organization=organization, key=key, payload={"account": key})


def _tell(account: AdAccount, actor: Actor, now: datetime) -> None:
    signals.account_connected.send(AdAccount, account=account, actor=actor, now=now)
