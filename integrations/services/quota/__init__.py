"""The quotas, shared by all workers and organisations: what an adapter takes before a call and tells after it.

Two buckets. The app's is counted here (Google: operations in a sliding 24 hours, with an equal share for each
organisation; TikTok: that, and calls a second). The ad account's, and Meta's app's, is what the
platform's own headers told last. Reads stop at 80 % of either, so that writes still pass. Each spend is one statement,
and nothing is held while a platform answers.
"""

from integrations import quotas, types
from integrations.models import AdAccount
from integrations.services.quota import days, reports
from integrations.services.quota.cleaning import forget_old_spends
from integrations.services.quota.pacing import take_turn
from tenants import clock
from tenants.selectors import find_current_organization

__all__ = ["Meter", "forget_old_spends"]


class Meter:
    """See `integrations.ports.Meter`. `spent` is what went through this meter.

    `for_change`: every call belongs to a change, so that what must be read for it passes as writes do.
    """

    def __init__(self, platform: types.Platform, account: AdAccount | None = None, *, for_change: bool = False):
        self.platform, self.account, self.for_change, self.spent = platform, account, for_change, 0

    def spend(self, *, cost: int = 1, writes: bool = False) -> None:
        """Take so many operations, or raise RateLimited with nothing taken of the day.

        Waits up to a few seconds where only the present second is used up.
        """
        now, writes = clock.now(), writes or self.for_change
        budget = quotas.budget_of(self.platform)
        reports.refuse_used_up(self.platform, self.account, writes=writes, now=now)
        if budget.per_second:
            take_turn(self.platform, budget.per_second, cost=cost, writes=writes)
        if budget.per_day:
            days.take(self.platform, budget.per_day, find_current_organization(), cost=cost, writes=writes, now=now)
        self.spent += cost

    def report(self, usage: types.Usage) -> None:
        """Keep what the platform said of a quota."""
        reports.keep(self.platform, self.account, usage, now=clock.now())
