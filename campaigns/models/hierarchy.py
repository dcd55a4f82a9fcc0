"""What a campaign should be: Campaign, its part on one ad account, ad groups, ads. Money is minor units, at least 0.

What has many fields and moves as a whole is a typed document kept as JSON (`campaigns.types.documents`).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from campaigns.models.base import Observable, WithActor, choices
from campaigns.types import CampaignStatus, Origin
from integrations.types import BudgetLevel, Channel, Platform, Purpose
from tenants.ids import new_id


class Campaign(WithActor):
    """The business's plan; the actor is who made it. Days are in each account's own time zone."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=255)
    purpose = models.CharField(
        max_length=32, choices=choices(Purpose), blank=True, help_text="empty: not known (imported)"
    )
    status = models.CharField(max_length=16, choices=choices(CampaignStatus), default=CampaignStatus.DRAFT)
    origin = models.CharField(max_length=16, choices=choices(Origin), default=Origin.HOME)
    start_date = models.DateField(null=True)
    end_date = models.DateField(null=True, help_text="the last of its parts' days; null: one of them has no end")
    draft = models.JSONField(
        null=True, help_text="campaigns.types.Draft as it is being written; null: read from the parts"
    )
    utm_template = models.CharField(max_length=1000, blank=True, help_text="what is added to its ads' addresses")
    label = models.ForeignKey("campaigns.Label", models.SET_NULL, null=True, related_name="campaigns")
    tags = ArrayField(models.CharField(max_length=40), default=list)
    creation_key = models.UUIDField(null=True, unique=True, help_text="the form's token: sent twice, made once")
    version = models.IntegerField(default=1, help_text="counts the edits of the draft")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["status", "-created_at"], name="campaign_by_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(start_date=None) | Q(end_date__gte=models.F("start_date")),
                name="campaign_ends_after_start",
            )
        ]

    def __str__(self):
        return self.name


class PlatformCampaign(Observable):
    """A campaign's part on one ad account. `operation_id` goes into the names of what is made there."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="platform_campaigns")
    account = models.ForeignKey("integrations.AdAccount", models.PROTECT, related_name="+")
    platform = models.CharField(max_length=16, choices=choices(Platform))
    name = models.CharField(max_length=512)
    status = models.CharField(max_length=16, choices=choices(CampaignStatus), default=CampaignStatus.DRAFT)
    currency = models.CharField(max_length=3)
    budget_level = models.CharField(max_length=16, choices=choices(BudgetLevel), default=BudgetLevel.CAMPAIGN)
    daily_budget_minor = models.BigIntegerField(null=True)
    lifetime_budget_minor = models.BigIntegerField(null=True)
    end_date = models.DateField(null=True, help_text="its last day, in the account's time zone; null: no end")
    channel = models.CharField(max_length=32, choices=choices(Channel), blank=True, help_text="empty: the usual one")
    bid = models.JSONField(null=True, help_text="integrations.types.Bid; null: the usual one for the purpose")
    conversion = models.CharField(max_length=255, blank=True, help_text="what counts; empty: the account's own choice")
    app = models.JSONField(null=True, help_text="integrations.types.PromotedApp")
    lead_form = models.JSONField(null=True, help_text="integrations.types.LeadForm")
    special_categories = models.JSONField(default=list)
    special_category_countries = models.JSONField(default=list)
    is_eu_political = models.BooleanField(null=True, help_text="null: not declared (imported)")
    objective_word = models.CharField(max_length=64, blank=True)
    operation_id = models.CharField(max_length=32, unique=True)
    is_managed = models.BooleanField(default=True, help_text="False: imported, read and never written")
    launched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["platform", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(daily_budget_minor=None) | Q(daily_budget_minor__gte=0), name="platform_campaign_budget"
            ),
            models.CheckConstraint(
                condition=Q(lifetime_budget_minor=None) | Q(lifetime_budget_minor__gte=0),
                name="platform_campaign_lifetime_budget",
            ),
            models.UniqueConstraint(
                fields=["account", "external_id"], name="platform_campaign_once", condition=~Q(external_id="")
            ),
        ]

    def __str__(self):
        return self.name
