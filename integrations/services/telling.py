"""Writing to people that a permission ends, or has ended: once each."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

import tenants.selectors
from integrations.models import Connection
from integrations.naming import NAMES
from integrations.selectors.accounts import ENDED
from integrations.types import ConnectionStatus, Platform
from tenants import hosts
from tenants.roles import Role

if TYPE_CHECKING:
    from tenants.models import Organization

ENDS = "ends"


def tell_owner(*, organization: "Organization", connection: Connection, now: datetime) -> int:
    """Write to whoever gave the permission and to the owners that it ends or has ended; return how many mails went out.

    Once for each: what was told is claimed before, and given back where the mail cannot be sent, which raises.
    """
    what = ENDED if connection.status == ConnectionStatus.AUTH_ERROR else ENDS
    claimed = Connection.objects.filter(pk=connection.pk, told=connection.told).exclude(told=what)
    if connection.status == ConnectionStatus.DISCONNECTED or not claimed.update(told=what):
        return 0
    try:
        return _send(organization, connection, what)
    except Exception:
        Connection.objects.filter(pk=connection.pk, told=what).update(told=connection.told)
        raise


def _send(organization: "Organization", connection: Connection, what: str) -> int:
    name = NAMES[Platform(connection.platform)]
    accounts = connection.ad_accounts.filter(disconnected_at=None).values_list("name", flat=True)
    context = {
        "platform": name,
        "organization": organization,
        "connection": connection,
        "accounts": ", ".join(accounts),
        "has_ended": what == ENDED,
        "url": hosts.organization_url(organization, "/connections/"),
    }
    body = render_to_string("integrations/mail/access_ends.txt", context)
    subject = f"Access to {name} {'has ended' if what == ENDED else 'ends soon'}: {organization.name}"
    people = _recipients(organization, connection)
    for address in people:
        EmailMessage(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [address]).send()
    return len(people)


def _recipients(organization: "Organization", connection: Connection) -> list[str]:
    members = tenants.selectors.list_members(organization)
    wanted = [
        each.user.email
        for each in members
        if each.role == Role.OWNER or (connection.connected_by_id and each.user.uuid == connection.connected_by_id)
    ]
    return sorted(set(wanted))
