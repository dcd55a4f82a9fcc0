"""Stand-ins for a platform's app and ad account, at the port: for what only a second worker at the same moment shows."""

from collections.abc import Callable
from datetime import datetime, timedelta

from integrations import types as t
from integrations.models import AdAccount, Connection
from integrations.services import tokens
from tests.factories import START

HOUR = timedelta(hours=1)


class App:
    """The operator's app: counts how often it is asked for a token; `then` happens while it answers."""

    def __init__(self, error: Exception | None = None, then: Callable[[], None] | None = None):
        self.calls, self.error, self.then = 0, error, then

    def refresh(self, grant: t.TokenGrant, *, now: datetime) -> t.TokenGrant:
        """Give the next token, or raise."""
        self.calls += 1
        if self.then:
            self.then()
        if self.error:
            raise self.error
        return t.TokenGrant(f"access-{self.calls}", grant.refresh_token, now + HOUR)


class Account:
    """An ad account that refuses the tokens it is told to."""

    def __init__(self, link: t.AccountLink, refused: set[str], error: Exception):
        self.link, self.refused, self.error = link, refused, error

    def minimum_daily_budget_minor(self) -> int:
        """Answer, unless the token is refused."""
        if self.link.access_token in self.refused:
            raise self.error
        return 100

    def observe(self):
        """Yield one thing before the token is looked at."""
        yield "one"
        self.minimum_daily_budget_minor()
        yield "two"


def make_google(*, expires_in: timedelta = HOUR, refresh: str = "refresh-0", **fields) -> AdAccount:
    """Make a connected Google account whose token ends in so long."""
    grant = t.TokenGrant("access-0", refresh, START + expires_in)
    connection = Connection.objects.create(
        platform="google",
        external_user_id="nora",
        user_label="Nora Marlow",
        secret=tokens.seal_grant(grant),
        expires_at=grant.expires_at,
        renew_at=grant.expires_at - timedelta(minutes=5),
        scopes=["https://www.googleapis.com/auth/adwords"],
        connected_by_label="Nora",
        connected_at=START,
        **fields,
    )
    return AdAccount.objects.create(
        connection=connection,
        platform="google",
        external_id="4821907731",
        name="Marlow Bakehouse",
        currency="EUR",
        time_zone="Europe/Dublin",
        connected_by_label="Nora",
        connected_at=START,
    )
