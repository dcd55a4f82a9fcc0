"""Connections and ad accounts. All in the tenant's schema; tokens are kept sealed and never shown."""

from datetime import datetime, timedelta

from django.db import models

from integrations.types import AccountStatus, ConnectionStatus, Platform, SyncStatus
from tenants.ids import new_id
from tenants.types import ActorKind


def choices_of(kinds) -> list[tuple[str, str]]:
    """Return an enum's values as a field's choices."""
    return [(kind.value, kind.value) for kind in kinds]


class ConnectionAttempt(models.Model):
    """Somebody set out for a platform's consent page; good for one return, by the one who set out."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    platform = models.CharField(max_length=16, choices=choices_of(Platform))
    binding_hash = models.CharField(max_length=64, help_text="of the session or the API key that began")
    actor_kind = models.CharField(max_length=16, choices=choices_of(ActorKind))
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=254)
    secret = models.TextField(blank=True, editable=False, help_text="the sealed code verifier, where PKCE is spoken")
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Connection(models.Model):
    """One person's permission on one platform. `secret` holds the sealed tokens; empty once they are forgotten."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    platform = models.CharField(max_length=16, choices=choices_of(Platform))
    external_user_id = models.CharField(max_length=64)
    user_label = models.CharField(max_length=254, blank=True)
    secret = models.TextField(blank=True, editable=False)
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField(null=True, help_text="of the token; see `access_ends_at`")
    renew_at = models.DateTimeField(null=True, help_text="when the token is to be renewed, or looked at, next")
    renewed_at = models.DateTimeField(null=True, help_text="when the token was last given or renewed")
    told = models.CharField(max_length=8, blank=True, help_text="what its owner was written: ends, ended")
    status = models.CharField(max_length=16, choices=choices_of(ConnectionStatus), default=ConnectionStatus.ACTIVE)
    last_error = models.TextField(blank=True)
    offered = models.JSONField(default=list, help_text="the ad accounts that the token reaches, as last listed")
    connected_by_id = models.UUIDField(null=True)
    connected_by_label = models.CharField(max_length=254)
    connected_at = models.DateTimeField()
    disconnected_at = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True, help_text="who is refreshing the token now")
    lease_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["platform", "connected_at"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "external_user_id"], name="connection_once_a_person")
        ]

    def __str__(self):
        return f"{self.platform} · {self.user_label}"

    def __repr__(self):
        return f"<Connection {self.uuid} {self.platform}>"

    @property
    def access_ends_at(self) -> datetime | None:
        """Return when a person must connect again; None where the token renews itself, or has no timer."""
        return self.expires_at if self.platform == Platform.META else None


class AdAccount(models.Model):
    """An ad account. One row for ever: disconnecting keeps it with its history, reconnecting revives it."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    connection = models.ForeignKey(Connection, models.PROTECT, related_name="ad_accounts")
    platform = models.CharField(max_length=16, choices=choices_of(Platform))
    external_id = models.CharField(max_length=64)
    name = models.CharField(max_length=254)
    currency = models.CharField(max_length=3)
    time_zone = models.CharField(max_length=64)
    status = models.CharField(max_length=16, choices=choices_of(AccountStatus), default=AccountStatus.ACTIVE)
    status_words = models.CharField(max_length=254, blank=True, help_text="what the platform says of the account")
    needs = models.JSONField(default=list, help_text="what is missing before an ad can run: key, text, is_blocking")
    presence = models.JSONField(default=dict, help_text="who the ads speak for and what counts: page_id, pixel_id")
    candidates = models.JSONField(default=list, help_text="what can be chosen for it: kind, external_id, name, sets")
    chosen = models.JSONField(default=dict, help_text="what a person chose: kind -> external_id")
    repairs = models.JSONField(default=list, help_text="what the platform wants declared: external_id, name, text")
    read_costs = models.JSONField(default=dict, help_text="operations that the last reading of each kind took")
    metrics_every = models.DurationField(
        default=timedelta(minutes=15), help_text="the cadence of its numbers, as last set"
    )
    health_at = models.DateTimeField(null=True, help_text="when standing, needs and candidates were last read")
    sync_status = models.CharField(max_length=16, choices=choices_of(SyncStatus), default=SyncStatus.PENDING)
    sync_error = models.TextField(blank=True)
    objects_synced_at = models.DateTimeField(null=True)
    metrics_synced_at = models.DateTimeField(null=True)
    connected_by_label = models.CharField(max_length=254)
    connected_at = models.DateTimeField()
    disconnected_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["platform", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["platform", "external_id"], name="ad_account_once")]

    def __str__(self):
        return f"{self.name} ({self.platform})"

    @property
    def is_connected(self) -> bool:
        """Return whether it is one of the organisation's accounts now."""
        return self.disconnected_at is None

    @property
    def blocking_needs(self) -> list[str]:
        """Return, in sentences, what is missing without which no ad runs."""
        return [need["text"] for need in self.needs if need["is_blocking"]]
