"""The journal of a launch: what each step made, written before the next begins."""

from django.db import models

from campaigns.models.base import choices
from campaigns.types import StepState
from integrations.types import ObjectKind


class LaunchStep(models.Model):
    """One step of making a platform campaign. `trying` is committed before the platform is called."""

    platform_campaign = models.ForeignKey("campaigns.PlatformCampaign", models.CASCADE, related_name="launch_steps")
    change = models.ForeignKey(
        "campaigns.Change", models.CASCADE, null=True, related_name="launch_steps",
        help_text="what adds to a campaign that runs; null: the campaign's own launch",
    )  # fmt: skip
    position = models.IntegerField()
    key = models.CharField(max_length=200)
    label = models.CharField(max_length=254)
    makes = models.CharField(max_length=16, choices=choices(ObjectKind), blank=True)
    target_key = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16, choices=choices(StepState), default=StepState.PENDING)
    attempts = models.IntegerField(default=0)
    external_id = models.CharField(max_length=255, blank=True)
    extra = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform_campaign", "change", "key"], name="launch_step_once", nulls_distinct=False
            )
        ]

    def __str__(self):
        return self.label
