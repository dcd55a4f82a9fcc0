"""Figures at the finest level, what they were before, and the sums above them. All in the tenant's schema.

Ids of other apps' rows are plain numbers without a constraint: a figure outlives the object that it is about, and
it may arrive before its ad was imported. Money is micros of the subject's currency; days are the account's.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from integrations.types import Platform


class Subject(models.Model):
    """What figures are about, in one currency: an ad, a campaign (its residual and its sums), or an account (its sums).

    A campaign's subject has no ad, an account's no campaign. In DailyMetric a campaign's subject stands for the residual:
    what the platform reports of the campaign beyond the sum of its ads. The internal ids stay empty until the objects
    are imported; filling them in moves no fact.
    """

    account_id = models.BigIntegerField()
    platform = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Platform])
    currency = models.CharField(max_length=3)
    campaign_external_id = models.CharField(max_length=64, blank=True)
    ad_group_external_id = models.CharField(max_length=64, blank=True)
    ad_external_id = models.CharField(max_length=64, blank=True)
    campaign_subject_id = models.BigIntegerField(null=True, help_text="of the campaign it belongs to, or itself")
    account_subject_id = models.BigIntegerField(null=True, help_text="of the account it belongs to, or itself")
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
        indexes = [
            models.Index(fields=["campaign_id"], name="subject_by_campaign"),
            models.Index(fields=["campaign_subject_id"], name="subject_by_parent"),
            models.Index(fields=["currency"], condition=models.Q(campaign_external_id=""), name="subject_of_account"),
        ]

    def __str__(self):
        return f"{self.platform} {self.ad_external_id or self.campaign_external_id or self.account_id}"

    @property
    def is_residual(self) -> bool:
        """Return whether it stands for what the ads of a campaign do not explain."""
        return bool(self.campaign_external_id) and not self.ad_external_id


class Figures(models.Model):
    """What platforms count, exactly as reported."""

    impressions = models.BigIntegerField()
    clicks = models.BigIntegerField()
    spend_micros = models.BigIntegerField()
    conversions = models.DecimalField(max_digits=18, decimal_places=6)
    value_micros = models.BigIntegerField()

    class Meta:
        abstract = True


class Daily(Figures):
    """One subject's figures of one day, as they are known now. Written only by `services.store`."""

    subject = models.ForeignKey(Subject, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    day = models.DateField()
    known_at = models.DateTimeField(help_text="when these values were first read")

    class Meta:
        abstract = True

    def __str__(self):
        return f"subject {self.subject_id} on {self.day}"


class Superseded(Daily):
    """Figures that were superseded: what was known from `known_at` until `superseded_at`. Append-only."""

    superseded_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self):
        return f"subject {self.subject_id} on {self.day}, as known at {self.known_at}"


class DailyMetric(Daily):
    """The facts: one ad's day, or one campaign's residual of a day."""

    pk = models.CompositePrimaryKey("subject_id", "day")

    class Meta:
        indexes = [BrinIndex(fields=["day"], name="daily_by_day", autosummarize=True)]


class MetricRevision(Superseded):
    """The facts' earlier values."""

    pk = models.CompositePrimaryKey("subject_id", "day", "known_at")

    class Meta:
        indexes = [BrinIndex(fields=["day"], name="revision_by_day", autosummarize=True)]


class CampaignMetric(Daily):
    """The sums of a campaign's ads and its residual; stored with the facts, and can be made anew from them."""

    pk = models.CompositePrimaryKey("day", "subject_id")

    class Meta:
        indexes = [models.Index(fields=["subject_id", "day"], name="campaign_by_subject")]


class CampaignWeek(Figures):
    """The sums of a campaign's days from a Monday to its Sunday, as they are known now; kept with those of the days."""

    pk = models.CompositePrimaryKey("week", "subject_id")
    subject = models.ForeignKey(Subject, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    week = models.DateField(help_text="its Monday")

    class Meta:
        indexes = [models.Index(fields=["subject_id", "week"], name="campaign_week_by_subject")]

    def __str__(self):
        return f"subject {self.subject_id} in the week of {self.week}"


class CampaignRevision(Superseded):
    """The campaigns' earlier sums."""

    pk = models.CompositePrimaryKey("day", "subject_id", "known_at")

    class Meta:
        indexes = [models.Index(fields=["subject_id", "day"], name="campaign_revision_by_subject")]


class AccountMetric(Daily):
    """The sums of an account's campaigns; stored with the facts, and can be made anew from them."""

    pk = models.CompositePrimaryKey("day", "subject_id")


class AccountRevision(Superseded):
    """The accounts' earlier sums."""

    pk = models.CompositePrimaryKey("day", "subject_id", "known_at")


class HourlyMetric(Figures):
    """One ad's figures of one hour of the account's clock, for the newest days only, as they are known now.

    Where the clocks go back an hour comes twice and the platforms report it once, summed.
    """

    pk = models.CompositePrimaryKey("day", "hour", "subject_id")
    subject = models.ForeignKey(Subject, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    day = models.DateField()
    hour = models.SmallIntegerField(help_text="0 to 23")
    known_at = models.DateTimeField()

    def __str__(self):
        return f"subject {self.subject_id} on {self.day} at {self.hour}"
