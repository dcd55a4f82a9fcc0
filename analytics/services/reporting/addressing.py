"""Where the button of a report's e-mail leads: a member to its page, anybody else to a link of the reader's own."""

from dataclasses import dataclass
from datetime import date, datetime

from analytics.models import Delivery
from analytics.selectors.shares import address_of
from analytics.services.sharing import lend_link
from tenants import hosts
from tenants.roles import Permission
from tenants.selectors import list_members_who


@dataclass(frozen=True, slots=True)
class Where:
    """An address, and the last day on which it works for somebody without an account; None where one must log in."""

    url: str
    until: date | None = None


def list_readers_inside() -> set[str]:
    """Return the addresses, in small letters, of the members who may see reports; one query."""
    return {each.user.email.lower() for each in list_members_who(Permission.VIEW_REPORTS)}


def find_where(delivery: Delivery, inside: set[str], *, organization, now: datetime) -> Where:
    """Return where a message leads. Every try of the same message leads to the same link.

    A link that was withdrawn before the message went out stays withdrawn: then it is the page, where one logs in.
    """
    page = Where(hosts.organization_url(organization, f"/reports/{delivery.edition.uuid}/"))
    if delivery.address.lower() in inside:
        return page
    link = lend_link(delivery=delivery, now=now)
    if link.revoked_at or not link.expires_at or not (url := address_of(link)):
        return page
    return Where(url, link.expires_at.date())
