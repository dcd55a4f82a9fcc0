"""Columns that several tables share."""

from django.db import models

from integrations.types import Delivery, Learning, Review, RunStatus
from tenants.ids import new_id
from tenants.types import Actor, ActorKind


def choices(words) -> list[tuple[str, str]]:
    """Return a vocabulary's words as choices."""
    return [(word.value, word.value) for word in words]


class Observable(models.Model):
    """An object that is on a platform, or will be: what it is there (`external_id`) and what the platform says of it.

    The observed columns are written by the sync, and by a change that the platform has just taken; by nothing else.
    """

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    external_id = models.CharField(max_length=128, blank=True)
    delivery = models.CharField(max_length=16, choices=choices(Delivery), default=Delivery.UNKNOWN)
    platform_word = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    observed_name = models.CharField(max_length=512, blank=True)
    observed_status = models.CharField(max_length=16, choices=choices(RunStatus), blank=True)
    observed_daily_budget_minor = models.BigIntegerField(null=True)
    observed_lifetime_budget_minor = models.BigIntegerField(null=True)
    observed_bid = models.JSONField(null=True)
    observed_end_at = models.DateTimeField(null=True)
    learning = models.CharField(max_length=16, choices=choices(Learning), default=Learning.UNKNOWN)
    review = models.CharField(max_length=16, choices=choices(Review), default=Review.UNKNOWN)
    observed_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True, help_text="since when the platform no longer lists it")

    class Meta:
        abstract = True


class WithActor(models.Model):
    """Who did it: no foreign key leaves a schema."""

    actor_kind = models.CharField(max_length=16, choices=choices(ActorKind))
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=254)

    class Meta:
        abstract = True

    @property
    def actor(self) -> Actor:
        """Return the actor."""
        return Actor(ActorKind(self.actor_kind), self.actor_id, self.actor_label)


def actor_columns(actor: Actor) -> dict:
    """Return an actor as column values."""
    return {"actor_kind": actor.kind, "actor_id": actor.id, "actor_label": actor.label[:254]}
