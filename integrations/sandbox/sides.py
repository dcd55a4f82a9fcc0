"""A platform in the sandbox: what the world, the server and the control page ask of each of the three."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from .faults import Faults
from .store import Thing

if TYPE_CHECKING:
    from .world import World


@dataclass(frozen=True, slots=True)
class AccountWish:
    """An ad account to make. `pixel`: something to count conversions by. `presence` names whom ads speak for (a Page,
    an identity); empty means the account's name, None nobody. `id` empty: the platform's next one."""

    name: str
    currency: str = "EUR"
    time_zone: str = "Europe/Dublin"
    pixel: bool = True
    id: str = ""
    presence: str | None = ""


class Service(Protocol):
    """Something that listens on a port of its own beside the web server (Google's gRPC)."""

    async def start(self) -> None:
        """Listen."""

    async def stop(self) -> None:
        """Stop listening."""


@dataclass(frozen=True, slots=True)
class Switches:
    """How the control page reads and turns what a platform has: (field, value when on, value when off)."""

    thing: tuple[str, Any, Any] = ("status", "ACTIVE", "PAUSED")
    account: tuple[str, Any, Any] = ("account_status", 1, 2)
    budgets: tuple[str, ...] = ("daily_budget", "lifetime_budget")
    """Fields of whole or decimal numbers that "double the budget behind our back" doubles."""


@dataclass(frozen=True, slots=True)
class Side:
    """One platform. `prefix` is its path on the web server; what lies below it goes to `http`, past the framework, so
    that faults reach the connection; `routes` are its pages for people (consent, pictures), which take precedence.

    Every kind of object in the store begins with the platform's name and a dot, except Meta's, which came first, and
    except `person` and `account`. An account's data has `platform`, `name`, `currency`, `timezone_name` and `_people`
    (ids of those who manage it). Ids are unique over all platforms. `ad_kind` and `campaign_kind` name two kinds.
    """

    name: str
    prefix: str
    terms_of: Callable[["World", Thing], Any]
    make_account: Callable[..., Thing]
    """(world, person, wish, *, created=None) -> account, with what hangs on it (pixel, identity, conversion action)."""
    make_running_campaign: Callable[..., Thing]
    """(world, account, *, started, name, daily_minor=0, goal="", country="IE", settle=True) -> campaign."""
    kill_tokens: Callable[["World", str, str], int]
    """(world, person id, how: expire | revoke | password | invalid) -> how many were ended."""
    review: Callable[["World", Thing, str, str, str], None]
    """(world, ad, verdict: approve | reject, policy, text): end an ad's review now."""
    http: Callable[["World", Faults], ASGIApp]
    routes: Callable[[], list[BaseRoute]]
    ad_kind: str
    campaign_kind: str
    service: Callable[["World", Faults, int], Service] | None = None
    """(world, faults, port) -> what listens beside the web server."""
    switches: Switches = Switches()
    state_of: Callable[["World", Thing], str] | None = None
    """(world, thing) -> its state in the platform's own word, for the control page; without it the switch is shown."""
