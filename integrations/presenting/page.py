"""The connections page: all accounts, what is missing, and the sentence that answers "is all well?"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from integrations import selectors
from integrations.models import AdAccount, Connection
from integrations.naming import NAMES
from integrations.presenting.cards import Card, is_shared, make_card
from integrations.registry import CONNECTABLE
from integrations.types import ConnectionStatus, Platform


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows. `unchosen` are permissions without an ad account, `shared` those of them that another
    organisation holds too (by key), `connectable` the platforms without any."""

    cards: list[Card]
    unchosen: list[Connection]
    connectable: list[Platform]
    sentence: str
    marked: str
    shared: frozenset[int] = frozenset()

    @property
    def first_to_reconnect(self) -> Card | None:
        """Return the card that has the page's one primary button: a permission that ended before one that will."""
        waiting = [card for card in self.cards if card.needs_reconnect]
        return min(waiting, key=lambda card: card.tone != "bad", default=None)

    @property
    def connected(self) -> list[Platform]:
        """Return the platforms on which another account could be added."""
        return [platform for platform in CONNECTABLE if platform not in self.connectable]


def present(
    accounts: Iterable[AdAccount],
    connections: Iterable[Connection],
    *,
    book: selectors.QuotaBook,
    held: set[tuple[str, str]],
) -> Page:
    """Return the page: accounts by platform, what is missing, and the sentence that answers "is all well?"."""
    cards = [make_card(account, book, held, book.now) for account in accounts]
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
        shared=frozenset(c.pk for c in unchosen if is_shared(c, held)),
    )


def _sentence(cards: list[Card]) -> tuple[str, str]:
    """Return the sentence and what of it is marked; the marked words come last."""
    if not cards:
        return "Connect the places where you advertise.", "Each takes about two minutes."
    waiting = dict.fromkeys(NAMES[Platform(card.account.platform)] for card in cards if card.needs_reconnect)
    if waiting:
        names = " and ".join([", ".join(list(waiting)[:-1]), list(waiting)[-1]] if len(waiting) > 1 else waiting)
        return f"{_who(cards)} connected, but", f"{names} need{'' if len(waiting) > 1 else 's'} you."
    missing = sum(len(card.needs) + bool(card.account.repairs) for card in cards)
    who = f"{_who(cards)} connected."
    if missing:
        return who, "One thing is still missing." if missing == 1 else f"{missing} things are still missing."
    return who, "Nothing needs you here."


def _who(cards: list[Card]) -> str:
    if len(cards) == 1:
        return f"{cards[0].account.name} is"
    if {card.account.platform for card in cards} == set(CONNECTABLE):
        return "All three platforms are"
    return f"{len(cards)} ad accounts are"


def present_offer(connection: Connection, holders: Mapping[str, Connection]) -> list[dict[str, Any]]:
    """Return the accounts that a permission reaches, each with whose permission holds it now (None: nobody's)."""
    return [row | {"held_by": holders.get(row["external_id"])} for row in connection.offered]
