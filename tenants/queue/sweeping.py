"""The tenants' rows are the truth: make jobs for what they say is outstanding and that no job is about."""

from collections.abc import Iterable
from datetime import datetime

import structlog
from django.db.models.functions import Now

from tenants.models import Job, Organization
from tenants.queue.enqueueing import enqueue
from tenants.queue.registry import Provider, list_providers
from tenants.queue.types import DEAD_LETTERS_KEPT, REMEMBERED, Due

log = structlog.get_logger(__name__)


def sweep_organization(*, organization: Organization, now: datetime) -> int:
    """Enqueue what the `@outstanding` functions yield in the present schema; return how many jobs were made.

    A piece of work whose last job is a dead letter is left alone while that is kept: it was tried, and a person
    decides. A function that fails is logged and holds up no other.
    """
    due = [item for provider in list_providers() for item in _ask(provider, organization, now)]
    taken = _taken(organization, due)
    made = 0
    for item in due:
        if (item.name, item.key) not in taken:
            enqueue(item.name, organization=organization, key=item.key, payload=item.payload)
            made += 1
    return made


def _ask(provider: Provider, organization: Organization, now: datetime) -> list[Due]:
    try:
        return [item if isinstance(item, Due) else Due(*item) for item in provider(now)]
    except Exception:
        log.exception("outstanding_failed", provider=provider.__module__, organization=organization.slug)
        return []


def _taken(organization: Organization, due: Iterable[Due]) -> set[tuple[str, str]]:
    """Return which of them have a live job, or a dead letter as their latest."""
    keys = {item.key for item in due}
    if not keys:
        return set()
    rows = Job.objects.filter(organization=organization, key__in=keys).order_by("pk")
    latest = {(name, key): state for name, key, state in rows.values_list("name", "key", "state")}
    return {pair for pair, state in latest.items() if state != Job.State.DONE}


def purge() -> int:
    """Delete dead letters after 7 days and finished jobs after 24 hours; return how many."""
    kept = ((Job.State.DEAD, DEAD_LETTERS_KEPT), (Job.State.DONE, REMEMBERED))
    return sum(Job.objects.filter(state=state, finished_at__lt=Now() - time).delete()[0] for state, time in kept)
