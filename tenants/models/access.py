"""How programs get in: API keys, and the answers that are kept for repeated requests. In the tenant's schema."""

from django.db import models

from tenants.ids import new_id
from tenants.roles import Role


class ApiKey(models.Model):
    """A key with a role; only its hash is kept."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=16, choices=[(role.value, role.value.title()) for role in Role])
    prefix = models.CharField(max_length=16)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_by_id = models.UUIDField(null=True)
    created_by_label = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name

    def is_living(self, now) -> bool:
        """Return whether it lets anybody in."""
        return not self.revoked_at and not (self.expires_at and self.expires_at <= now)


class IdempotencyKey(models.Model):
    """The answer to a create that carried an `Idempotency-Key`, kept for 24 hours."""

    key = models.CharField(max_length=255)
    actor_id = models.UUIDField()
    operation = models.CharField(max_length=100)
    request_hash = models.CharField(max_length=64)
    status = models.IntegerField(null=True)
    response = models.TextField(blank=True, help_text="sealed: it may hold a new key's secret")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "key"], name="idempotency_key_once")]
