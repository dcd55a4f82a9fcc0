"""The day's operations of the operator's app: counted in rows of an organisation and an hour, in equal shares."""

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection as database
from django.db.models import Min

from integrations import errors, quotas, selectors
from integrations.models import QuotaSpend
from integrations.naming import NAMES
from integrations.types import Platform

if TYPE_CHECKING:
    from tenants.models import Organization

NOBODY = UUID(int=0)
SHORTEST_WAIT_S = 60
TOO_MUCH = (
    "{platform} counts this as {cost} operations, and this Adwright's access level leaves {most} a day for everybody. "
    "Make several smaller campaigns, or ask whoever runs this Adwright for a higher access level."
)

# Looks and takes in one statement. Two of the same moment do not see one another; `quotas.SAFE` leaves room for that.
_TAKE = """
    WITH used AS (
        SELECT coalesce(sum(operations), 0) AS everybody,
            coalesce(sum(operations) FILTER (WHERE organization_uuid = %(who)s), 0) AS own
        FROM integrations_quotaspend WHERE platform = %(platform)s AND hour_at > %(since)s AND hour_at <= %(hour)s
    ), taken AS (
        INSERT INTO integrations_quotaspend AS s (platform, organization_uuid, hour_at, operations)
        SELECT %(platform)s, %(who)s, %(hour)s, %(cost)s FROM used
        WHERE everybody + %(cost)s <= %(all_most)s AND own + %(cost)s <= %(own_most)s
        ON CONFLICT (platform, hour_at, organization_uuid) DO UPDATE SET operations = s.operations + excluded.operations
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM taken), own + %(cost)s > %(own_most)s FROM used
"""


def take(
    platform: Platform, per_day: int, organization: "Organization | None", *, cost: int, writes: bool, now: datetime
) -> None:
    """Take operations of the organisation's share of the day, or raise RateLimited with nothing taken.

    Raises InvalidRequest for what no day will ever have room for. Who has no organisation (a probe of the operator's)
    takes from what is everybody's.
    """
    share = quotas.share_of(per_day, selectors.count_sharers(platform))
    who = organization.uuid if organization else NOBODY
    own_most = max(cost, share.own_writes if writes else share.own_reads)
    all_most = share.all_writes if writes else share.all_reads
    values: dict[str, Any] = {
        "platform": platform,
        "who": who,
        "cost": cost,
        "hour": now.replace(minute=0, second=0, microsecond=0),
        "since": now - quotas.COUNTED,
        "all_most": all_most,
        "own_most": own_most,
    }
    with database.cursor() as cursor:
        cursor.execute(_TAKE, values)
        taken, is_own = cursor.fetchone()
    if taken:
        return
    if cost > all_most:
        raise errors.InvalidRequest(TOO_MUCH.format(platform=NAMES[platform], cost=cost, most=all_most))
    raise _used_up(platform, who if is_own else None, now)


def _used_up(platform: Platform, who: UUID | None, now: datetime) -> errors.RateLimited:
    """Return the error; the wait lasts until the oldest hour that counts has passed."""
    rows = QuotaSpend.objects.filter(platform=platform, hour_at__gt=now - quotas.COUNTED)
    rows = rows.filter(organization_uuid=who) if who else rows
    oldest = rows.aggregate(at=Min("hour_at"))["at"] or now
    wait: timedelta = oldest + quotas.COUNTED - now
    words = f"{NAMES[platform]} lets this Adwright ask only so often a day, and today's share is used up."
    return errors.RateLimited(
        f"{words} It goes on by itself.", retry_after_s=max(SHORTEST_WAIT_S, math.ceil(wait.total_seconds()))
    )
