"""The one question that every change is asked before it is recorded, and again when it is approved."""

from collections.abc import Sequence
from datetime import datetime

from campaigns.models import Policy
from campaigns.selectors.policy import get_policy
from campaigns.services.guards import ceilings, steps, stopped
from campaigns.services.guards.raising import may_spend_more
from campaigns.services.guards.refusals import Refusal, raise_refusals
from campaigns.types import Wanted


def check(wanted: Sequence[Wanted], *, now: datetime) -> None:
    """Raise what stands against changes that start something or spend more; what spends less passes unasked.

    Raises Invalid with a text at each field that is too high (`daily_budget_minor`, `lifetime_budget_minor`, `end_date`),
    Conflict where no field is to blame: a switch, a missing exchange rate, the stop. Must be called inside the
    transaction that records the changes, after the campaigns are locked: it locks the Policy row until that ends, so
    that two raises at once cannot pass a ceiling together. Counts what platforms may hold, not what they should.
    """
    if any(may_spend_more(one) for one in wanted):
        Policy.objects.get_or_create(pk=1)
        policy = Policy.objects.select_for_update(of=("self",)).get(pk=1)
        raise_refusals(_refusals(wanted, policy, now))


def list_refusals(wanted: Sequence[Wanted], *, now: datetime, policy: Policy | None = None) -> list[Refusal]:
    """Return what `check` would raise, without locking: for previews. Somebody may be quicker all the same.

    `policy` is the organisation's, where it was read already.
    """
    return _refusals(wanted, policy or get_policy(), now)


def _refusals(wanted: Sequence[Wanted], policy: Policy, now: datetime) -> list[Refusal]:
    raising = [one for one in wanted if may_spend_more(one)]
    if not raising:
        return []
    if policy.stopped_at and any(stopped.starts_or_raises(one) for one in raising):
        return [Refusal(stopped.words(policy))]
    return [*steps.list_refusals(raising, policy), *ceilings.list_refusals(raising, policy, now)]
