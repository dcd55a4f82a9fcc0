"""Share links: which there are, and which edition one opens."""

from datetime import datetime
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.db import connection
from django.db.models import Q, QuerySet

from analytics.models import Edition, ShareLink
from analytics.types.reports import EditionState
from tenants import hosts, sealing
from tenants.errors import NotFound

NOT_HERE = "There is nothing at this address."


def list_share_links(edition: Edition | None = None) -> QuerySet[ShareLink]:
    """Return the links, the newest first; of an edition: also those that always open its report's newest."""
    found = ShareLink.objects.select_related("edition", "report", "delivery").defer("edition__document")
    if edition is None:
        return found
    of_report = Q(report=edition.report_id) if edition.report_id else Q()
    return found.filter(Q(edition=edition.pk) | of_report)


def get_share_link(link_id: UUID | str) -> ShareLink:
    """Return one link. Raises NotFound."""
    found = list_share_links().filter(uuid=link_id).first()
    if found is None:
        raise NotFound("There is no such link here.")
    return found


def find_open_link(token: str, now: datetime) -> ShareLink:
    """Return the link that a token opens now. Raises NotFound with one text for all that is not there (any more)."""
    lives = Q(expires_at=None) | Q(expires_at__gt=now)
    links = ShareLink.objects.filter(lives, token_hash=sealing.hash_secret(token), revoked_at=None)
    if (link := links.first()) is None:
        raise NotFound(NOT_HERE)
    return link


def get_shared_edition(link: ShareLink) -> Edition:
    """Return what a link shows, with its document. Raises NotFound while there is none that is ready."""
    chosen = Q(report=link.report_id) if link.report_id else Q(pk=link.edition_id)
    found = Edition.objects.filter(chosen, state=EditionState.READY).order_by("-until", "-created_at", "-id").first()
    if found is None:
        raise NotFound(NOT_HERE)
    return found


def address_of(link: ShareLink) -> str:
    """Return a link's whole address on the organisation's host, to be copied again; empty where no key opens its token."""
    try:
        token = sealing.unseal(link.token_sealed).decode()
    except InvalidToken:
        return ""
    return hosts.organization_url(connection.tenant, f"/r/{token}/")  # type: ignore[attr-defined]
