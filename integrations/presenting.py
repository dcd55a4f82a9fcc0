"""What the connections page says of each account, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from integrations.models import AdAccount, Connection
from integrations.naming import NAMES
from integrations.registry import CONNECTABLE
from integrations.types import ConnectionStatus, Platform, SyncStatus

SOON = timedelta(days=10)
WRITES_BY = {Platform.GOOGLE: "https://www.googleapis.com/auth/adwords", Platform.META: "ads_management"}


@dataclass(frozen=True, slots=True)
class Card:
    """An ad account as the page shows it."""

    account: AdAccount
    badge: str
    tone: str
    may_change: bool
    needs_reconnect: bool
    days_left: int | None

    @property
    def place(self) -> str:
        """Return the time zone as people call it: its city."""
        return self.account.time_zone.rpartition("/")[2].replace("_", " ")

    @property
    def ready(self) -> list[tuple[str, str]]:
        """Return what is there before an ad can run: what, and which one."""
        presence = self.account.presence
        known = [
            ("Its ads speak for the Page", presence.get("page_name")),
            ("Orders are counted by", presence.get("pixel_name")),
        ]
        return [(what, which) for what, which in known if which]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows. `unchosen` are permissions without an ad account, `connectable` platforms without any."""

    cards: list[Card]
    unchosen: list[Connection]
    connectable: list[Platform]
    sentence: str
    marked: str

    @property
    def needs_reconnect(self) -> bool:
        """Return whether the page's one primary button is already taken by a card."""
        return any(card.needs_reconnect for card in self.cards) or bool(self.unchosen)


def present(accounts: Iterable[AdAccount], connections: Iterable[Connection], *, now: datetime) -> Page:
    """Return the page: accounts by platform, what is missing, and the sentence that answers "is all well?"."""
    cards = [_card(account, now) for account in accounts]
    seen = {card.account.connection_id for card in cards}
    unchosen = [c for c in connections if c.pk not in seen and c.status == ConnectionStatus.ACTIVE]
    platforms = {card.account.platform for card in cards} | {c.platform for c in unchosen}
    sentence, marked = _sentence(cards)
    return Page(
        cards=cards,
        unchosen=unchosen,
        connectable=[platform for platform in CONNECTABLE if platform not in platforms],
        sentence=sentence,
        marked=marked,
    )


def _card(account: AdAccount, now: datetime) -> Card:
    connection = account.connection
    days_left = (connection.access_ends_at - now).days if connection.access_ends_at else None
    dead = connection.status != ConnectionStatus.ACTIVE
    ends_soon = days_left is not None and timedelta(days=days_left) < SOON
    badge, tone = _badge(account, dead=dead, days_left=days_left if ends_soon else None)
    return Card(
        account=account,
        badge=badge,
        tone=tone,
        may_change=_may_change(connection),
        needs_reconnect=dead or ends_soon,
        days_left=days_left,
    )


def _may_change(connection: Connection) -> bool:
    """Return whether the permission covers changes; TikTok says it by numbers that it does not explain, so it is asked."""
    needed = WRITES_BY.get(Platform(connection.platform))
    return needed is None or needed in connection.scopes


def _badge(account: AdAccount, *, dead: bool, days_left: int | None) -> tuple[str, str]:
    if dead:
        return "Reconnect", "bad"
    if days_left is not None:
        return ("Ends today" if days_left < 1 else f"Ends in {days_left} day{'s' if days_left > 1 else ''}"), "warn"
    return {
        SyncStatus.PENDING: ("Waits to be read", ""),
        SyncStatus.RUNNING: ("Reading", "note"),
        SyncStatus.ERROR: ("Not read", "warn"),
    }.get(SyncStatus(account.sync_status), ("Working", "good"))


def _sentence(cards: list[Card]) -> tuple[str, str]:
    """Return the sentence and what of it is marked; the marked words come last."""
    if not cards:
        return "Connect the place where you advertise.", "It takes about two minutes."
    waiting = next((card for card in cards if card.needs_reconnect), None)
    if waiting:
        name = NAMES[Platform(waiting.account.platform)]
        return f"{waiting.account.name} is connected, but", f"{name} needs you."
    missing = sum(len(card.account.needs) for card in cards)
    if missing:
        who = f"{cards[0].account.name} is" if len(cards) == 1 else f"{len(cards)} ad accounts are"
        return (
            f"{who} connected.",
            "One thing is still missing." if missing == 1 else f"{missing} things are still missing.",
        )
    if len(cards) == 1:
        return f"{cards[0].account.name} is connected.", "Nothing needs you here."
    return f"{len(cards)} ad accounts are connected.", "Nothing needs you here."
