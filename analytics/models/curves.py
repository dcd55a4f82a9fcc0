"""How conversions arrive, as it was learned each night."""

from django.db import models


class MaturityCurve(models.Model):
    """The normal share of final conversions by age, of one account and one conversion action (or all of them).

    One row a night, kept, so that a back-test uses what was believed then.
    """

    account_id = models.BigIntegerField()
    platform = models.CharField(max_length=16)
    action_id = models.BigIntegerField(null=True, help_text="None: all conversions as the platform sums them")
    kind = models.CharField(
        max_length=16, blank=True, help_text="the action's ConversionKind; empty for all conversions"
    )
    learned_at = models.DateTimeField()
    points = models.JSONField(help_text="[[age in days since the end of the day, share 0-1], ...], rising")
    errors = models.JSONField(help_text="[standard error of the share at each of the points]")
    counts = models.JSONField(help_text="[[age, new, known], ...] as counted; other accounts' pools are summed from it")
    conversions = models.DecimalField(max_digits=18, decimal_places=6, help_text="that it was learned from")
    days = models.IntegerField(help_text="that it was learned from")
    conversions_per_click = models.FloatField(
        help_text="of recent days, each weighted by how complete it is; 0 where there are none"
    )
    dispersion = models.FloatField(help_text="variance of arrivals over Poisson's, >= 1")
    variation = models.FloatField(help_text="squared coefficient of variation of days' conversion rates, beyond chance")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "action_id", "learned_at"], nulls_distinct=False, name="curve_once_a_night"
            )
        ]

    def __str__(self):
        return f"account {self.account_id}, action {self.action_id}, learned at {self.learned_at}"
