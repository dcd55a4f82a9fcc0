"""The audit trail of an organisation."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tenants import clock
from tenants.models import AuditEvent
from tenants.types import Actor


def record_audit(
    *,
    action: str,
    actor: Actor,
    target: Any = None,
    detail: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> AuditEvent:
    """Write down what was done in the current organisation.

    `action` is noun.verb in the past (campaign.paused); `target` any object with a uuid, shown by its str();
    `detail` JSON without secrets. Call it in the transaction of the deed, so that neither stands without the other.
    """
    return AuditEvent.objects.create(
        at=now or clock.now(),
        action=action,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_label=actor.label[:254],
        target_type=type(target).__name__.lower() if target is not None else "",
        target_id=_uuid_of(target),
        target_label=str(target)[:254] if target is not None else "",
        detail=dict(detail or {}),
    )


def _uuid_of(target: Any) -> uuid.UUID | None:
    return getattr(target, "uuid", None)
