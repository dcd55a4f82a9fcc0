"""The audit trail of an organisation. In the tenant's schema."""

from django.db import models

from tenants.ids import new_id
from tenants.types import ActorKind


class AuditEvent(models.Model):
    """Something that was done here: who, what, to what, when."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    at = models.DateTimeField()
    action = models.CharField(max_length=64, help_text="noun.verb in the past, such as campaign.paused")
    actor_kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in ActorKind])
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=254)
    target_type = models.CharField(max_length=64, blank=True)
    target_id = models.UUIDField(null=True)
    target_label = models.CharField(max_length=254, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at", "-id"], name="audit_newest")]
