"""What a campaign should be: Campaign, its part on one ad account, ad groups, ads. Money is minor units, at least 0."""

from django.db import models
from django.db.models import Q

from campaigns.models.base import Observable, WithActor, choices
from campaigns.types import CallToAction, CampaignStatus, ObjectStatus, Origin
from integrations.types import BudgetLevel, Platform, Purpose
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
    end_date = models.DateField(null=True)
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
    objective_word = models.CharField(max_length=64, blank=True)
    operation_id = models.CharField(max_length=32, unique=True)
    is_managed = models.BooleanField(default=True, help_text="False: read and never written")
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


class AdGroup(Observable):
    """Ads that share an audience (and, where the platform keeps it here, a budget)."""

    platform_campaign = models.ForeignKey(PlatformCampaign, models.CASCADE, related_name="ad_groups")
    name = models.CharField(max_length=512)
    status = models.CharField(max_length=16, choices=choices(ObjectStatus), default=ObjectStatus.ACTIVE)
    daily_budget_minor = models.BigIntegerField(null=True)
    countries = models.JSONField(default=list, help_text="ISO 3166-1 alpha-2")
    age_min = models.IntegerField(null=True)
    age_max = models.IntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(daily_budget_minor=None) | Q(daily_budget_minor__gte=0), name="ad_group_budget"
            ),
            models.CheckConstraint(
                condition=Q(age_min=None) | Q(age_max=None) | Q(age_max__gte=models.F("age_min")), name="ad_group_ages"
            ),
            models.UniqueConstraint(
                fields=["platform_campaign", "external_id"], name="ad_group_once", condition=~Q(external_id="")
            ),
        ]

    def __str__(self):
        return self.name


class Ad(Observable):
    """One ad. `asset_id` is the uuid of a picture of the library; `image_url` is where an imported ad's picture is."""

    ad_group = models.ForeignKey(AdGroup, models.CASCADE, related_name="ads")
    name = models.CharField(max_length=512)
    status = models.CharField(max_length=16, choices=choices(ObjectStatus), default=ObjectStatus.ACTIVE)
    link = models.CharField(max_length=2048, blank=True)
    primary_text = models.TextField(blank=True)
    headline = models.CharField(max_length=512, blank=True)
    description = models.CharField(max_length=512, blank=True)
    call_to_action = models.CharField(max_length=32, choices=choices(CallToAction), blank=True)
    asset_id = models.UUIDField(null=True)
    image_url = models.CharField(max_length=2048, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["ad_group", "external_id"], name="ad_once", condition=~Q(external_id=""))
        ]

    def __str__(self):
        return self.name
