"""The platforms' quotas, shared by all organisations and workers. All in the public schema, no names, no tokens."""

from django.db import models

from integrations.models.connections import choices_of
from integrations.types import Platform


class Holding(models.Model):
    """An organisation holds one person's permission on a platform, with so many ad accounts that work.

    It says with whom the operator's quota is shared, and whether a permission may be given back. The person is a hash.
    """

    platform = models.CharField(max_length=16, choices=choices_of(Platform))
    organization = models.ForeignKey("tenants.Organization", models.CASCADE, related_name="+")
    person_hash = models.CharField(max_length=64)
    accounts = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["platform", "person_hash", "organization"], name="holding_once")]
        indexes = [models.Index(fields=["platform", "organization"], name="holding_by_platform")]


class QuotaSpend(models.Model):
    """Operations that one organisation spent of the operator's quota within an hour. Kept for two days."""

    platform = models.CharField(max_length=16, choices=choices_of(Platform))
    organization_uuid = models.UUIDField()
    hour_at = models.DateTimeField()
    operations = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["platform", "hour_at", "organization_uuid"], name="quota_spend_once")
        ]


class QuotaPace(models.Model):
    """Up to when the calls that were let through fill what a platform allows a second. Real time, seconds since 1970."""

    platform = models.CharField(max_length=16, choices=choices_of(Platform), unique=True)
    full_until = models.FloatField()


class QuotaReport(models.Model):
    """What a platform said last of a quota: the app's (empty subject), or an ad account's (a hash of its id)."""

    platform = models.CharField(max_length=16, choices=choices_of(Platform))
    subject = models.CharField(max_length=64, blank=True)
    used_percent = models.FloatField()
    regain_at = models.DateTimeField(null=True)
    tier = models.CharField(max_length=64, blank=True)
    reported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["platform", "subject"], name="quota_report_once")]
