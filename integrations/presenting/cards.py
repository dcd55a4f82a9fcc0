"""An ad account as the page shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from integrations import selectors
from integrations.models import AdAccount, Connection
from integrations.presenting import health
from integrations.presenting.choices import Choice, list_choices
from integrations.presenting.health import Quota
from integrations.services.accounts import UNDECLARED
from integrations.types import ConnectionStatus, Platform, SyncStatus

SOON = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Card:
    """An ad account with how it is."""

    account: AdAccount
    badge: str
    tone: str
    may_change: bool
    needs_reconnect: bool
    days_left: int | None
    missing_scopes: list[str]
    cadence: str
    quota: Quota
    choices: list[Choice]
    is_shared: bool

    @property
    def needs(self) -> list[dict]:
        """Return what is missing; what is to be declared stands with its own button."""
        return [need for need in self.account.needs if not (self.account.repairs and need["key"] == UNDECLARED)]

    @property
    def place(self) -> str:
        """Return the time zone as people call it: its city."""
        return self.account.time_zone.rpartition("/")[2].replace("_", " ")

    @property
    def access(self) -> str:
        """Return how long the permission lasts, where no day can be named."""
        return "renews itself" if self.account.platform == Platform.GOOGLE else "does not expire"

    @property
    def letting_go(self) -> str:
        """Return what disconnecting does."""
        kept = (
            "Its campaigns keep running on the platform and keep spending, but nobody looks after them. What was read "
            "stays in your reports. You can connect it again at any time; it picks up where it was."
        )
        if not self.is_shared:
            return kept
        who = self.account.connection.user_label or "The same person"
        return f"{kept} {who} is connected in another organisation here too, so the permission is only forgotten in this one."


def make_card(account: AdAccount, book: selectors.QuotaBook, held: set[tuple[str, str]], now: datetime) -> Card:
    """Return the card of an account; `held` are the permissions that another organisation holds too."""
    connection = account.connection
    days_left = (connection.access_ends_at - now).days if connection.access_ends_at else None
    dead = connection.status != ConnectionStatus.ACTIVE
    ends_soon = days_left is not None and timedelta(days=days_left) < SOON
    badge, tone = _badge(account, dead=dead, days_left=days_left if ends_soon else None)
    return Card(
        account=account,
        badge=badge,
        tone=tone,
        may_change=health.may_change(connection),
        needs_reconnect=dead or ends_soon,
        days_left=days_left,
        missing_scopes=[] if dead else health.list_missing_scopes(connection),
        cadence=health.say_cadence(account, book),
        quota=health.say_quota(account, book),
        choices=list_choices(account),
        is_shared=is_shared(connection, held),
    )


def is_shared(connection: Connection, held: set[tuple[str, str]]) -> bool:
    """Return whether another organisation holds the same person's permission."""
    person = selectors.person_hash(connection.platform, connection.external_user_id)
    return (connection.platform, person) in held


def _badge(account: AdAccount, *, dead: bool, days_left: int | None) -> tuple[str, str]:
    if dead:
        return "Reconnect", "bad"
    if days_left is not None:
        return ("Ends today" if days_left < 1 else f"Ends in {days_left} day{'s' if days_left > 1 else ''}"), "warn"
    if account.blocking_needs:
        return "Not ready for ads", "warn"
    return {
        SyncStatus.PENDING: ("Waits to be read", ""),
        SyncStatus.RUNNING: ("Reading", "note"),
        SyncStatus.ERROR: ("Not read", "warn"),
    }.get(SyncStatus(account.sync_status), ("Working", "good"))
