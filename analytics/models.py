"""Metric facts and their memory. All in the tenant's schema.

Ids of other apps' rows are plain numbers without a constraint: a figure outlives the object that it is about, and
it may arrive before its ad was imported. Money is micros of the subject's currency; days are the account's.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from integrations.types import Platform


class Subject(models.Model):
    """What figures are about: one ad of one account in one currency, or the residual of one campaign.

    A residual (`ad_external_id` is empty) holds what a platform reports of a campaign beyond the sum of its ads.
    The internal ids stay empty until the objects are imported; filling them in moves no fact.
    """

    account_id = models.BigIntegerField()
    platform = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Platform])
    currency = models.CharField(max_length=3)
    campaign_external_id = models.CharField(max_length=64)
    ad_group_external_id = models.CharField(max_length=64, blank=True)
    ad_external_id = models.CharField(max_length=64, blank=True)
    campaign_id = models.BigIntegerField(null=True)
    platform_campaign_id = models.BigIntegerField(null=True)
    ad_group_id = models.BigIntegerField(null=True)
    ad_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "campaign_external_id", "ad_group_external_id", "ad_external_id", "currency"],
                name="subject_once",
            )
        ]
        indexes = [models.Index(fields=["campaign_id"], name="subject_by_campaign")]

    def __str__(self):
        return f"{self.platform} {self.ad_external_id or self.campaign_external_id}"

    @property
    def is_residual(self) -> bool:
        """Return whether it stands for what the ads of a campaign do not explain."""
        return not self.ad_external_id


class Figures(models.Model):
    """What platforms count, exactly as reported."""

    impressions = models.BigIntegerField()
    clicks = models.BigIntegerField()
    spend_micros = models.BigIntegerField()
    conversions = models.DecimalField(max_digits=18, decimal_places=6)
    value_micros = models.BigIntegerField()

    class Meta:
        abstract = True


class DailyMetric(Figures):
    """One subject's figures of one day, as they are known now. Written only by `services.store.store_rows`."""

    pk = models.CompositePrimaryKey("subject_id", "day")
    subject = models.ForeignKey(Subject, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    day = models.DateField()
    known_at = models.DateTimeField(help_text="when these values were first read")

    class Meta:
        indexes = [BrinIndex(fields=["day"], name="daily_by_day", autosummarize=True)]

    def __str__(self):
        return f"subject {self.subject_id} on {self.day}"


class MetricRevision(Figures):
    """Figures that were superseded: what was known from `known_at` until `superseded_at`. Append-only."""

    pk = models.CompositePrimaryKey("subject_id", "day", "known_at")
    subject = models.ForeignKey(Subject, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    day = models.DateField()
    known_at = models.DateTimeField()
    superseded_at = models.DateTimeField()

    class Meta:
        indexes = [BrinIndex(fields=["day"], name="revision_by_day", autosummarize=True)]

    def __str__(self):
        return f"subject {self.subject_id} on {self.day}, as known at {self.known_at}"


class Feed(models.Model):
    """How far we have read one ad account. Its row is locked while figures of the account are stored."""

    account_id = models.BigIntegerField(unique=True)
    memory_since_at = models.DateTimeField(null=True, help_text="from when on we know what was known at each moment")
    history_asked_at = models.DateTimeField(null=True, help_text="when the first reading was asked for")
    history_from_date = models.DateField(null=True, help_text="how far back the first reading goes")
    history_done_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"figures of account {self.account_id}"


class ReadDay(models.Model):
    """A day of an account that was read: one without figures had none; one without this row is a gap, not a zero."""

    pk = models.CompositePrimaryKey("account_id", "day")
    account_id = models.BigIntegerField()
    day = models.DateField()
    read_at = models.DateTimeField()

    def __str__(self):
        return f"account {self.account_id} on {self.day}"
