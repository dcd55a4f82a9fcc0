"""What needs somebody: what campaigns say, and what the connections and the numbers say. The worst first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from analytics.types import Freshness
from campaigns.types import Attention
from integrations.types import SyncStatus
from tenants import formats
from tenants.place import Place

ENDS_SOON = timedelta(days=10)
STALE_AFTER = timedelta(hours=2)
PLATFORMS = {"google": "Google", "meta": "Meta", "tiktok": "TikTok"}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits, as `components/todo_item.html` takes it."""

    icon: str
    tone: str
    title: str
    text: str
    href: str
    label: str


def list_needs(
    accounts: Sequence,
    attention: Sequence[Attention],
    feeds: Sequence[Freshness],
    *,
    has_campaigns: bool,
    now: datetime,
    place: Place,
) -> list[Need]:
    """Return everything that waits for a person, the worst first; what one permission causes is said once."""
    read_at = {feed.account_id: feed.read_at for feed in feeds}
    found = [
        *_of_campaigns(attention),
        *_of_connections(accounts, now, place),
        *(need for account in accounts for need in _of_account(account, read_at.get(account.pk), now, place)),
        *([] if has_campaigns or not accounts else [_no_campaign()]),
    ]
    return sorted(found, key=lambda need: need.tone != "bad")


def _of_campaigns(attention: Sequence[Attention]) -> list[Need]:
    return [
        Need(
            icon="triangle-alert" if each.tone == "bad" else "arrow-left-right",
            tone=each.tone,
            title=each.title,
            text=each.text,
            href=reverse(each.page) if each.page else reverse("campaigns:detail", args=[each.campaign]),
            label=each.label,
        )
        for each in attention
    ]


def _no_campaign() -> Need:
    text = "Every campaign has ended, or there was none. Nothing is being spent."
    return Need("megaphone", "", "No campaign is left", text, reverse("campaigns:create"), "Build a campaign")


def _of_connections(accounts: Sequence, now: datetime, place: Place) -> list[Need]:
    connections = {account.connection_id: account.connection for account in accounts}
    return [need for each in connections.values() for need in _of_connection(each, now, place)]


def _of_connection(connection, now: datetime, place: Place) -> list[Need]:
    name = PLATFORMS[connection.platform]
    if connection.status == "auth_error":
        text = f"{name} no longer takes our permission. The ads keep running; nobody reads or looks after them."
        return [_connect("bad", f"Access to {name} has ended", text, "Reconnect")]
    ends_at = connection.access_ends_at
    if ends_at and now < ends_at < now + ENDS_SOON:
        days = max((ends_at - now).days, 1)
        last = ends_at.astimezone(place.zone).date()
        day = formats.date_range(last, last, place.locale, year=False)
        text = f"Reconnect by {day}. If you do not, the ads keep running but nobody looks after them."
        return [_connect("warn", f"Access to {name} ends in {days} day{'s' if days > 1 else ''}", text, "Reconnect")]
    return []


def _of_account(account, read_at: datetime | None, now: datetime, place: Place) -> list[Need]:
    if account.connection.status == "auth_error":
        return []
    if account.blocking_needs:
        title = f"{account.name} is not ready for ads"
        return [_connect("warn", title, " ".join(account.blocking_needs), "See what is missing")]
    if read_at and read_at < now - max(STALE_AFTER, 2 * account.metrics_every):
        title = f"The numbers of {account.name} are from {formats.moment(read_at, place.zone, place.locale)}"
        text = f"{account.sync_error or 'Nothing has been read since.'} We go on trying."
        return [_connect("warn", title, text, "See the connection")]
    if read_at is None and account.sync_status == SyncStatus.ERROR:
        text = f"{account.sync_error} We go on trying."
        return [_connect("warn", f"The numbers of {account.name} could not be read", text, "See the connection")]
    return []


def need_of_worn(names: Sequence[str]) -> Need | None:
    """Return what is to be done about tired ads, None where there is none; the judging is too much for Home's first answer."""
    if not names:
        return None
    many = len(names) > 1
    title = f"{len(names)} ads are getting tired" if many else f"“\u2068{names[0]}\u2069” is getting tired"
    text = f"People see {'them' if many else 'it'} more often and click less than at first."
    return Need("image", "warn", title, text, reverse("analytics:tired_ads"), "See why")


def _connect(tone: str, title: str, text: str, label: str) -> Need:
    return Need("plug", tone, title, text, reverse("integrations:connections"), label)
