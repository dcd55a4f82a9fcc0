"""What holds campaigns back and waits for a person: the stop, spend beyond a ceiling, closures that cannot end."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from campaigns.models import ChangeSet, Closure, Policy
from campaigns.selectors.policy import get_policy
from campaigns.types import Attention, ClosureState
from tenants.place import today

OVER = "over_ceiling"
"""In a change's evidence: what was spent beyond which ceiling."""
OVER_FOR = timedelta(days=1)
LATE_AFTER = timedelta(hours=1)
STOP, LIMITS, CLOSURES = "campaigns:stop", "campaigns:limits", "campaigns:closures"


def held_sets(now: datetime) -> dict[str, QuerySet]:
    """Return where each of these would stand, to be asked for at once."""
    return {
        "stopped": Policy.objects.filter(stopped_at__isnull=False),
        "over": ChangeSet.objects.filter(_over(now)),
        "late": Closure.objects.filter(_ends_before(now - LATE_AFTER)),
    }


def list_held(there: Collection[str], *, now: datetime) -> list[Attention]:
    """Return the stop while it holds, what passed a ceiling since yesterday, closures that should be over.

    `there` names the sets of `held_sets` that hold something; a query for each of them.
    """
    tell = {"stopped": _stopped, "over": lambda: _over_ceilings(now), "late": lambda: _late(now)}
    return [one for name, say in tell.items() if name in there for one in say()]


def _stopped() -> list[Attention]:
    who = get_policy().stopped_by_label
    text = f"{who} stopped it. Nothing runs, and nothing can be switched on before the stop is lifted."
    return [Attention("Everything is stopped", text, "bad", None, "Look at the stop", STOP)]


def _over_ceilings(now: datetime) -> list[Attention]:
    sets = ChangeSet.objects.filter(_over(now)).distinct()
    newest = {one.label: one for one in sets.order_by("created_at", "pk")}
    return [Attention(one.label, one.reason, "bad", None, "Look at the limits", LIMITS) for one in newest.values()]


def _late(now: datetime) -> list[Attention]:
    """Closures that were to end by now: the stop or a ceiling keeps them on."""
    late = Closure.objects.filter(_ends_before(now - LATE_AFTER)).select_related("campaign")
    text = "Its last day is over, but what it paused could not be switched on: the stop or a ceiling does not allow it."
    names = [one.campaign.name if one.campaign else "Every campaign" for one in late]
    return [Attention(f"{name} is still paused", text, "warn", None, "Look at it", CLOSURES) for name in names]


def _over(now: datetime) -> Q:
    return Q(changes__evidence__has_key=OVER, created_at__gte=now - OVER_FOR)


def _ends_before(moment: datetime) -> Q:
    return Q(state=ClosureState.ON, to_date__lt=today(moment))
