"""One call to an ad platform: the token opened (and renewed where it must be), the adapter made, a dead token marked."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from integrations import errors, registry, types
from integrations.models import AdAccount
from integrations.ports import AdPlatform
from integrations.services import renewing, tokens
from integrations.services.quota import Meter
from integrations.services.transactions import refuse_inside_transaction
from tenants import clock

Answer = TypeVar("Answer")
IN_THE_MIDDLE = "The permission was renewed in the middle of reading. It is read again."


def ask(
    account: AdAccount,
    question: Callable[[AdPlatform], Answer],
    *,
    kind: types.SyncKind | None = None,
    for_change: bool = False,
) -> Answer:
    """Return the platform's answer. A token that is not taken is renewed and the question asked once more.

    With `kind` what it took of the quota is kept on the account, for its cadence. With `for_change` what is read for it
    passes as writes do. Raises only `integrations.errors`.
    """
    call = _Call(account, for_change=for_change)
    try:
        answer = question(call.adapter())
    except errors.AuthExpired as error:
        call.renew(error)
        with call.marking_dead():
            answer = question(call.adapter())
    call.keep_cost(kind)
    return answer


def read(
    account: AdAccount,
    question: Callable[[AdPlatform], Iterator[Answer]],
    *,
    kind: types.SyncKind | None = None,
    for_change: bool = False,
) -> Iterator[Answer]:
    """Yield what a platform gives bit by bit. A token that ends in the middle is renewed, and Temporary raised."""
    call, begun = _Call(account, for_change=for_change), False
    try:
        for item in question(call.adapter()):
            begun = True
            yield item
    except errors.AuthExpired as error:
        call.renew(error)
        if begun:
            raise errors.Temporary(IN_THE_MIDDLE) from error
        with call.marking_dead():
            yield from question(call.adapter())
    call.keep_cost(kind)


class _Call:
    """The account, its connection and the meter of one call."""

    def __init__(self, account: AdAccount, *, for_change: bool):
        refuse_inside_transaction()
        self.account = AdAccount.objects.select_related("connection").get(pk=account.pk)
        if not self.account.is_connected:
            words = f"{self.account.name} is not connected any more. Connect it again to go on."
            raise errors.PermissionDenied(words)
        self.platform = types.Platform(self.account.platform)
        self.meter = Meter(self.platform, self.account, for_change=for_change)

    def adapter(self) -> AdPlatform:
        """Return an adapter with a token that works as far as we know."""
        grant = renewing.working_grant(self.account.connection, now=clock.now())
        link = types.AccountLink(
            external_id=self.account.external_id,
            currency=self.account.currency,
            time_zone=self.account.time_zone,
            access_token=grant.access_token,
            presence=self.account.presence,
        )
        return registry.adapter_for(self.platform, link, self.meter)

    def renew(self, error: errors.AuthExpired) -> None:
        """Get a newer token after the platform refused ours; where there is none, mark the connection and raise."""
        connection = self.account.connection
        if not _can_renew(connection):
            tokens.mark_dead(connection, words=error.message)
            raise error
        renewing.renewed_grant(connection, now=clock.now())
        connection.refresh_from_db()

    def marking_dead(self):
        """Return a context that marks the connection when the platform takes the renewed token neither."""
        return tokens.marking_dead(self.account.connection)

    def keep_cost(self, kind: types.SyncKind | None) -> None:
        """Keep what the reading took of the quota."""
        if kind and self.meter.spent != self.account.read_costs.get(kind):
            row = AdAccount.objects.get(pk=self.account.pk)
            row.read_costs = {**row.read_costs, kind: self.meter.spent}
            row.save(update_fields=["read_costs"])


def _can_renew(connection) -> bool:
    try:
        return bool(tokens.open_grant(connection).refresh_token)
    except errors.AuthExpired:
        return False
