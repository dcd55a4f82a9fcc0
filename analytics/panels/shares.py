"""The links to a report as its page lists them."""

from dataclasses import dataclass
from datetime import datetime

from analytics.models import Edition, ShareLink
from analytics.selectors import shares


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link, its address (empty where no key opens it), and what became of it."""

    link: ShareLink
    address: str
    is_living: bool
    is_newest: bool
    dialog: str


def list_rows(edition: Edition, now: datetime) -> list[LinkRow]:
    """Return the links to an edition or to its report's newest, the newest first."""
    return [_row(link, now) for link in shares.list_share_links(edition)]


def _row(link: ShareLink, now: datetime) -> LinkRow:
    has_ended = link.expires_at is not None and link.expires_at <= now
    return LinkRow(
        link=link,
        address=shares.address_of(link),
        is_living=link.revoked_at is None and not has_ended,
        is_newest=link.report_id is not None,
        dialog=f"withdraw-{link.uuid}",
    )
