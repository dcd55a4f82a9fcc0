"""Calls a second and a minute of the operator's app (TikTok), over all workers: one row a window, by real time."""

import time

from django.db import connection as database

from integrations import errors
from integrations.naming import NAMES
from integrations.quotas import READS_STOP, Budget
from integrations.types import Platform

PATIENCE_S = 5.0
"""How long a call waits for its turn; after that its job is put off."""

# The row's lock makes the count exact; it is held for this statement only.
_TAKE = """
    INSERT INTO integrations_quotawindow AS w (platform, window_s, number, operations) VALUES (%s, %s, %s, %s)
    ON CONFLICT (platform, window_s) DO UPDATE SET number = excluded.number,
        operations = CASE WHEN w.number = excluded.number THEN w.operations ELSE 0 END + excluded.operations
    WHERE w.number < excluded.number OR (w.number = excluded.number AND w.operations + excluded.operations <= %s)
    RETURNING 1
"""


def pace(platform: Platform, budget: Budget, *, cost: int, writes: bool) -> None:
    """Take a call's place in each window, waiting for it a little; raises RateLimited when it comes too late."""
    patience = time.monotonic() + PATIENCE_S
    for window_s, calls in budget.windows:
        most = max(cost, calls if writes else int(calls * READS_STOP))
        while (wait_s := _take(platform, window_s, cost=cost, most=most)) > 0:
            if time.monotonic() + wait_s > patience:
                raise errors.RateLimited(
                    f"{NAMES[platform]} lets this Adwright ask only so often a minute. It goes on by itself.",
                    retry_after_s=max(1, round(wait_s)),
                )
            time.sleep(wait_s)


def _take(platform: Platform, window_s: int, *, cost: int, most: int) -> float:
    """Return 0 when the calls were taken, else how many seconds the window still lasts."""
    moment = time.time()
    number = int(moment // window_s)
    with database.cursor() as cursor:
        cursor.execute(_TAKE, [platform, window_s, number, cost, most])
        taken = cursor.fetchone()
    return 0 if taken else (number + 1) * window_s - moment
