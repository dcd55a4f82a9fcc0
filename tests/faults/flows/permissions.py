"""Connecting, renewing, letting go."""

from collections import Counter

import pytest

import integrations.services
from integrations import errors
from integrations import types as t
from integrations.models import AdAccount, Connection
from tests.faults.flows.base import Flow

RENEW = "integrations.renew_token"
REVOKE = "integrations.revoke_token"


class Connect(Flow):
    """A person connects; when it fails they start again."""

    def arrange(self) -> None: ...

    def go(self) -> None:
        self.house.connect()

    def is_settled(self) -> bool:
        return AdAccount.objects.filter(disconnected_at=None).exists()

    def check(self) -> None:
        assert Counter(Connection.objects.values_list("status", flat=True)) == {"active": 1}
        assert Counter(AdAccount.objects.values_list("status", flat=True)) == {"active": 1}
        assert self.house.account.name == "Marlow Bakehouse"
        assert list(self.house.adapter().list_campaigns()) == []


class Refresh(Flow):
    """A token that is due is renewed (Google), exchanged (Meta) or looked at (TikTok), and goes on working."""

    due = {
        t.Platform.GOOGLE: {"minutes": 56},
        t.Platform.META: {"days": 51},
        t.Platform.TIKTOK: {"days": 1, "minutes": 1},
    }

    def begin(self) -> None:
        self.began = self.house.wait(**self.due[self.house.platform])

    def go(self) -> None:
        self.house.ask("integrations.keep_tokens")
        self.house.run("integrations.keep_tokens", RENEW)

    def is_settled(self) -> bool:
        connection = self.house.account.connection
        is_renewed = bool(connection.renewed_at and connection.renewed_at >= self.began)
        return is_renewed and not self.house.has_work("integrations.keep_tokens", RENEW)

    def check(self) -> None:
        connection = Connection.objects.get()
        assert (connection.status, connection.lease_token, connection.last_error) == ("active", None, "")
        assert self.house.account.status == "active"
        assert connection.expires_at is None or connection.expires_at > self.house.clock.now
        assert list(self.house.adapter().list_campaigns()) == []


class Disconnect(Flow):
    """A permission that is let go of is given back and forgotten; the history stays."""

    def begin(self) -> None:
        self.token = integrations.services.tokens.open_grant(self.house.account.connection)
        with self.house.after_commit(execute=True):
            integrations.services.disconnect_account(
                organization=self.house.organization,
                account=self.house.account,
                actor=self.house.actor,
                now=self.house.clock.now,
            )

    def go(self) -> None:
        self.house.run(REVOKE)

    def is_settled(self) -> bool:
        return not self.house.account.connection.secret and not self.house.has_work(REVOKE)

    def check(self) -> None:
        assert Connection.objects.get().status == "disconnected"
        assert AdAccount.objects.get().disconnected_at is not None
        with pytest.raises(errors.AuthExpired):
            self.house.adapter_with(self.token).read_account()
