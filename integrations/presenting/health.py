"""How an account is, in words: what its permission covers, what is used of the quota, how often it is read."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from integrations import selectors
from integrations.cadences import Cadence
from integrations.models import AdAccount, Connection
from integrations.naming import NAMES
from integrations.presenting.choices import list_options
from integrations.types import Platform, SyncKind

_ASKED_FOR = {
    Platform.GOOGLE: {"https://www.googleapis.com/auth/adwords": "Manage your Google Ads campaigns"},
    Platform.META: {
        "ads_management": "manage ads",
        "ads_read": "read ads",
        "business_management": "manage the business",
        "pages_show_list": "see your Pages",
        "pages_read_engagement": "read your Pages",
        "pages_manage_ads": "advertise for your Pages",
    },
    Platform.TIKTOK: {},
}
"""Permissions without which something does not work, as their consent pages call them. TikTok's are numbers that it
does not explain; there the platform is asked."""
_LEVELS = {"explorer": "entry level", "test": "test level", "basic": "basic level", "standard": "standard level"}


@dataclass(frozen=True, slots=True)
class Quota:
    """A quota as the page draws it. `share` is 0 to 1, None where nothing is known yet."""

    share: float | None
    label: str
    value: str
    note: str
    tone: str = ""


def describe_health(account: AdAccount, book: selectors.QuotaBook) -> dict[str, Any]:
    """Return how an account is, as the API gives it."""
    connection = account.connection
    return {
        "status_words": account.status_words,
        "connection_status": connection.status,
        "access_ends_at": connection.access_ends_at,
        "may_change": may_change(connection),
        "missing_permissions": list_missing_scopes(connection),
        "needs": account.needs,
        "repairs": account.repairs,
        "options": list_options(account),
        "quota": book.use(account),
        "numbers_every_s": round(book.cadence(account, SyncKind.METRICS).every.total_seconds()),
        "numbers_words": say_cadence(account, book),
        "checked_at": account.health_at,
    }


def list_missing_scopes(connection: Connection) -> list[str]:
    """Return, in people's words, the permissions that were asked for and not given."""
    asked = _ASKED_FOR[Platform(connection.platform)]
    return [words for scope, words in asked.items() if scope not in connection.scopes]


def may_change(connection: Connection) -> bool:
    """Return whether the permission covers changes."""
    needed = {Platform.GOOGLE: "https://www.googleapis.com/auth/adwords", Platform.META: "ads_management"}
    scope = needed.get(Platform(connection.platform))
    return scope is None or scope in connection.scopes


def say_cadence(account: AdAccount, book: selectors.QuotaBook) -> str:
    """Return how often the numbers come, and why not oftener."""
    cadence = book.cadence(account, SyncKind.METRICS)
    if cadence.shared is None:
        return f"every {say_time(cadence.every)}"
    return f"about every {say_time(cadence.every)}: {_say_shared(cadence, NAMES[Platform(account.platform)])}"


def say_quota(account: AdAccount, book: selectors.QuotaBook) -> Quota:
    """Return what is used of what this account may ask its platform."""
    use = book.use(account)
    name = NAMES[Platform(account.platform)]
    if use.percent is None:
        return Quota(None, "Quota", "", f"{name} has not told yet how much it allows.")
    share = min(use.percent, 100) / 100
    value = f"{use.percent:.0f}%" if use.percent >= 1 or use.percent == 0 else "under 1%"
    if use.regain_at:
        return Quota(share, "Quota", value, f"{name} asks to wait; it goes on by itself.", "warn")
    if use.limit is not None:
        note = f"{use.used:,} of {use.limit:,} calls in 24 hours. Changes pass when reading has to wait."
        return Quota(share, "Quota, this business's share", value, note, "warn" if use.percent >= 100 else "")
    return Quota(share, "Quota", value, f"As {name} said last. Reading waits at 80%.", "warn" if share >= 0.8 else "")


def say_time(every: timedelta) -> str:
    """Return a cadence as people say it: 15 minutes, 2 h, 1 day."""
    minutes = round(every.total_seconds() / 60)
    if minutes < 60:
        return f"{minutes} minutes"
    if minutes >= 24 * 60:
        return "day"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h" if hours > 1 else "hour"


def _say_shared(cadence: Cadence, name: str) -> str:
    level = _LEVELS.get(cadence.shared.level, f"{cadence.shared.level} level")
    among = cadence.shared.sharers
    return f"{name}'s {level}, {f'shared by {among} businesses' if among > 1 else f'{cadence.shared.per_day:,} calls a day'}"
