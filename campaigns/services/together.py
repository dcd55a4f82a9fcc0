"""The parts of one launch: nothing is switched on before all of them stand.

A part whose launch fails leaves the others made and switched off, until somebody decides.
"""

from campaigns.models import Change, LaunchStep
from campaigns.services import journal, words
from campaigns.types import ChangeKind, ChangeState, StepState
from integrations.errors import NotReadyYet, PermissionDenied

RETRY_S = 5
CALLED_OFF = (ChangeState.REJECTED, ChangeState.SUPERSEDED)
"""Parts that nobody wants any more (refused, or stopped before they began) hold up no other."""


class Alone(PermissionDenied):
    """Another part of the same launch failed: this one is made, and stays switched off."""


class NotYet(NotReadyYet):
    """Another part of the same launch is still being made."""


def refuse_to_go_alone(change: Change) -> None:
    """Raise Alone when another part of the launch failed, NotYet while another is still being made."""
    launches = change.change_set.changes.filter(kind=ChangeKind.LAUNCH).exclude(pk=change.pk)
    others = list(
        launches.exclude(state__in=CALLED_OFF).select_related("platform_campaign").order_by("settled_at", "pk")
    )
    if failed := next((other for other in others if other.state == ChangeState.FAILED), None):
        name = words.platform_name(failed.platform)
        raise Alone(f"It is made and stays switched off, because the launch on {name} failed.")
    for other in others:
        if other.state != ChangeState.APPLIED and not _stands(other):
            name = words.platform_name(other.platform)
            raise NotYet(f"It is made. It is switched on together with {name}.", retry_after_s=RETRY_S)


def _stands(change: Change) -> bool:
    """Return whether a part is made and was looked at."""
    steps = LaunchStep.objects.filter(platform_campaign=change.platform_campaign_id, change=None, key=journal.CHECK)
    return steps.filter(state=StepState.DONE).exists()
