"""A standing report whose hour has come: one edition, and one delivery for each address."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from analytics.models import Delivery, Edition, Report
from analytics.rhythms import next_slot, period_before
from analytics.types.reports import Rhythm
from tenants import place
from tenants.ids import new_id


@transaction.atomic
def begin_edition(*, report: Report, now: datetime) -> Edition | None:
    """Make the edition that is due with its deliveries, and set the next hour; None where none is due.

    Once for a report and its days, whatever runs at the same time (the report's row is locked). After a standstill only
    the newest is made.
    """
    kept = Report.objects.select_for_update().filter(pk=report.pk, is_active=True, next_at__lte=now).first()
    if kept is None:
        return None
    zone, rhythm = place.current().zone, Rhythm(kept.rhythm)
    days = period_before(rhythm, now.astimezone(zone).date())
    about = {"name": kept.name, "campaigns": kept.campaigns, "created_by_label": kept.created_by_label}
    made, is_new = Edition.objects.get_or_create(
        report=kept,
        since=days.since,
        until=days.until,
        defaults=about | {"created_by_id": kept.created_by_id, "created_at": now},
    )
    kept.next_at = next_slot(rhythm, kept.send_hour, after=now, zone=zone)
    kept.save(update_fields=["next_at"])
    if is_new:
        Delivery.objects.bulk_create(_delivery(made, address) for address in kept.recipients)
    return made


def _delivery(edition: Edition, address: str) -> Delivery:
    return Delivery(edition=edition, address=address, message_id=f"<{new_id()}@{settings.BASE_DOMAIN}>")
