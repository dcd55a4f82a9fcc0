"""Sending an edition to its addresses, each once. docs/decisions: a message in doubt is not sent again by itself."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from analytics import reports
from analytics.models import Delivery, Edition
from analytics.reports.mail import Letter, Mail
from analytics.selectors.branding import get_branding
from analytics.services.reporting.addressing import find_where, list_readers_inside
from analytics.services.reporting.posting import InDoubt, Refused, post
from analytics.types.reports import DeliveryState
from tenants.errors import Conflict
from tenants.services import record_audit
from tenants.types import Actor

TRIED_FOR = timedelta(hours=24)
DOUBT = (
    "The connection to the mail server broke in the middle, so it may have gone out or not. "
    "Ask the reader, or send it again: it is the same message, which most mailboxes show once."
)
LATE = "The mail server did not take it for a day: "


class WithPictures(EmailMultiAlternatives):
    """A message whose HTML shows pictures that it carries."""

    mixed_subtype = "related"


class TakenOver(Exception):
    """Another worker has this message."""


def deliver_edition(*, edition: Edition, organization, now: datetime) -> int:
    """Send an edition to every address that it was not sent to; return how many are left for a later try.

    Each is claimed, handed over and marked on its own, so that a worker may be killed anywhere: what was not handed over
    is sent by the next, what was sent never again, and what is in doubt is FAILED and says so.
    """
    _settle_doubts(edition)
    open_states = (DeliveryState.WAITING, DeliveryState.SENDING)
    waiting = list(edition.deliveries.filter(state__in=open_states, begun_at=None).order_by("pk"))
    if not waiting:
        return 0
    letter, inside = Letter(reports.load(edition.document), get_branding()), list_readers_inside()
    left = 0
    for delivery in waiting:
        where = find_where(delivery, inside, organization=organization, now=now)
        left += not _deliver(delivery, edition, letter.render(where.url, where.until), now)
    return left


def send_again(*, delivery: Delivery, actor: Actor, now: datetime) -> Delivery:
    """Let a message that failed, or is in doubt, be sent once more, as the same message. Raises Conflict where it did not fail."""
    again = {"state": DeliveryState.WAITING, "begun_at": None, "error": ""}
    if not Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.FAILED).update(**again):
        raise Conflict("Only what could not be sent can be sent again.")
    delivery.refresh_from_db()
    detail = {"address": delivery.address}
    record_audit(action="edition.sent_again", actor=actor, target=delivery.edition, detail=detail, now=now)
    return delivery


def _settle_doubts(edition: Edition) -> None:
    """Say so of what another worker had begun to hand over when it ended."""
    begun = edition.deliveries.filter(state=DeliveryState.SENDING, begun_at__isnull=False)
    begun.update(state=DeliveryState.FAILED, error=DOUBT)


def _deliver(delivery: Delivery, edition: Edition, mail: Mail, now: datetime) -> bool:
    """Return whether nothing more is to be tried."""
    rows = Delivery.objects.filter(pk=delivery.pk)
    rows.filter(state=DeliveryState.WAITING).update(state=DeliveryState.SENDING)

    def begin() -> None:
        if not rows.filter(state=DeliveryState.SENDING, begun_at=None).update(begun_at=now):
            raise TakenOver(delivery.pk)

    try:
        post(_message(delivery, mail), before=begin)
    except TakenOver:
        return True
    except InDoubt:
        rows.update(state=DeliveryState.FAILED, error=DOUBT)
    except Refused as error:
        return _put_back(rows, edition, error, now)
    else:
        rows.update(state=DeliveryState.SENT, sent_at=now, error="")
    return True


def _put_back(rows, edition: Edition, error: Refused, now: datetime) -> bool:
    is_late = edition.made_at is not None and now - edition.made_at > TRIED_FOR
    state = DeliveryState.FAILED if error.is_final or is_late else DeliveryState.WAITING
    text = f"{LATE if is_late and not error.is_final else ''}{error}"
    rows.update(state=state, begun_at=None, error=text[:500])
    return state == DeliveryState.FAILED


def _message(delivery: Delivery, mail: Mail) -> EmailMultiAlternatives:
    headers = {"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"}
    kind = WithPictures if mail.pictures else EmailMultiAlternatives
    message = kind(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [delivery.address], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    for picture in mail.pictures:
        message.attach(picture)
    return message
