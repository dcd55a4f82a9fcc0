"""What a platform said of an ad account that is needed while no network may be waited for."""

from django.db import models
from django.db.models import Q


class AccountMinimum(models.Model):
    """The least daily budget that a platform takes on an account; written by the sync."""

    account = models.OneToOneField("integrations.AdAccount", models.CASCADE, related_name="+")
    daily_budget_minor = models.BigIntegerField()
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(daily_budget_minor__gte=0), name="account_minimum")]
