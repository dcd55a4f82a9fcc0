"""Calls a second of the operator's app (TikTok), over all workers, by real time: one row a platform.

A leaky bucket that remembers one moment, `full_until` (the generic cell rate algorithm, ITU-T I.371): calls go four
fifths as fast as the platform allows, and the last fifth is for writes that come while reads take all of that. So no
second, wherever it begins, sees more calls than the limit; nor does a minute, whose limit is sixty times a second's.
"""

import time
from typing import Any

from django.db import connection as database

from integrations import errors
from integrations.models import QuotaPace
from integrations.naming import NAMES
from integrations.quotas import READS_STOP
from integrations.types import Platform

PATIENCE_S = 5.0
"""How long a call waits for its turn; after that its job is put off."""

SET_BACK_S = 60.0
"""A row that is full for longer was written before the machine's clock was set back: it is begun anew."""

# The row's lock makes it exact; it is held for this statement only.
_TAKE = """
    INSERT INTO integrations_quotapace AS p (platform, full_until) VALUES (%(platform)s, %(now)s + %(takes)s)
    ON CONFLICT (platform) DO UPDATE SET
        full_until = CASE WHEN p.full_until > %(lost)s THEN %(now)s ELSE greatest(p.full_until, %(now)s) END + %(takes)s
    WHERE p.full_until <= %(now)s + %(ahead)s OR p.full_until > %(lost)s
    RETURNING 1
"""


def take_turn(platform: Platform, per_second: int, *, cost: int, writes: bool) -> None:
    """Take a call's turn, waiting for it a little; raises RateLimited when it comes too late."""
    patience = time.monotonic() + PATIENCE_S
    while wait_s := _take(platform, per_second, cost=cost, writes=writes):
        if time.monotonic() + wait_s > patience:
            words = f"{NAMES[platform]} lets this Adwright ask only so often a minute. It goes on by itself."
            raise errors.RateLimited(words, retry_after_s=max(1, round(wait_s)))
        time.sleep(wait_s)


def _take(platform: Platform, per_second: int, *, cost: int, writes: bool) -> float:
    """Return 0 when the turn was taken, else in how many seconds to try again."""
    steady = max(1, int(per_second * READS_STOP))
    ahead = (per_second - steady - 1) / steady if writes else 0
    now = time.time()
    with database.cursor() as cursor:
        values: dict[str, Any] = {
            "platform": platform,
            "now": now,
            "takes": cost / steady,
            "ahead": ahead,
            "lost": now + SET_BACK_S,
        }
        cursor.execute(_TAKE, values)
        if cursor.fetchone():
            return 0
    full_until = QuotaPace.objects.values_list("full_until", flat=True).get(platform=platform)
    return max(full_until - ahead - now, 0.001)
