"""Conversions by conversion action, with their memory. Actions overlap on some platforms: never add them up."""

from django.db import models

from analytics.models.facts import Subject
from integrations.types import ConversionKind


class ConversionAction(models.Model):
    """Something that an account counts as a conversion: an order, a lead, an install."""

    account_id = models.BigIntegerField()
    external_id = models.CharField(max_length=128)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=16, choices=[(each.value, each.value) for each in ConversionKind])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "external_id"], name="conversion_action_once")]

    def __str__(self):
        return self.name


class Counted(models.Model):
    """One ad's conversions of one day by one action."""

    subject = models.ForeignKey(Subject, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    day = models.DateField()
    action = models.ForeignKey(
        ConversionAction, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    conversions = models.DecimalField(max_digits=18, decimal_places=6)
    value_micros = models.BigIntegerField()
    known_at = models.DateTimeField(help_text="when these values were first read")

    class Meta:
        abstract = True

    def __str__(self):
        return f"subject {self.subject_id} on {self.day}, action {self.action_id}"


class ActionMetric(Counted):
    """As they are known now. Written only by `services.store`."""

    pk = models.CompositePrimaryKey("subject_id", "day", "action_id")


class ActionRevision(Counted):
    """As they were known from `known_at` until `superseded_at`. Append-only."""

    pk = models.CompositePrimaryKey("subject_id", "day", "action_id", "known_at")
    superseded_at = models.DateTimeField()
